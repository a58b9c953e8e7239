/** The person as the protocol sees them: who may have tokens now, and which claims a scope gives. */
import { providerTokensScope } from '../sso/index.ts';
import type { Payload } from './request-scope.ts';

export interface Account {
  id: string;
  username: string | null;
  email: string | null;
  emailVerified: boolean;
  phone: string | null;
  phoneVerified: boolean;
  name: string | null;
  picture: string | null;
  profile: Payload;
  customData: unknown;
  /** Names; undefined when nobody has asked for them yet. */
  roles?: readonly string[];
  suspended: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface ExternalIdentitySummary {
  connectorId: string;
  issuer: string;
  subject: string;
  claims: unknown;
}

export interface OrganizationSummary {
  id: string;
  name: string;
  description: string | null;
}

/** Reads `to_jsonb(users)`; undefined when the person is gone. */
export function accountFromRow(row: Payload | null, roles?: readonly string[] | null): Account | undefined {
  if (!row) return undefined;
  const optional = (value: unknown) => (typeof value === 'string' ? value : null);
  const seconds = (value: unknown) => Math.floor(Date.parse(String(value)) / 1000);
  return {
    id: String(row.id),
    username: optional(row.username),
    email: optional(row.email),
    emailVerified: row.email_verified === true,
    phone: optional(row.phone),
    phoneVerified: row.phone_verified === true,
    name: optional(row.name),
    picture: optional(row.picture),
    profile: (row.profile as Payload | null) ?? {},
    customData: row.custom_data ?? {},
    ...(roles && { roles }),
    suspended: row.suspended_at !== null && row.suspended_at !== undefined,
    createdAt: seconds(row.created_at),
    updatedAt: seconds(row.updated_at),
  };
}

/** Scope → claims (wire contract section 4). Names of `profile` claims that live in the profile object. */
const profileClaims = [
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
] as const;

export const scopeClaims = {
  openid: ['sub'],
  profile: ['name', 'picture', 'username', ...profileClaims, 'created_at', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  roles: ['roles'],
  'urn:logto:scope:organizations': ['organizations', 'organization_data'],
  'urn:logto:scope:organization_roles': ['organization_roles'],
  custom_data: ['custom_data'],
  identities: ['identities', 'sso_identities'],
};

/** Scopes that carry no claims but are known. */
export const claimlessScopes = ['offline_access', 'urn:logto:scope:sessions', providerTokensScope];

/** Claims that only userinfo gives, so that the ID token fits into a cookie (wire contract section 4). */
const userinfoOnly = new Set(['custom_data', 'identities', 'sso_identities', 'organization_data']);

/**
 * All claims of a person; the library masks them by scope. A claim without a value is null, except that
 * booleans are left out, because a published SDK refuses null there.
 * @param use 'id_token' | 'userinfo'
 */
export function claimsOf(
  account: Account,
  use: string,
  {
    identities,
    organizations,
    roles,
  }: {
    identities: readonly ExternalIdentitySummary[];
    organizations: readonly OrganizationSummary[];
    roles: readonly string[];
  },
): Payload {
  const claims: Payload = {
    sub: account.id,
    name: account.name,
    picture: account.picture,
    username: account.username,
    ...Object.fromEntries(profileClaims.map((name) => [name, account.profile[name] ?? null])),
    created_at: account.createdAt,
    updated_at: account.updatedAt,
    email: account.email,
    ...(account.email !== null && { email_verified: account.emailVerified }),
    phone_number: account.phone,
    ...(account.phone !== null && { phone_number_verified: account.phoneVerified }),
    address: account.profile.address ?? null,
    roles: [...roles],
    organizations: organizations.map(({ id }) => id),
    organization_roles: [],
    organization_data: organizations.map(({ id, name, description }) => ({ id, name, description })),
    custom_data: account.customData,
    identities: {},
    sso_identities: identities.map((i) => ({ issuer: i.issuer, identityId: i.subject, details: i.claims })),
  };
  if (use === 'userinfo') return claims;
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !userinfoOnly.has(name)));
}
