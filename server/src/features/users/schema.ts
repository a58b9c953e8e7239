/** What a user is, and what may be given when one is created or changed. */
import { z } from 'zod';
import { customData, text, webUrl } from '../../kernel/http/fields.ts';
import { isUsername, parseEmail, parsePhone } from '../../protocol/identifiers.ts';

const short = text(256);

/** The standard claims of OpenID Connect Core section 5.1 that are nothing but text to us. */
export const profileSchema = z
  .strictObject({
    given_name: short,
    family_name: short,
    middle_name: short,
    nickname: short,
    preferred_username: short,
    profile: webUrl,
    website: webUrl,
    gender: short,
    birthdate: z
      .string()
      .regex(/^\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/, 'must be like 1990-12-31 or 1990'),
    zoneinfo: z.string().regex(/^[A-Za-z0-9_+/-]{1,64}$/, 'must be a time zone like Europe/Berlin'),
    locale: z.string().regex(/^[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*$/, 'must be a language tag like en-GB'),
    address: z
      .strictObject({
        formatted: z.string().max(1024),
        street_address: z.string().max(512),
        locality: short,
        region: short,
        postal_code: text(64),
        country: short,
      })
      .partial(),
  })
  .partial()
  .meta({ id: 'UserProfile' });
export type UserProfile = z.infer<typeof profileSchema>;

const username = z
  .string()
  .refine(
    isUsername,
    'must be 1 to 127 of the characters A-Z, a-z, 0-9, "_", "." and "-", starting with a letter, digit or "_"',
  );
const email = z
  .string()
  .max(320)
  .refine((value) => parseEmail(value) !== undefined, 'must be an email address')
  .meta({ format: 'email' });
const phone = z
  .string()
  .max(40)
  .refine((value) => parsePhone(value) !== undefined, 'must be a phone number in the form +4930123456');

const fields = {
  username: username.nullable(),
  email: email.nullable(),
  emailVerified: z.boolean().describe('Whether the address is proved. False again when the email changes.'),
  phone: phone.nullable(),
  phoneVerified: z.boolean(),
  name: text(256).nullable(),
  picture: webUrl.nullable(),
  profile: profileSchema,
  customData,
};

export const userSchema = z
  .object({
    id: z.string(),
    ...fields,
    username: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    name: z.string().nullable(),
    picture: z.string().nullable(),
    // What is stored may come from an identity provider or an older version: shown as it is.
    profile: z.record(z.string(), z.unknown()),
    customData: z.record(z.string(), z.unknown()),
    hasPassword: z.boolean(),
    suspendedAt: z.date().nullable(),
    passwordChangedAt: z.date().nullable(),
    sessionsValidAfter: z.date().nullable(),
    lastSignInAt: z.date().nullable(),
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'User' });
export type User = Omit<z.infer<typeof userSchema>, 'profile' | 'customData'> & {
  profile: UserProfile;
  customData: z.infer<typeof customData>;
};

export const userPatchSchema = z.strictObject(fields).partial();
export type UserPatch = z.infer<typeof userPatchSchema>;

/** `passwordHash` is for callers inside: the management API takes a password and hashes it first. */
export const userInputSchema = userPatchSchema.extend({
  id: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of the characters a-z, 0-9, "_" and "-"')
    .optional(),
});
export type UserInput = z.infer<typeof userInputSchema> & { passwordHash?: string | null };

/** Which user: by one identifier, or by text that may be any of them. */
export interface IdentifierQuery {
  email?: string;
  username?: string;
  phone?: string;
  anySpelling?: string;
}

export interface IdentityKey {
  connectorId: string;
  /** Entra: the tenant's issuer; elsewhere `iss`. */
  issuer: string;
  subject: string;
}

/** What an identity provider says about a person. */
export interface ExternalIdentity extends IdentityKey {
  userId: string;
  upstreamSub: string | null;
  email: string | null;
  claims: Record<string, unknown>;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface IdentityInput extends IdentityKey {
  upstreamSub?: string | null;
  email?: string | null;
  claims?: Record<string, unknown>;
}
