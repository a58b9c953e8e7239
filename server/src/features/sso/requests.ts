/**
 * The state of a round trip: kept in the database, so that the callback may reach another node or a restarted
 * one; bound to the browser by a cookie; good once (OAuth 2.0 Security BCP, RFC 9700 section 4.7).
 */
import {
  constantTimeEqual,
  randomToken,
  type Sealer,
  sealContext,
  sha256,
} from '../../kernel/crypto/index.ts';
import type { Json } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { CauseCode } from './causes.ts';
import { SsoFailure } from './errors.ts';
import { presetOf } from './presets/catalogue.ts';
import { type AskedRequest, statesOf } from './protocol.ts';
import { spValuesOf } from './saml/addresses.ts';
import type { Connector } from './schema.ts';
import type { SsoCallback, SsoCookie } from './service.ts';
import * as store from './store-attempts.ts';

const lifetimeSeconds = 600;

/** What the callback needs again; sealed at rest. */
interface Kept {
  /** The protocol's own. */
  secrets: Json;
  maxAge?: number;
  /** What the times of the trace are counted from. */
  began?: number;
  /** Who tries, as a hash (history/watch.ts). */
  who?: string;
}

export interface OpenedRequest extends Kept, AskedRequest {
  attemptId: string;
  reference: string;
}

export interface ProviderValues {
  redirectUri?: string;
  acsUrl?: string;
  entityId?: string;
  metadataUrl?: string;
  logoutUrl?: string;
}

type Addressed = Pick<Connector, 'id' | 'provider'>;

/** Below the tenant's base: where the provider sends the browser back to. */
const returnPath = ({ id, provider }: Addressed) =>
  presetOf(provider).protocol === 'saml' ? `/saml/${id}/acs` : `/callback/${id}`;

/** The path of the cookie of a round trip. */
export const callbackPath = (tenant: Tenant, connector: Addressed) =>
  `${tenant.basePath}${returnPath(connector)}`;

/** The address registered at the identity provider, whatever the protocol calls it. */
export const returnAddressOf = (tenant: Pick<Tenant, 'baseUrl'>, connector: Addressed) =>
  `${tenant.baseUrl}${returnPath(connector)}`;

/** What has to be entered at the provider, by the names that the notes of the presets use. */
export function providerValuesOf(
  tenant: Pick<Tenant, 'baseUrl'>,
  connector: Addressed & { config?: Readonly<Record<string, unknown>> },
): ProviderValues {
  if (presetOf(connector.provider).protocol === 'oidc')
    return { redirectUri: returnAddressOf(tenant, connector) };
  const { spEntityId } = connector.config ?? {};
  return spValuesOf(tenant, connector.id, typeof spEntityId === 'string' ? { spEntityId } : {});
}

/** That of OpenID Connect. */
export const redirectUriOf = (tenant: Pick<Tenant, 'baseUrl'>, connectorId: string) =>
  `${tenant.baseUrl}/callback/${connectorId}`;

/** One cookie per round trip, so that two tabs never disturb each other. */
const cookieName = (tenant: Tenant, id: string) => `gh_${tenant.id}_sso_${id.slice(0, 16)}`;

const context = (tenant: Tenant, id: string) => sealContext(tenant.id, 'sso_requests', id);

export async function openRequest(
  tenant: Tenant,
  sealer: Sealer,
  facts: { connector: Addressed; attemptId: string; reference: string; state: string; kept: Kept },
): Promise<SsoCookie> {
  const id = sha256(facts.state);
  const browser = randomToken();
  await store.insertRequest(tenant.db, {
    id,
    connectorId: facts.connector.id,
    attemptId: facts.attemptId,
    browserHash: sha256(browser),
    sealed: sealer.seal(JSON.stringify(facts.kept), context(tenant, id)),
    traceId: facts.reference,
  });
  const path = callbackPath(tenant, facts.connector);
  return { name: cookieName(tenant, id), value: browser, path, maxAge: lifetimeSeconds };
}

/** A callback that is not accepted: what is known of the request decides what may be said. */
export class RequestRefused extends SsoFailure {
  readonly attemptId: string | undefined;
  readonly reference: string | undefined;
  readonly startedAt: Date | undefined;

  constructor(cause: CauseCode, known: { attemptId?: string; reference?: string; startedAt?: Date } = {}) {
    super(cause);
    this.attemptId = known.attemptId;
    this.reference = known.reference;
    this.startedAt = known.startedAt;
  }
}

export async function takeRequest(
  tenant: Tenant,
  sealer: Sealer,
  callback: SsoCallback,
): Promise<OpenedRequest> {
  const states = statesOf(callback);
  const [state] = states;
  if (!state || states.length > 1 || state.length > 512) throw new RequestRefused('callback.malformed');
  const id = sha256(state);
  const browserHash = sha256(callback.cookies[cookieName(tenant, id)] ?? '');
  const taken = await store.consumeRequest(tenant.db, { id, connectorId: callback.connectorId, browserHash });
  if (!taken) throw await whyRefused(tenant, id, callback.connectorId, browserHash);
  const kept = JSON.parse(sealer.open(taken.sealed, context(tenant, id))) as Kept;
  const { attemptId, startedAt, traceId: reference } = taken;
  return { ...kept, state, attemptId, startedAt, reference };
}

/** Only the browser that started the sign-in learns which attempt it belongs to. */
async function whyRefused(tenant: Tenant, id: string, connectorId: string, browserHash: string) {
  const request = await store.findRequest(tenant.db, id);
  if (!request) return new RequestRefused('callback.unknown');
  const { traceId: reference } = request;
  if (request.connectorId !== connectorId)
    return new RequestRefused('callback.wrong_connector', { reference });
  if (!constantTimeEqual(request.browserHash, browserHash)) {
    return new RequestRefused('callback.other_browser', { reference });
  }
  const known = { attemptId: request.attemptId, reference, startedAt: request.startedAt };
  return new RequestRefused(request.consumed ? 'callback.replayed' : 'callback.expired', known);
}
