/** What a simulated directory consists of: organizations, their users and the clients registered there. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { serviceProviderSchema } from './saml/service-provider.ts';

export const kinds = ['entra', 'google', 'okta', 'oidc', 'saml'] as const;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const domain = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name in lower case, such as acme.example');

const userFields = z.strictObject({
  /** The IdP's key for the person; derived from the username when absent. */
  id: z.string().min(1).optional(),
  /** What the person types at the IdP (Entra: the user principal name). */
  username: z.string().min(1),
  email: z.string().optional(),
  emailVerified: z.boolean().optional(),
  name: z.string().optional(),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  picture: z.string().optional(),
  /** Asked for on the sign-in page when present; without one a click signs in. */
  password: z.string().min(1).optional(),
  groups: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
  /** Entra: the object id, `id` when absent. */
  oid: z.string().regex(guid, 'must be a lower-case GUID').optional(),
  /** Entra: the optional claim xms_edov, which in the wild is a Boolean or a string. */
  xmsEdov: z.union([z.boolean(), z.literal('1'), z.literal('true')]).optional(),
  /** Entra: a B2B guest, who signs in elsewhere. */
  guest: z.boolean().optional(),
  /** Entra: the guest's `idp` claim. */
  homeIdp: z.string().optional(),
  /** Google: overrides the organization's domain in `hd`. */
  hd: z.string().optional(),
  /** Merged into the ID token last. */
  extraClaims: z.record(z.string(), z.unknown()).optional(),
});

const user = userFields.transform((u) => ({ ...u, id: u.id ?? stableGuid(u.username.toLowerCase()) }));

const client = z.strictObject({
  clientId: z.string().min(1),
  /** Shown on the sign-in page. */
  name: z.string().optional(),
  /** With neither a secret nor keys the client is public and must use PKCE. */
  clientSecret: z.string().min(1).optional(),
  /** Public keys for private_key_jwt. */
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).optional(),
  /** Entra: delegated permissions of Microsoft Graph that were consented to beforehand, such as User.Read. */
  graphPermissions: z.array(z.string()).optional(),
  /** Entra: certificates (PEM) whose keys sign client assertions. */
  certificates: z.array(z.string()).optional(),
  /** Entra: outside issuers whose assertions stand for this client. */
  federatedCredentials: z
    .array(z.strictObject({ issuer: z.url(), subject: z.string(), audience: z.string() }))
    .max(20)
    .optional(),
  redirectUris: z.array(z.url()).min(1),
  postLogoutRedirectUris: z.array(z.url()).optional(),
  /** The plain provider: told when a person who uses the client signs out (Back-Channel Logout 1.0 section 2.2). */
  backchannelLogoutUri: z.url().optional(),
  /** Entra: usable in every tenant and at `common` and `organizations`. */
  multiTenant: z.boolean().optional(),
  /** Entra: false keeps an email whose domain the tenant has not verified (multi-tenant apps lose it). */
  removeUnverifiedEmail: z.boolean().optional(),
  /** A refresh token is good once; a second use ends the whole grant (RFC 9700 section 4.14.2). */
  rotatesRefreshTokens: z.boolean().optional(),
  /** When present, only these usernames may use the client. */
  assignedUsers: z.array(z.string()).optional(),
});

export const organizationSchema = z
  .strictObject({
    kind: z.enum(kinds),
    /** Entra: the tenant's GUID; otherwise a name that becomes part of the issuer's path. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold lower-case letters, digits and hyphens'),
    domain: domain.optional(),
    users: z.array(user).default([]),
    clients: z.array(client).default([]),
    /** Who may ask for a sign-in by SAML. */
    serviceProviders: z.array(serviceProviderSchema).default([]),
    /** Okta: put only the identifiers into the ID token and the profile into userinfo. */
    thinIdTokens: z.boolean().optional(),
  })
  .superRefine((organization, context) => {
    if (organization.kind === 'entra' && !guid.test(organization.id)) {
      context.addIssue({
        code: 'custom',
        path: ['id'],
        message: "an Entra tenant's id must be a lower-case GUID",
      });
    }
  });

export const organizationsSchema = z
  .array(organizationSchema)
  .min(1)
  .superRefine((organizations, context) => {
    const seen = new Set<string>();
    organizations.forEach(({ id }, index) => {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} is used twice` });
      seen.add(id);
    });
  });

export type SimulatorKind = (typeof kinds)[number];
/** As written by people: ids may be left out. */
export type SimulatorUser = z.input<typeof user>;
export type SimulatorClient = z.input<typeof client>;
export type SimulatorOrganization = z.input<typeof organizationSchema>;
/** As the simulator holds them. */
export type Person = z.output<typeof user>;
export type Client = z.output<typeof client>;
export type Organization = z.output<typeof organizationSchema>;

export const personSchema = user;
export const clientSchema = client;
export const personPatchSchema = userFields.partial();

/** A GUID that stays the same from run to run, so that accounts linked yesterday still match today. */
export function stableGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
