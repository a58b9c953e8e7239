/**
 * Drafts that the console shows beside its form. An address with a secret leads to one for ten minutes; the pages
 * themselves are those of sign-in.
 */
import { z } from 'zod';
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { type ColorScheme, colorSchemes } from '../../kernel/html/color-scheme.ts';
import { type Locale, locales } from '../../kernel/i18n/index.ts';
import {
  type SignInExperience,
  type SignInExperiencePatch,
  signInExperiencePatchSchema,
  signInExperienceSchema,
} from './schema.ts';
import * as store from './store-previews.ts';

const previewPages = ['sign-in', 'register', 'password', 'code', 'sso', 'error'] as const;
export type PreviewPage = (typeof previewPages)[number];

export const previewInputSchema = z.strictObject({
  experience: signInExperiencePatchSchema.describe('The draft, as it would be sent to be saved.'),
  page: z.enum(previewPages),
  colorScheme: z.enum(colorSchemes),
  locale: z
    .enum(locales)
    .optional()
    .describe('When absent: what the settings and the browser that opens the address say.'),
});

export interface Preview {
  experience: SignInExperience;
  page: PreviewPage;
  colorScheme: ColorScheme;
  locale: Locale | null;
}

/** Who changes a form sends one per change; only the last ones are ever looked at. */
const mostPreviews = 50;

export function createPreviews(
  draftOf: (db: TenantDb, patch: SignInExperiencePatch) => Promise<SignInExperience>,
) {
  return {
    async create(
      db: TenantDb,
      { experience: patch, page, colorScheme, locale }: z.output<typeof previewInputSchema>,
    ): Promise<{ token: string; expiresAt: Date }> {
      const token = randomToken();
      const tokenHash = sha256(token);
      return db.inTx(async (tx) => {
        const experience = await draftOf(tx, patch);
        const values = { tokenHash, experience, page, colorScheme, locale: locale ?? null };
        const expiresAt = await store.insertPreview(tx, values);
        await store.deleteOldest(tx, mostPreviews);
        return { token, expiresAt };
      });
    },
    async find(db: TenantDb, token: string): Promise<Preview | undefined> {
      const row = await store.findPreview(db, sha256(token));
      return row && { ...row, experience: signInExperienceSchema.parse(row.experience) };
    },
  };
}
