/** What an SSO connector, its domains and an external identity are. */
import { z } from 'zod';
import type { RolledBack } from './history/revision.ts';
import { type AttributeMapping, attributeMappingSchema } from './mapping/attributes.ts';
import { type RoleMapping, roleMappingSchema } from './mapping/roles.ts';
import {
  carriedTokensSchema,
  noTokenStorage,
  type TokenStorage,
  tokenStorageSchema,
} from './tokens/schema.ts';

/** Given in files or by the API; generated as `sso_…` otherwise (DESIGN section 5). */
export const connectorIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'may hold lower-case letters, digits and hyphens, up to 40 of them');

export const syncProfileSchema = z.enum(['first-sign-in', 'every-sign-in']);

const pictureUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** How the connector is offered on the sign-in pages. */
export const displaySchema = z.strictObject({
  name: z.string().trim().min(1).max(100).optional().describe('Shown to people instead of the name.'),
  logoUrl: pictureUrl.optional(),
  logoDarkUrl: pictureUrl.optional(),
});

export const domainInputSchema = z.strictObject({
  name: z.string().min(1).max(300).describe('An email domain of the organization, such as acme.example.'),
  proved: z.boolean().optional().describe('The operator vouches for the domain without a DNS record.'),
  allowChoice: z
    .boolean()
    .optional()
    .describe('Claim the domain although another connector has it: its people choose between the two.'),
});

const organizationId = z
  .string()
  .min(1)
  .max(40)
  .nullable()
  .describe('Whose connector it is: its people become members when they sign in.');

const roleMapping = roleMappingSchema
  .nullable()
  .describe(
    'Which claims give which roles. null: the connector decides no roles, and takes back those it gave.',
  );

const automaticRollBack = z
  .boolean()
  .describe(
    'Whether a change of the connection is taken back when sign-ins fail by it; `/sso-settings` says when.',
  );

export const connectorInputSchema = z.strictObject({
  id: connectorIdSchema.optional(),
  name: z.string().trim().min(1).max(100),
  provider: z.string().min(1).max(40).describe('The id of a provider preset.'),
  config: z.record(z.string(), z.unknown()).describe("Validated by the preset's form."),
  display: displaySchema.default({}),
  syncProfile: syncProfileSchema.default('every-sign-in'),
  attributeMapping: attributeMappingSchema.default({}),
  roleMapping: roleMapping.default(null),
  enabled: z.boolean().default(false),
  organizationId: organizationId.default(null),
  automaticRollBack: automaticRollBack.default(true),
  tokenStorage: tokenStorageSchema.default(noTokenStorage),
  domains: z.array(domainInputSchema).max(100).default([]),
});

const enforced = z
  .boolean()
  .optional()
  .describe('Whether the people of its proved domains may use nothing else. When absent: as `enabled` says.');

/** The operator's word, in a file or in code: nobody asks it for a test. */
export const operatorInputSchema = connectorInputSchema.extend({ enforced });

/** `config` replaces field by field; a secret that is left out stays. */
export const connectorPatchSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  display: displaySchema.optional(),
  syncProfile: syncProfileSchema.optional(),
  attributeMapping: attributeMappingSchema.optional(),
  roleMapping: roleMapping.optional(),
  enabled: z.boolean().optional(),
  organizationId: organizationId.optional(),
  automaticRollBack: automaticRollBack.optional(),
  tokenStorage: tokenStorageSchema.optional(),
});

export const operatorPatchSchema = connectorPatchSchema.extend({
  enforced: enforced.describe('Whether the people of its proved domains may use nothing else.'),
});

export type ConnectorInput = z.input<typeof operatorInputSchema>;
export type ConnectorPatch = z.input<typeof operatorPatchSchema>;
export type DomainInput = z.input<typeof domainInputSchema>;
export type SyncProfile = z.infer<typeof syncProfileSchema>;
export type ConnectorDisplay = z.infer<typeof displaySchema>;

export interface ConnectorDomain {
  name: string;
  connectorId: string;
  proofToken: string;
  provedAt: Date | null;
  provedBy: 'dns' | 'operator' | null;
  lastCheckedAt: Date | null;
  /** Since when the daily look at the DNS has found the proof no more; null while it is there. */
  missingSince: Date | null;
  createdAt: Date;
}

/** A connector without its secrets. */
export interface Connector {
  id: string;
  name: string;
  provider: string;
  config: Readonly<Record<string, unknown>>;
  hasClientSecret: boolean;
  display: ConnectorDisplay;
  syncProfile: SyncProfile;
  /** Where it says something else than the preset. */
  attributeMapping: AttributeMapping;
  /** null: it decides no roles. */
  roleMapping: RoleMapping | null;
  /** Whether it keeps the provider's tokens, and for which applications. */
  tokenStorage: TokenStorage;
  /** Offered, and found by the addresses of its proved domains. */
  enabled: boolean;
  /** The people of its proved domains may use nothing else. */
  enforced: boolean;
  /** The organization whose people it signs in; null when it is nobody's in particular. */
  organizationId: string | null;
  /** The last test or sign-in that passed with the connection as it is now. */
  testedAt: Date | null;
  /** When an administrator last came through the connection as it is now, and who that was. */
  administratorAt: Date | null;
  administratorId: string | null;
  /** Since when an administrator has switched it off; null when it is on or never was. */
  disabledAt: Date | null;
  /** Counts the changes of the connection and of its mappings: the version that its history calls the present one. */
  revision: number;
  /** When the last of them was made; null: none since the connector was. */
  revisedAt: Date | null;
  /** Sign-ins failed after a change, and what came of it; null when nobody needs to know. */
  rolledBack: RolledBack | null;
  automaticRollBack: boolean;
  domains: ConnectorDomain[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What the sign-in pages may know. */
export interface ConnectorSummary {
  id: string;
  provider: string;
  /** For people: the display name, else the connector's name. */
  displayName: string;
  logoUrl?: string;
  logoDarkUrl?: string;
}

/** What an identity provider says about a person, verified. Plain data: an attempt stores it as evidence. */
export const externalIdentitySchema = z.object({
  connectorId: z.string(),
  issuer: z.string(),
  subject: z.string().describe('Entra: `tid/oid`; elsewhere `sub`.'),
  upstreamSub: z.string(),
  email: z.string().optional(),
  emailVerified: z
    .boolean()
    .describe("In the sense of DESIGN section 7, which is not the provider's alone to decide."),
  domainProved: z.boolean().describe("Whether the email's domain is one that this connector has proved."),
  name: z.string().optional(),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  picture: z.string().optional(),
  username: z.string().optional(),
  locale: z.string().optional(),
  customData: z.record(z.string(), z.json()).optional(),
  claims: z.record(z.string(), z.json()),
  acr: z.string().optional().describe('The class of authentication that was asked for and reached.'),
  amr: z.array(z.string()).optional().describe('How the person proved who they are, says the provider.'),
  fresh: z
    .boolean()
    .optional()
    .describe('Whether the person signed in at the provider just now, as far as it says.'),
  upstreamSession: z
    .string()
    .optional()
    .describe('What is kept of the session at the provider, for signing out.'),
  tokens: carriedTokensSchema.optional().describe('Sealed, where the connector stores them.'),
});

export type ExternalIdentity = z.infer<typeof externalIdentitySchema>;
