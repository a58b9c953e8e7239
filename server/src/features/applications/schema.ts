/** What an application (OAuth client) is. Rules that join several fields are in policy.ts. */
import { z } from 'zod';
import { customData, text, timestampInput, webUrlProblem } from '../../kernel/http/fields.ts';
import { grantedPermissionSchema } from '../../kernel/http/permissions.ts';

export const applicationTypes = ['traditional', 'spa', 'native', 'machine-to-machine'] as const;
export type ApplicationType = (typeof applicationTypes)[number];

/** Letters and digits only: an id goes raw into Basic credentials (wire contract section 3.1). */
export const applicationIdSchema = z
  .string()
  .regex(/^[a-z0-9]{1,40}$/, 'must be 1 to 40 of the characters a-z and 0-9');

/** Characters that mean the same raw and percent-encoded in Basic credentials (engine notes 18). */
export const secretValueSchema = z
  .string()
  .max(256)
  .regex(
    /^[A-Za-z0-9._~-]{16,}$/,
    'must be at least 16 of the characters A-Z, a-z, 0-9, ".", "_", "~" and "-"',
  );

const uri = z.string().min(1).max(2048);
const uris = z
  .array(uri)
  .max(100)
  .refine((list) => new Set(list).size === list.length, 'must not contain a value twice');

const endpointUrl = uri.superRefine((value, context) => {
  const message = webUrlProblem(value) ?? (value.includes('#') ? 'must not contain a fragment' : undefined);
  if (message) context.addIssue({ code: 'custom', message });
});

const corsOrigin = uri.superRefine((value, context) => {
  const origin = URL.parse(value)?.origin;
  if (origin !== value || !/^https?:/.test(value)) {
    context.addIssue({
      code: 'custom',
      message: 'must be an origin like https://app.example, without a path',
    });
  }
});

const jwk = z.looseObject({ kty: z.string() });
/** RFC 7517. What is inside is checked by policy.ts with the library that will use it. */
export const jwksSchema = z.strictObject({ keys: z.array(jwk).min(1).max(10) });

const day = 24 * 3600;

/** Every field that can be changed later, without defaults. */
const fields = {
  name: text(128),
  description: text(512).nullable(),
  redirectUris: uris.describe('Where codes may be sent. Compared exactly, character by character.'),
  postLogoutRedirectUris: uris.describe('Where people may be sent after sign-out. Compared exactly.'),
  corsAllowedOrigins: z
    .array(corsOrigin)
    .max(100)
    .describe('Origins that may call from a browser, besides those of the redirect URIs.'),
  pkce: z
    .enum(['required', 'optional'])
    .describe('Optional only for confidential applications that can not do PKCE.'),
  backchannelLogoutUri: endpointUrl.nullable(),
  thirdParty: z
    .boolean()
    .describe('Whether people are asked for consent, as for somebody else’s application.'),
  authentication: z
    .enum(['none', 'secret', 'key'])
    .describe('How it proves itself: not at all (public), by client secret, or by private_key_jwt.'),
  jwks: jwksSchema.nullable().describe('Its public keys, when authentication is key.'),
  jwksUri: endpointUrl.nullable().describe('Where its public keys are, instead of jwks.'),
  requirePushedRequests: z
    .boolean()
    .describe('Whether it has to use pushed authorization requests (RFC 9126).'),
  requireDpop: z.boolean().describe('Whether its tokens have to be bound to a key (RFC 9449).'),
  refreshTokenTtl: z
    .int()
    .min(60)
    .max(365 * day)
    .nullable()
    .describe('Seconds; null: as the tenant says.'),
  managementPermissions: z
    .array(grantedPermissionSchema)
    .max(50)
    .describe('What a machine-to-machine application may do through the management API.'),
  customData,
};

export const applicationSchema = z
  .object({
    id: z.string(),
    type: z.enum(applicationTypes),
    ...fields,
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Application' });

export type Application = z.infer<typeof applicationSchema>;

export const applicationPatchSchema = z.strictObject(fields).partial();
export type ApplicationPatch = z.infer<typeof applicationPatchSchema>;

export const applicationInputSchema = z.strictObject({
  ...applicationPatchSchema.shape,
  id: applicationIdSchema.optional(),
  type: z.enum(applicationTypes),
  name: fields.name,
  secret: secretValueSchema.optional().describe('Generated when absent; never shown again.'),
});
export type ApplicationInput = z.infer<typeof applicationInputSchema>;

/** A secret as it can be shown: never its value. */
export const applicationSecretSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().describe('The first characters of the value.'),
    expiresAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'ApplicationSecret' });
export type ApplicationSecret = z.infer<typeof applicationSecretSchema>;

export const secretInputSchema = z.strictObject({
  name: text(64),
  value: secretValueSchema.optional().describe('Generated when absent.'),
  expiresAt: timestampInput.nullable().optional().describe('null: it does not expire.'),
});
export type SecretInput = z.output<typeof secretInputSchema>;
