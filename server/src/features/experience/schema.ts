/** What the hosted pages offer and how they look. */
import { z } from 'zod';
import { text, webUrl } from '../../kernel/http/fields.ts';
import { defaultLocale, locales } from '../../kernel/i18n/index.ts';
import { cssProblems, maxCssBytes } from './css-policy.ts';

const identifier = z.enum(['email', 'username']);
const identifiers = z
  .array(identifier)
  .min(1)
  .max(2)
  .refine((list) => new Set(list).size === list.length, 'must not contain a value twice');
const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be like #1a2b3c');

const signIn = z.strictObject({
  identifiers: identifiers.describe('What a person may type into the first field.'),
  password: z.boolean(),
  emailCode: z.boolean().describe('Sign in with a code sent by email.'),
});

const signUp = z.strictObject({
  enabled: z.boolean().describe('Whether people may register by themselves.'),
  identifiers: identifiers.describe('What a person who registers has to give.'),
  verifyEmail: z
    .boolean()
    .describe('Whether an address has to be proved by a code before the account exists.'),
});

const customCss = z
  .string()
  .superRefine((value, context) => {
    for (const message of cssProblems(value)) context.addIssue({ code: 'custom', message });
  })
  .describe(
    `A style sheet after those of Gatehouse, at most ${maxCssBytes / 1024} kB. It loads nothing but uploaded images (\`url(/images/img_…)\`) and \`data:image/…\`.`,
  );

const branding = z.strictObject({
  displayName: text(80).optional(),
  logoUrl: webUrl.optional(),
  logoDarkUrl: webUrl.optional(),
  faviconUrl: webUrl.optional(),
  primaryColor: color.optional(),
  primaryColorDark: color.optional(),
  customCss: customCss.optional(),
});

const languages = z.strictObject({
  fallback: z.enum(locales).describe('For people whose browser asks for none that there is.'),
  autoDetect: z
    .boolean()
    .describe("Whether the browser's languages count. An application's `ui_locales` always does."),
});

export const defaultLanguages: z.infer<typeof languages> = { fallback: defaultLocale, autoDetect: true };

const links = z.strictObject({
  termsUrl: webUrl.optional(),
  privacyUrl: webUrl.optional(),
  supportEmail: z.email().max(254).optional(),
  supportUrl: webUrl.optional(),
});

/** What was stored before there were languages has none. */
const content = links.extend({ languages: languages.default(defaultLanguages) });

export const signInExperienceSchema = z
  .strictObject({
    singleSignOnEnabled: z.boolean().describe('Whether SSO connectors are offered and detected by domain.'),
    signIn,
    signUp,
    branding,
    content,
  })
  .meta({ id: 'SignInExperience' });

export type SignInExperience = z.infer<typeof signInExperienceSchema>;

/** In a patch `null` removes an optional value. */
function clearable<S extends Record<string, z.ZodOptional>>(shape: S) {
  const entries = Object.entries(shape).map(([key, schema]) => [key, schema.nullable()]);
  return z.strictObject(Object.fromEntries(entries) as { [K in keyof S]: z.ZodNullable<S[K]> });
}

export const signInExperiencePatchSchema = z.strictObject({
  singleSignOnEnabled: z.boolean().optional(),
  signIn: signIn.partial().optional(),
  signUp: signUp.partial().optional(),
  branding: clearable(branding.shape).partial().optional(),
  content: clearable(links.shape).partial().extend({ languages: languages.partial().optional() }).optional(),
});

export type SignInExperiencePatch = z.infer<typeof signInExperiencePatchSchema>;
