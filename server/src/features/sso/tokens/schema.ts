/** Whether a connector keeps its provider's tokens, and what such tokens are while they travel. */
import { z } from 'zod';
import { applicationIdSchema } from '../../applications/index.ts';

/** RFC 6749 section 3.3: scope-token. */
const scope = z
  .string()
  .max(200)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'is not a scope');

export const tokenStorageSchema = z
  .strictObject({
    enabled: z.boolean(),
    scopes: z
      .array(scope)
      .max(50)
      .default([])
      .describe('Asked for at the provider besides those of the sign-in: what its API wants to see.'),
    applications: z
      .array(applicationIdSchema)
      .max(50)
      .default([])
      .describe(
        'The applications that are given the tokens of their people. Each has to hold a secret or key.',
      ),
  })
  .describe(
    'Keeps the tokens of the provider, sealed, so that an application may call its API in the person’s name. OpenID Connect only.',
  );

export type TokenStorage = z.output<typeof tokenStorageSchema>;

export const noTokenStorage: TokenStorage = { enabled: false, scopes: [], applications: [] };

/** What of it the provider sees; null: nothing. */
export const askedOf = ({ enabled, scopes }: TokenStorage): string[] | null =>
  enabled ? [...scopes].sort() : null;

/** For the one who asks. */
export const storedScopesOf = ({ tokenStorage: { enabled, scopes } }: { tokenStorage: TokenStorage }) =>
  enabled ? { storedScopes: scopes } : {};

/** What a token endpoint gave. */
export interface ProviderTokens {
  accessToken: string;
  refreshToken?: string;
  scope: string;
  /** Seconds; undefined when the provider does not say. */
  expiresIn?: number;
}

/** Sealed to their external identity. */
export const sealedTokensSchema = z.object({
  sealedAccess: z.string(),
  sealedRefresh: z.string().nullable(),
});

export type SealedTokens = z.infer<typeof sealedTokensSchema>;

/** On the way from the answer to the sign-in's transaction: an attempt keeps it, so it is sealed already. */
export const carriedTokensSchema = sealedTokensSchema.extend({
  scope: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
});

export type CarriedTokens = z.infer<typeof carriedTokensSchema>;

export const deletionReasons = [
  'administrator',
  'connector-deleted',
  'connector-changed',
  'storage-off',
  'scopes-reduced',
  'user-disabled',
  'identity-removed',
  'refused-by-provider',
] as const;

export type DeletionReason = (typeof deletionReasons)[number];
