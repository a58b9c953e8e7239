/** The sign-in experience: the policy and look of the hosted pages. Owns the table `sign_in_experiences`. */
export { experienceRoutes } from './api.ts';
export { createPageContexts, type PageContexts, type PageContextWishes } from './page-context.ts';
export {
  type SignInExperience,
  type SignInExperiencePatch,
  signInExperiencePatchSchema,
  signInExperienceSchema,
} from './schema.ts';
export { createExperience, type Experience, type VersionedExperience } from './service.ts';
