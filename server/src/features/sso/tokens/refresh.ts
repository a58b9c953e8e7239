/**
 * Makes an access token anew when it is about to run out. Providers rotate refresh tokens and take a second use for
 * theft, so for each person one goes to the provider at a time, on whatever node: a claim in the row, with a lease for
 * the case that its holder dies. No transaction is open meanwhile.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { randomToken } from '../../../kernel/crypto/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { type CauseCode, causes } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import type { ProtocolOf } from '../protocols.ts';
import type { StoredConnector } from '../store.ts';
import type { DeletionDeps } from './deletion.ts';
import { errors } from './errors.ts';
import type { ProviderTokens } from './schema.ts';
import type { TokenSealing } from './sealing.ts';
import * as store from './store.ts';
import { queueRevocation } from './store-revocations.ts';

/** Looking the provider up, its answer, and a second try by the secret: longer than all of them may take. */
const leaseSeconds = 45;
/** A provider that is down is not asked by every request. */
const pauseSeconds = 5;
/** What the others wait for, and how often they look. */
const patience = { looks: 60, everyMs: 250 };

export interface RefreshDeps extends DeletionDeps {
  sealing: TokenSealing;
  protocolOf: ProtocolOf;
}

interface Place {
  tenant: Tenant;
  connector: StoredConnector;
  applicationId: string;
}

type Held = store.HeldTokens;

export const unavailable = (reason: 'not_stored' | 'sign_in_again' | 'signed_in_otherwise') =>
  errors['sso.token_unavailable']({ reason }, { data: { reason } });

const providerFailed = (title: string, cause?: string) =>
  errors['sso.token_provider_failed'](
    { title },
    { data: cause === undefined ? {} : { cause }, headers: { 'retry-after': String(pauseSeconds) } },
  );

const failedBefore = (): never => {
  throw providerFailed('it did not answer a moment ago.');
};

async function again({ tenant, connector, applicationId }: Place, { userId }: Held): Promise<Held> {
  const held = await store.findHeld(tenant.db, { connectorId: connector.id, userId, applicationId });
  if (!held) throw unavailable('sign_in_again');
  return held;
}

/** Somebody else is there: their result is ours. */
async function wait(place: Place, held: Held): Promise<Held> {
  for (let look = 0; look < patience.looks; look += 1) {
    await delay(patience.everyMs);
    const now = await again(place, held);
    if (now.generation !== held.generation) return now;
    if (now.paused || !now.busy) break;
  }
  return failedBefore();
}

interface Turn extends Place {
  held: Held;
  claim: string;
}

async function save(deps: RefreshDeps, turn: Turn, tokens: ProviderTokens): Promise<void> {
  const { tenant, connector, held, claim } = turn;
  const { db } = tenant;
  const sealed = deps.sealing.sealTokens(db.tenantId, held.id, tokens);
  const { scope, expiresIn: expiresInSeconds = null } = tokens;
  const values = { ...sealed, scope: scope || held.scope, expiresInSeconds };
  if (await store.saveRefreshed(db, { id: held.id, claim, ...values })) return;
  // Whoever signed in meanwhile wrote newer ones of the same grant; what was deleted must not live on at the provider.
  if ((await store.tokensOfUser(db, held.userId)).some(({ id }) => id === held.id)) return;
  await db.inTx(async (tx) => {
    const doomed = sealed.sealedRefresh ?? sealed.sealedAccess;
    const queued = { id: `${held.id}.${claim}`, connectorId: connector.id, tokenId: held.id, sealed: doomed };
    await queueRevocation(tx, queued);
    await deps.queueRevocations?.(tx, { connectorId: connector.id });
  });
}

/** The provider said that the person's grant is gone. */
async function drop({ tenant, connector, held, claim }: Turn): Promise<void> {
  await tenant.db.inTx(async (tx) => {
    const userId = await store.deleteRefused(tx, held.id, claim);
    if (userId === undefined) return;
    const subject = { type: 'user', id: userId };
    const data = { reason: 'refused-by-provider', count: 1 };
    await emit(tx, { type: 'sso.tokens_deleted', subject, connectorId: connector.id, data });
  });
}

/** The provider wants to see the person before it gives another one. */
const wantsPerson: readonly CauseCode[] = [
  'idp.interaction_required',
  'idp.consent_required',
  'idp.access_denied',
  'idp.policy',
  'idp.user_not_assigned',
];

async function failed(turn: Turn, error: unknown): Promise<never> {
  const cause = error instanceof SsoFailure ? error.causeCode : undefined;
  if (cause === 'token.code_rejected') {
    await drop(turn);
    throw unavailable('sign_in_again');
  }
  const { tenant, held, claim } = turn;
  await store.postponeRefresh(tenant.db, { id: held.id, claim, seconds: pauseSeconds });
  if (cause === undefined) throw error;
  if (wantsPerson.includes(cause)) throw unavailable('sign_in_again');
  throw providerFailed(causes[cause].title, cause);
}

async function refresh(deps: RefreshDeps, place: Place, held: Held): Promise<Held> {
  const { tenant, connector } = place;
  const { db } = tenant;
  const claim = randomToken(16);
  const { id, generation, issuer, upstreamSub } = held;
  const sealed = await store.claimRefresh(db, { id, generation, claim, seconds: leaseSeconds });
  if (sealed === undefined) return held.paused ? failedBefore() : wait(place, held);
  const turn = { ...place, held, claim };
  try {
    const refreshToken = deps.sealing.open(db.tenantId, id, 'refresh', sealed);
    const { refreshTokens } = deps.protocolOf(connector);
    if (!refreshTokens) throw unavailable('not_stored');
    await save(deps, turn, await refreshTokens(tenant, connector, { issuer, upstreamSub, refreshToken }));
  } catch (error) {
    return failed(turn, error);
  }
  return again(place, held);
}

export function createTokenRefresh(deps: RefreshDeps) {
  const running = new Map<string, Promise<Held>>();

  /** Those who ask this node at once share one. */
  return function refreshed(place: Place, held: Held): Promise<Held> {
    const key = `${place.tenant.id} ${held.id} ${held.generation}`;
    const known = running.get(key);
    if (known) return known;
    const made = refresh(deps, place, held).finally(() => running.delete(key));
    running.set(key, made);
    return made;
  };
}
