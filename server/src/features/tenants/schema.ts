/** What a tenant is, and its settings with their defaults. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';

export const signingAlgorithms = ['ES256', 'ES384', 'RS256'] as const;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Who is counted: the bounds keep out what protects nobody, and what locks many people out for the fault of one. */
const bounds = {
  /** NIST SP 800-63B section 3.2.2: never more than 100 failed attempts in a row. */
  account: { least: 3, most: 100, longest: day },
  mailbox: { least: 1, most: 20, longest: day },
  /** A whole company can be behind one address. */
  address: { least: 10, most: 10_000, longest: hour },
};

/**
 * How attempts are slowed down. A count that is forgotten while a delay still runs would begin anew: no delay would
 * ever grow.
 */
function slowdown(counted: keyof typeof bounds, free: number, first: number, longestByDefault: number) {
  const { least, most, longest } = bounds[counted];
  return z
    .strictObject({
      freeAttempts: z.int().min(least).max(most).default(free).describe('Attempts without any delay.'),
      firstDelaySeconds: z
        .int()
        .min(1)
        .max(hour)
        .default(first)
        .describe('The delay after the last of them; it doubles with each further one.'),
      maxDelaySeconds: z.int().min(minute).max(longest).default(longestByDefault),
      forgetAfterSeconds: z
        .int()
        .min(5 * minute)
        .max(7 * day)
        .default(hour)
        .describe('The count is forgotten after this long without another attempt.'),
    })
    .refine(({ firstDelaySeconds, maxDelaySeconds }) => firstDelaySeconds <= maxDelaySeconds, {
      path: ['maxDelaySeconds'],
      message: 'must not be less than firstDelaySeconds',
    })
    .refine(({ maxDelaySeconds, forgetAfterSeconds }) => maxDelaySeconds <= forgetAfterSeconds, {
      path: ['forgetAfterSeconds'],
      message: 'must not be less than maxDelaySeconds',
    })
    .prefault({});
}

export type Slowdown = z.infer<ReturnType<typeof slowdown>>;

const rateLimits = z.strictObject({
  passwordsPerAddress: slowdown('address', 50, 2, 5 * minute).describe(
    'Wrong passwords from one network address, whatever the account.',
  ),
  codesPerAccount: slowdown('mailbox', 2, 30, 10 * minute).describe('Codes sent to one mail address.'),
  codesPerAddress: slowdown('address', 30, 10, 10 * minute).describe(
    'Codes asked for from one network address.',
  ),
  registrationsPerUsername: slowdown('account', 10, 5, 5 * minute).describe(
    'Tries to register one username.',
  ),
  registrationsPerAddress: slowdown('address', 30, 5, 10 * minute).describe(
    'Tries to register a username from one network address.',
  ),
});

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
  lockout: slowdown('account', 5, 2, 5 * minute).describe(
    'Wrong passwords of one account. Devices that signed in before have a count of their own.',
  ),
  rateLimits: rateLimits.prefault({}),
  refreshTokenTtlSeconds: z
    .int()
    .min(300)
    .max(365 * day)
    .default(14 * day),
});

/** What administrators change under "Security", as far as it belongs to the tenant. */
export const securitySettingsSchema = tenantSettingsSchema.pick({
  passwords: true,
  lockout: true,
  rateLimits: true,
  sessions: true,
  refreshTokenTtlSeconds: true,
});
export type SecuritySettings = z.infer<typeof securitySettingsSchema>;

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
