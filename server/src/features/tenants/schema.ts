/** What a tenant is, and its settings with their defaults. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';

export const signingAlgorithms = ['ES256', 'ES384', 'RS256'] as const;

const day = 24 * 3600;

/** All durations are in seconds. */
export const tenantSettingsSchema = z.strictObject({
  signingAlgorithm: z.enum(signingAlgorithms).default('ES256'),
  sessions: z
    .strictObject({
      idleSeconds: z
        .int()
        .min(300)
        .max(365 * day)
        .default(8 * 3600)
        .describe('A session ends after this long without use.'),
      absoluteSeconds: z
        .int()
        .min(300)
        .max(365 * day)
        .default(1 * day)
        .describe('A session ends this long after sign-in.'),
      rememberSeconds: z
        .int()
        .min(300)
        .max(365 * day)
        .default(30 * day)
        .describe('Both limits when the person chose "keep me signed in".'),
    })
    .prefault({}),
  passwords: z.strictObject({ minLength: z.int().min(8).max(128).default(8) }).prefault({}),
  refreshTokenTtlSeconds: z
    .int()
    .min(300)
    .max(365 * day)
    .default(14 * day),
});

export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

export const tenantIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const tenantTagSchema = z.enum(['development', 'production']);

/** A tenant at one of its addresses: what an answer names is of the address that the request came by. */
export interface Tenant {
  id: string;
  name: string;
  tag: 'development' | 'production';
  /** The host name of this address; null at the configured endpoint. */
  customDomain: string | null;
  /** '' for the tenant at the base URL and at a custom domain, else '/t/{id}'. */
  basePath: string;
  baseUrl: string;
  issuer: string;
  /** Of all its addresses: whichever its tokens may name. */
  issuers: readonly string[];
  /** Resource indicator and address of the tenant's management API, which stays at the endpoint. */
  apiResource: string;
  settings: TenantSettings;
  version: number;
  createdAt: Date;
  db: TenantDb;
}
