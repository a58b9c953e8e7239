/**
 * Renewing tokens when refresh tokens rotate (RFC 9700 section 4.14.2). A refresh token and its successors are a
 * family. In one process its refreshes run one after another, each with the newest token, whoever asks: several
 * clients on one storage, or each with a copy of the same session (a server that gets the same cookie in parallel
 * requests). The same question asked meanwhile shares the answer.
 */
import { GatehouseError } from './errors.ts';
import { refresh, type TokenSet } from './grants.ts';
import type { IdTokenClaims } from './id-token.ts';
import type { Provider } from './provider.ts';
import { margin, type Target, tokenKey } from './session.ts';

/** How long the successor of a rotated token is remembered for those who still hold the old one. */
const memory = 300_000;
/** An answer counts for others who ask the same so shortly after. */
const shareable = 10_000;

interface Family {
  newest: string;
  tail: Promise<unknown>;
  /** By token key: under way, or just landed. */
  flights: Map<string, { answer: Promise<TokenSet>; until: number }>;
}

const families = new Map<string, { family: Family; until: number }>();

/**
 * New tokens for `target`.
 * @param refreshToken the caller's; its successor is used when it was rotated already
 * @param before claims of the caller's ID token
 * @throws GatehouseError `session_expired` when the provider refuses the refresh token
 */
export function renew(
  provider: Provider,
  refreshToken: string,
  target: Target,
  before: IdTokenClaims,
): Promise<TokenSet> {
  const family = familyOf(provider, refreshToken);
  const key = tokenKey(target);
  const shared = family.flights.get(key);
  if (shared && shared.until > provider.clock.now()) return shared.answer;
  const run = (): Promise<TokenSet> => request(provider, family, target, before);
  const flight = { answer: family.tail.then(run, run), until: Number.POSITIVE_INFINITY };
  family.tail = flight.answer;
  family.flights.set(key, flight);
  flight.answer.then(
    // Whoever holds a copy of the session may ask a moment later.
    ({ expiresAt }) => {
      flight.until = Math.min(provider.clock.now() + shareable, expiresAt - margin);
    },
    () => family.flights.delete(key),
  );
  return flight.answer;
}

/** The newest refresh token of the family. */
export function newestOf(provider: Provider, refreshToken: string): string {
  return families.get(idOf(provider, refreshToken))?.family.newest ?? refreshToken;
}

/** Makes the next question go to the provider: the shared answer turned out to be no good. */
export function distrust(provider: Provider, refreshToken: string, target: Target): void {
  families.get(idOf(provider, refreshToken))?.family.flights.delete(tokenKey(target));
}

async function request(
  provider: Provider,
  family: Family,
  { resource, organizationId }: Target,
  before: IdTokenClaims,
): Promise<TokenSet> {
  const extra: Record<string, string> = {};
  if (resource) extra.resource = resource;
  if (organizationId !== undefined) extra.organization_id = organizationId;
  try {
    const tokens = await refresh(provider, family.newest, extra, before);
    family.newest = tokens.refreshToken ?? family.newest;
    remember(provider, family.newest, family);
    return { ...tokens, refreshToken: family.newest };
  } catch (error) {
    const refused = error instanceof GatehouseError && error.details?.error === 'invalid_grant';
    if (!refused) throw error;
    throw new GatehouseError('session_expired', 'the refresh token is no longer accepted', {
      details: error.details,
      cause: error,
    });
  }
}

function familyOf(provider: Provider, refreshToken: string): Family {
  const known = families.get(idOf(provider, refreshToken))?.family;
  const family = known ?? { newest: refreshToken, tail: Promise.resolve(), flights: new Map() };
  remember(provider, refreshToken, family);
  return family;
}

/** Last used last, so that those to forget come first. */
function remember(provider: Provider, refreshToken: string, family: Family): void {
  const id = idOf(provider, refreshToken);
  families.delete(id);
  families.set(id, { family, until: provider.clock.now() + memory });
  for (const [old, { until }] of families) {
    if (until > provider.clock.now()) break;
    families.delete(old);
  }
}

function idOf({ config }: Provider, refreshToken: string): string {
  return JSON.stringify([config.issuer.href, config.appId, refreshToken]);
}
