/** Routes of the sign-in experience. */
import { z } from 'zod';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { signInExperiencePatchSchema, signInExperienceSchema } from './schema.ts';
import type { Experience } from './service.ts';

const answer = z.object({ ...signInExperienceSchema.shape, version: z.int() });
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
  ];
}
