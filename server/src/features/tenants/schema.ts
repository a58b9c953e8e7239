/** What a tenant is, and its settings with their defaults. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';

export const signingAlgorithms = ['ES256', 'ES384', 'RS256'] as const;

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How attempts are slowed down. The bounds keep out what would protect nobody, and what would lock everybody out.
 * A count that is forgotten while a delay still runs would begin anew: no delay would ever grow.
 */
function slowdown(
  { free, first, most, forget = hour }: Record<'free' | 'first' | 'most', number> & { forget?: number },
  mostFree: number,
) {
  return z
    .strictObject({
      freeAttempts: z.int().min(1).max(mostFree).default(free).describe('Attempts without any delay.'),
      firstDelaySeconds: z
        .int()
        .min(1)
        .max(hour)
        .default(first)
        .describe('The delay after the last of them; it doubles with each further one.'),
      maxDelaySeconds: z.int().min(minute).max(day).default(most),
      forgetAfterSeconds: z
        .int()
        .min(5 * minute)
        .max(7 * day)
        .default(forget)
        .describe('The count is forgotten after this long without another attempt.'),
    })
    .refine(({ firstDelaySeconds, maxDelaySeconds }) => firstDelaySeconds <= maxDelaySeconds, {
      path: ['maxDelaySeconds'],
      message: 'must not be less than firstDelaySeconds',
    })
    .refine(({ maxDelaySeconds, forgetAfterSeconds }) => maxDelaySeconds <= forgetAfterSeconds, {
      path: ['forgetAfterSeconds'],
      message: 'must not be less than maxDelaySeconds',
    });
}

export type Slowdown = z.infer<ReturnType<typeof slowdown>>;

/** NIST SP 800-63B section 3.2.2: never more than 100 failed attempts in a row at one account. */
const mostAtAccount = 100;
const mostAtAddress = 10_000;

const rateLimits = z.strictObject({
  passwordsPerAddress: slowdown({ free: 50, first: 2, most: 5 * minute }, mostAtAddress)
    .prefault({})
    .describe('Wrong passwords from one network address, whatever the account.'),
  codesPerAccount: slowdown({ free: 2, first: 30, most: 10 * minute }, 20)
    .prefault({})
    .describe('Codes sent to one mail address.'),
  codesPerAddress: slowdown({ free: 30, first: 10, most: 10 * minute }, mostAtAddress)
    .prefault({})
    .describe('Codes asked for from one network address.'),
  registrationsPerUsername: slowdown({ free: 10, first: 5, most: 5 * minute }, mostAtAccount)
    .prefault({})
    .describe('Tries to register one username.'),
  registrationsPerAddress: slowdown({ free: 30, first: 5, most: 10 * minute }, mostAtAddress)
    .prefault({})
    .describe('Tries to register a username from one network address.'),
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
  lockout: slowdown({ free: 5, first: 2, most: 5 * minute }, mostAtAccount)
    .prefault({})
    .describe('Wrong passwords of one account. Devices that signed in before have a count of their own.'),
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

export interface Tenant {
  id: string;
  name: string;
  tag: 'development' | 'production';
  /** '' for the tenant at the base URL, else '/t/{id}'. */
  basePath: string;
  baseUrl: string;
  issuer: string;
  /** Resource indicator of the tenant's management API. */
  apiResource: string;
  settings: TenantSettings;
  version: number;
  createdAt: Date;
  db: TenantDb;
}
