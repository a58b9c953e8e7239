/** Routes of the sign-in experience. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { previewInputSchema } from './previews.ts';
import { signInExperiencePatchSchema, signInExperienceSchema } from './schema.ts';
import type { Experience } from './service.ts';

const answer = z.object({ ...signInExperienceSchema.shape, version: z.int() });
const previewAnswer = z.object({
  url: z.string().describe('For a frame of a page at the endpoint; nobody else may frame it.'),
  expiresAt: timestamp,
});
const tag = 'Sign-in experience';

export function experienceRoutes(experience: Experience): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/sign-in-experience',
      tag,
      summary: 'Get the sign-in experience',
      permission: 'sign-in-experience:read',
      versioned: true,
      response: answer,
      errors: [],
      handler: ({ db }) => experience.read(db),
    }),
    defineRoute({
      method: 'patch',
      path: '/sign-in-experience',
      tag,
      summary: 'Change the sign-in experience',
      description: 'Fields that are left out stay as they are; null removes an optional one.',
      permission: 'sign-in-experience:write',
      versioned: true,
      body: signInExperiencePatchSchema,
      response: answer,
      errors: [],
      handler: ({ db, body, version }) => experience.update(db, body, { version }),
    }),
    defineRoute({
      method: 'post',
      path: '/sign-in-experience/preview',
      tag,
      summary: 'Show a draft of the sign-in experience',
      description:
        'Answers the address of a hosted page as people would see it if the draft were saved. Nothing on it can be used, and it is gone after ten minutes. A page that the draft does not have shows what people see instead.',
      permission: 'sign-in-experience:read',
      body: previewInputSchema,
      response: previewAnswer,
      errors: [],
      handler: async ({ db, tenant, body }) => {
        const { token, expiresAt } = await experience.previews.create(db, body);
        return { url: `${tenant.baseUrl}/sign-in-preview/${token}`, expiresAt };
      },
    }),
  ];
}
