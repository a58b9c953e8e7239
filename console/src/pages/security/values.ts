/** What the form of the security settings holds: what the API answers, without the version. */
import type { SecuritySettings } from '@gatehouse/sdk/management';

export type Values = Omit<SecuritySettings, 'version'>;
export type Slowdown = Values['lockout'];

export const countNames = [
  'passwordsPerAddress',
  'codesPerAccount',
  'codesPerAddress',
  'registrationsPerUsername',
  'registrationsPerAddress',
] as const satisfies readonly (keyof Values['rateLimits'])[];

export function valuesOf(settings: SecuritySettings): Values {
  const { passwords, lockout, rateLimits, sessions, refreshTokenTtlSeconds } = settings;
  return { passwords, lockout, rateLimits, sessions, refreshTokenTtlSeconds };
}
