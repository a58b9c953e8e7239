/**
 * What a protocol does for a connector: sends the browser to the identity provider, judges the answer, looks at
 * the provider. Sign-ins, tests and checks use these and know neither OpenID Connect nor SAML.
 */
import type { Json } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { LogoutNotice } from './oidc/logout-token.ts';
import type { Preview, PreviewInput } from './preview.ts';
import type { ReceivedClaims } from './received-claims.ts';
import type { Evidence, Said } from './recorder/evidence.ts';
import type { Unrepeated } from './recorder/not-repeated.ts';
import type { LogoutMessage } from './saml/logout-request.ts';
import type { ExternalIdentity } from './schema.ts';
import type { StartInput } from './service.ts';
import type { StoredConnector } from './store.ts';
import type { ProviderTokens } from './tokens/schema.ts';
import type { SsoTrace, TraceStep } from './trace.ts';
import type { UpstreamHints } from './upstream-sessions.ts';

/** Where the browser goes: by a redirect, or by a form that posts these fields there. */
export interface Departure {
  redirectTo: string;
  form?: Record<string, string>;
}

/** As much of a connector as it takes to speak to its provider. */
export type Connection = Pick<
  StoredConnector,
  'id' | 'provider' | 'config' | 'sealedSecrets' | 'tokenStorage'
>;

export type Wishes = Omit<StartInput, 'attemptId'>;

export interface Round {
  /** Comes back with the answer: `state` in OpenID Connect, RelayState in SAML. */
  state: string;
  trace: SsoTrace;
  /** Looks at the provider anew, whatever is remembered of it. */
  fresh?: boolean;
}

/** What the browser brought back: an address, or a form posted to one. */
export interface ProviderAnswer {
  url: URL;
  form?: Readonly<Record<string, string>>;
}

/** What is known of the request that is answered. */
export interface AskedRequest {
  state: string;
  /** What `begin` gave to keep. */
  secrets: Json;
  /** By the database's clock. */
  startedAt: Date;
  maxAge?: number;
}

export interface Judging {
  trace: SsoTrace;
  /** A test: its trace stands alone, and what the provider says is shown, refused or not. */
  watch?: (claims: ReceivedClaims) => void;
  /** Only what would have been is asked for: the answer stays good for its one use. */
  spendsNothing?: boolean;
  /** Takes what the provider said, accepted or not, to be judged again another day. The last word counts. */
  keep?: (said: Said) => void;
  /** What came before is judged once more, with the clock of then. */
  past?: boolean;
}

/** A look at an attempt of before with the settings of now. */
export interface LookingBack {
  trace: SsoTrace;
  /** What can't be done again. */
  unrepeated(rule: Unrepeated): void;
}

export interface ConnectorCheck {
  ok: boolean;
  /** To be registered at the provider. */
  redirectUri: string;
  /** What the provider calls itself. */
  issuer: string | null;
  steps: TraceStep[];
}

type Place = Pick<Tenant, 'id' | 'baseUrl' | 'db' | 'issuers'>;

/** Whose sessions a provider ends; `sids` empty: all of the person's. */
export interface AskedLogout {
  issuer: string;
  subject: string;
  sids: string[];
  /** Where the browser takes the answer; undefined when the provider wants none. */
  answer(relayState: string | undefined): Promise<string | undefined>;
}

/** A sign-in that began at the provider, on its way to the application. */
export interface IdpStart {
  connectorId: string;
  /** The application's page that begins a sign-in. */
  url: string;
  /** The only application that it is for. */
  applicationId?: string;
  /** Who it is, where the connector takes responses as they come. */
  verified?: { identity: ExternalIdentity; trace: SsoTrace };
}

export interface ConnectorProtocol {
  /** The way to the provider. `secrets` are sealed and come back in `finish`. */
  begin(
    tenant: Tenant,
    connector: StoredConnector,
    wishes: Wishes,
    round: Round,
  ): Promise<{ go: Departure; secrets: Json }>;
  /** Judges the answer, rule by rule, into the trace. Throws SsoFailure. */
  finish(
    tenant: Tenant,
    connector: StoredConnector,
    answer: ProviderAnswer,
    request: AskedRequest,
    judging: Judging,
  ): Promise<ExternalIdentity>;
  /** Where the browser signs out at the provider and comes back from; undefined when it has no such address. */
  signOutUrl?(
    tenant: Tenant,
    connector: StoredConnector,
    hints: UpstreamHints,
    back: { uri: string; state: string },
  ): Promise<string | undefined>;
  /** What a provider says that it ended. @throws LogoutTokenRefused, SsoFailure */
  readLogoutToken?(
    tenant: Tenant,
    connector: StoredConnector,
    token: string,
    now: Date,
  ): Promise<LogoutNotice>;
  /** A provider that asks by the browser, and is answered. @throws sso.logout_refused */
  readLogoutRequest?(
    tenant: Tenant,
    connector: StoredConnector,
    message: LogoutMessage,
  ): Promise<AskedLogout>;
  /** An answer to no request of ours, where the connector lets the provider begin. Throws SsoFailure. */
  unsolicited?(
    tenant: Tenant,
    connector: StoredConnector,
    form: Readonly<Record<string, string>>,
    judging: Judging,
  ): Promise<IdpStart>;
  /** Tokens made anew. `token.code_rejected`: the person has to sign in again. Throws SsoFailure. */
  refreshTokens?(
    tenant: Tenant,
    connector: StoredConnector,
    kept: { issuer: string; upstreamSub: string; refreshToken: string },
  ): Promise<ProviderTokens>;
  /** Nothing happens where the provider has no address for it. Throws SsoFailure. */
  revokeToken?(
    tenant: Tenant,
    connector: Connection,
    doomed: { kind: 'access' | 'refresh'; token: string },
  ): Promise<void>;
  /**
   * Judges what was kept of an attempt by the present settings; without it, looks at the connection as it is now.
   * Writes nothing, spends nothing. Throws SsoFailure, and Undecided.
   */
  lookBack(
    tenant: Tenant,
    connector: StoredConnector,
    evidence: Evidence | undefined,
    looking: LookingBack,
  ): Promise<ExternalIdentity | undefined>;
  check(tenant: Place, connector: StoredConnector): Promise<ConnectorCheck>;
  /** A look at a provider that is not saved yet. */
  preview(input: PreviewInput): Promise<Preview>;
}

/** Every `state` that an answer carries: more than one, or none, is no answer. */
export const statesOf = ({ url, form }: ProviderAnswer): string[] =>
  form ? (form.RelayState === undefined ? [] : [form.RelayState]) : url.searchParams.getAll('state');
