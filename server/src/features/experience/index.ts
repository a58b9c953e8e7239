/**
 * The sign-in experience: the policy and look of the hosted pages, with its images and drafts. Owns the tables
 * `sign_in_experiences`, `images` and `experience_previews`.
 */
export { experienceRoutes } from './api.ts';
export { imageRoutes } from './api-images.ts';
export { createCustomCss } from './custom-css.ts';
export { createImages, type Images } from './images.ts';
export { createPageContexts, type PageContexts, type PageContextWishes } from './page-context.ts';
export type { Preview, PreviewPage } from './previews.ts';
export {
  defaultLanguages,
  type SignInExperience,
  type SignInExperiencePatch,
  signInExperiencePatchSchema,
  signInExperienceSchema,
} from './schema.ts';
export { createExperience, type Experience, type VersionedExperience } from './service.ts';
