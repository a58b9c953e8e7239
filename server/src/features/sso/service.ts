/** Enterprise SSO as the other features see it: the interface of this feature and what it needs from others. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import type { Sealer } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { AppError } from '../../kernel/errors/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { ConnectorSummary, ExternalIdentity } from './schema.ts';
import type { SsoTrace } from './trace.ts';

/** The part of a user that SSO looks at. */
export interface DirectoryUser {
  id: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  picture: string | null;
  profile: Readonly<Record<string, unknown>>;
  suspendedAt: Date | null;
}

export interface IdentityKey {
  connectorId: string;
  issuer: string;
  subject: string;
}

export interface DirectoryPatch {
  email?: string;
  emailVerified?: boolean;
  name?: string;
  picture?: string;
  profile?: Readonly<Record<string, unknown>>;
}

/** What SSO needs of the users feature. All of it runs in the caller's transaction. */
export interface UserDirectory {
  findByEmail(db: TenantDb, email: string): Promise<DirectoryUser | undefined>;
  findByIdentity(db: TenantDb, key: IdentityKey): Promise<DirectoryUser | undefined>;
  identitiesOf(db: TenantDb, userId: string): Promise<readonly IdentityKey[]>;
  create(db: TenantDb, input: DirectoryPatch): Promise<DirectoryUser>;
  update(db: TenantDb, userId: string, patch: DirectoryPatch): Promise<DirectoryUser>;
  /** Creates the identity, or brings what is stored of it up to date. */
  saveIdentity(db: TenantDb, userId: string, identity: ExternalIdentity): Promise<void>;
}

/** Looks up TXT records; the system's resolver unless a test gives another. */
export type TxtResolver = (name: string) => Promise<string[][]>;

export interface SsoDeps {
  cache: TenantCache;
  sealer: Sealer;
  clock: Clock;
  outbound: { fetch(url: string | URL, init?: RequestInit): Promise<Response> };
  users: UserDirectory;
  experience: { get(tenant: Tenant): Promise<{ singleSignOnEnabled: boolean }> };
  /** Plain-http issuers exist only where Gatehouse itself is reached by http: on a laptop. */
  allowInsecureIssuers: boolean;
  resolveTxt?: TxtResolver;
  /** In the transaction that begins the enforcement: ends the sessions that were not made by this SSO. */
  onDomainEnforced?(db: TenantDb, domain: string): Promise<void>;
}

export interface StartInput {
  connectorId: string;
  attemptId: string;
  applicationId?: string | null;
  loginHint?: string;
  prompt?: string;
  maxAge?: number;
  acrValues?: string;
  uiLocales?: string;
}

/** HttpOnly, SameSite=Lax, Secure under https; its path is the connector's callback address. */
export interface SsoCookie {
  name: string;
  value: string;
  path: string;
  maxAge: number;
}

export type SsoResult =
  | { outcome: 'identified'; attemptId: string; identity: ExternalIdentity; trace: SsoTrace }
  /** `attemptId` only when the browser is the one that started it. */
  | { outcome: 'failed'; attemptId?: string; error: AppError; reference: string };

export type ProofReason = 'email-unverified' | 'domain-unproved' | 'local-email-unverified';

export type Resolution =
  | { outcome: 'signed-in'; user: DirectoryUser; created: boolean }
  /** Prove `user` in the usual way, then call again with `provedUserId`. */
  | { outcome: 'prove-local-account'; user: DirectoryUser; reason: ProofReason; reference: string }
  | { outcome: 'refused'; error: AppError; reference: string };

export interface Sso {
  /** The enabled connectors that speak for the address's domain; none when SSO is switched off. */
  connectorsForEmail(tenant: Tenant, email: string): Promise<ConnectorSummary[]>;
  /** The enabled connectors; the "Single sign-on" button is shown when there are any. */
  connectorsForButton(tenant: Tenant): Promise<ConnectorSummary[]>;
  /** An enabled connector, e.g. for `direct_sign_in=sso:{id}`. */
  connector(tenant: Tenant, id: string): Promise<ConnectorSummary | undefined>;
  /** The connector that this person must use: no password, code or reset for them. */
  enforcedConnectorFor(
    tenant: Tenant,
    user: { email?: string | null; emailVerified?: boolean },
  ): Promise<ConnectorSummary | undefined>;
  /** Throws a typed error with `data.reference` when the way to the provider is closed. */
  start(tenant: Tenant, input: StartInput): Promise<{ redirectTo: string; cookie: SsoCookie }>;
  /** Never throws for what a browser or a provider sent. */
  finish(
    tenant: Tenant,
    callback: { connectorId: string; url: URL; cookies: Readonly<Record<string, string | undefined>> },
  ): Promise<SsoResult>;
  /** Outside a transaction: opens its own, and does it again when two first sign-ins collide. */
  resolveUser(
    db: TenantDb,
    tenant: Tenant,
    identity: ExternalIdentity,
    trace: SsoTrace,
    proof?: { provedUserId: string },
  ): Promise<Resolution>;
}
