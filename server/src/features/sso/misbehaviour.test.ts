/**
 * OpenID Connect Core 1.0 section 3.1.3.7 and RFC 9700: whatever a broken or hostile provider does ends in
 * the right cause, with a trace that says so, and creates nobody.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Misbehaviour, MisbehaviourOptions } from '../../testing/idp/index.ts';
import {
  acmeTenant,
  causeOf,
  connectorInputs,
  type Harness,
  signIn,
  startHarness,
  traceOf,
} from '../../testing/sso.ts';
import type { CauseCode, SsoFeature } from './index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;

beforeAll(async () => {
  h = await startHarness();
  place = await h.newTenant();
  for (const input of Object.values(connectorInputs(h.idp)))
    await place.sso.connectors.create(place.tenant.db, input);
});
afterEach(() => {
  for (const { organization } of Object.values(people)) h.idp.misbehave(organization, null);
});
afterAll(() => h.close());

const people = {
  acme: { organization: acmeTenant, username: 'anna@acme.example' },
  globex: { organization: 'globex', username: 'gina@globex.example' },
  initech: { organization: 'initech', username: 'peter@initech.example' },
  umbrella: { organization: 'umbrella', username: 'alice' },
};
type ConnectorId = keyof typeof people;
const everywhere: ConnectorId[] = ['acme', 'globex', 'initech', 'umbrella'];
/** What the protocol alone decides is tried with Entra's client authentication and with the usual one. */
const both: ConnectorId[] = ['acme', 'umbrella'];

/** Refused by what the person or the provider did, not by a failure of ours; soon, counted in our own work. */
async function refused<T extends Parameters<typeof causeOf>[0]>(attempt: Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const signedIn = await attempt;
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6, 'seconds of processor').toBeLessThan(2);
  expect(statusOf(signedIn), 'HTTP status').toBeLessThan(500);
  return signedIn;
}

function statusOf({ result, resolution }: Parameters<typeof causeOf>[0]): number | undefined {
  if (result.outcome === 'failed') return result.error.status;
  return resolution?.outcome === 'refused' ? resolution.error.status : undefined;
}

const countUsers = async () => (await place.users.search(place.tenant.db, { limit: 1, offset: 0 })).total;

async function tried(connectorId: ConnectorId, what: Misbehaviour, options: MisbehaviourOptions = {}) {
  const { organization, username } = people[connectorId];
  h.idp.misbehave(organization, what, options);
  return signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, username, { connectorId });
}

const table: [what: Misbehaviour, cause: CauseCode, at?: ConnectorId[], options?: MisbehaviourOptions][] = [
  // The ID token.
  ['wrong-nonce', 'id_token.wrong_nonce', everywhere],
  ['missing-nonce', 'id_token.claim_missing'],
  ['wrong-iss', 'id_token.wrong_issuer'],
  ['issuer-trailing-slash', 'id_token.wrong_issuer'],
  ['wrong-aud', 'id_token.wrong_audience'],
  ['multiple-aud-wrong-azp', 'id_token.wrong_party'],
  ['wrong-azp', 'id_token.wrong_party'],
  ['expired', 'id_token.expired'],
  ['issued-in-future', 'id_token.not_yet_valid'],
  ['issued-long-ago', 'id_token.expired'],
  ['missing-exp', 'id_token.claim_missing'],
  ['missing-iat', 'id_token.claim_missing'],
  ['missing-iss', 'id_token.claim_missing'],
  ['missing-aud', 'id_token.claim_missing'],
  ['missing-sub', 'id_token.claim_missing'],
  ['numeric-sub', 'id_token.malformed'],
  ['empty-sub', 'identity.incomplete'],
  ['wrong-at-hash', 'id_token.wrong_access_token'],
  // Signatures (RFC 8725).
  ['wrong-key', 'id_token.unknown_key', everywhere],
  ['same-kid-other-key', 'id_token.bad_signature'],
  ['missing-kid', 'id_token.unknown_key'],
  ['hostile-kid', 'id_token.unknown_key'],
  ['alg-none', 'id_token.algorithm'],
  ['alg-hs256', 'id_token.algorithm'],
  ['alg-hs256-public-key', 'id_token.algorithm'],
  ['embedded-jwk', 'id_token.unknown_key'],
  ['foreign-jku', 'id_token.unknown_key'],
  ['unknown-crit', 'id_token.algorithm'],
  ['broken-signature', 'id_token.bad_signature'],
  ['garbage-id-token', 'id_token.malformed'],
  // Entra and Google.
  ['missing-oid', 'identity.incomplete', ['acme']],
  ['missing-tid', 'entra.tenant_not_allowed', ['acme']],
  ['other-tid', 'entra.tenant_not_allowed', ['acme']],
  ['other-tenant', 'id_token.wrong_issuer', ['acme']],
  ['foreign-hd', 'google.hosted_domain', ['globex']],
  ['missing-hd', 'google.hosted_domain', ['globex']],
  // Email.
  ['foreign-email', 'email.outside_domains', everywhere],
  ['foreign-verified-email', 'email.outside_domains', everywhere],
  ['missing-email', 'email.missing', everywhere],
  ['wrong-types', 'email.missing'],
  ['unverified-email', 'email.unverified', ['globex', 'initech', 'umbrella']],
  // Userinfo, where the ID token is thin.
  ['userinfo-sub-mismatch', 'userinfo.wrong_subject', ['initech']],
  ['userinfo-missing-sub', 'userinfo.failed', ['initech']],
  ['userinfo-foreign-email', 'email.outside_domains', ['initech']],
  ['userinfo-401', 'userinfo.failed', ['initech']],
  ['userinfo-500', 'idp.unreachable', ['initech']],
  ['userinfo-html', 'idp.bad_answer', ['initech']],
  // The callback.
  ['wrong-callback-iss', 'callback.wrong_issuer'],
  ['no-callback-iss', 'callback.wrong_issuer', ['globex', 'umbrella']],
  ['state-changed', 'callback.unknown'],
  ['missing-state', 'callback.malformed'],
  ['missing-code', 'callback.malformed'],
  ['duplicate-parameters', 'callback.malformed'],
  ['wrong-code', 'token.code_rejected'],
  ['injected-code', 'token.code_rejected'],
  ['code-and-error', 'idp.access_denied'],
  ['access_denied', 'idp.access_denied'],
  ['server_error', 'idp.refused'],
  ['temporarily_unavailable', 'idp.unreachable'],
  ['consent-required', 'idp.consent_required'],
  ['hostile-error', 'idp.refused'],
  // The token endpoint.
  ['token-error', 'client.secret_wrong'],
  ['token-invalid-grant', 'token.code_rejected'],
  ['token-500', 'idp.unreachable'],
  ['token-html', 'idp.bad_answer'],
  ['redirecting-token', 'idp.bad_answer'],
  ['no-id-token', 'id_token.missing'],
  ['no-access-token', 'idp.bad_answer'],
  ['wrong-token-type', 'idp.bad_answer'],
  ['down', 'idp.unreachable', both, { at: ['token'] }],
  ['rate-limited', 'idp.unreachable', both, { at: ['token'] }],
  ['huge-response', 'idp.bad_answer', both, { at: ['token'] }],
  ['endless-response', 'idp.bad_answer', both, { at: ['token'] }],
  ['truncated-json', 'idp.bad_answer', both, { at: ['token'] }],
  ['null-json', 'idp.bad_answer', both, { at: ['token'] }],
];

describe.each(table)('%s → %s', (what, cause, at = both, options) => {
  it.each(at)('%s', async (connectorId) => {
    const signedIn = await refused(tried(connectorId, what, options));
    expect(causeOf(signedIn)).toBe(cause);
    const trace = await traceOf(place.tenant, signedIn);
    expect(trace).toMatchObject({ outcome: 'failed', cause, connectorId });
    expect(trace.steps.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { cause, side: expect.any(String) },
    ]);
    expect(await countUsers()).toBe(0);
  });
});

const metadata: [Misbehaviour, CauseCode, MisbehaviourOptions?][] = [
  ['discovery-wrong-issuer', 'discovery.issuer_mismatch'],
  ['discovery-html', 'discovery.invalid'],
  ['discovery-404', 'discovery.not_found'],
  ['discovery-500', 'idp.unreachable'],
  ['redirecting-discovery', 'idp.bad_answer'],
  ['discovery-missing-endpoints', 'discovery.invalid'],
  ['discovery-wrong-types', 'discovery.invalid'],
  ['down', 'idp.unreachable', { at: ['discovery'] }],
  ['huge-response', 'idp.bad_answer', { at: ['discovery'] }],
  ['truncated-json', 'discovery.invalid', { at: ['discovery'] }],
  ['null-json', 'discovery.invalid', { at: ['discovery'] }],
];

const keys: [Misbehaviour, CauseCode][] = [
  ['jwks-500', 'idp.unreachable'],
  ['jwks-html', 'idp.bad_answer'],
  ['jwks-empty', 'id_token.unknown_key'],
  ['discovery-internal-endpoints', 'idp.address_refused'],
];

it('refuses at least 80 different behaviours', () => {
  const names = [...table, ...metadata, ...keys].map(([what]) => what);
  expect(new Set(names).size).toBeGreaterThanOrEqual(80);
});

describe('a provider that does not publish what it should', () => {
  it.each(metadata)('%s: start ends in %s, and the next try may succeed', async (what, cause, options) => {
    const sso = place.node();
    h.idp.misbehave('umbrella', what, options);
    const error = await sso
      .start(place.tenant, { connectorId: 'umbrella', attemptId: 'att' })
      .catch((e) => e);
    expect(error.data).toMatchObject({ cause, reference: expect.any(String) });
    expect(error.status).toBeLessThan(500);
    h.idp.misbehave('umbrella', null);
    await expect(
      sso.start(place.tenant, { connectorId: 'umbrella', attemptId: 'att' }),
    ).resolves.toBeDefined();
  });

  it.each(keys)('%s: nobody is signed in: %s', async (what, cause) => {
    const sso: SsoFeature = place.node();
    h.idp.misbehave('umbrella', what);
    const attempt = signIn({ sso, tenant: place.tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    expect(causeOf(await refused(attempt))).toBe(cause);
    expect(await countUsers()).toBe(0);
  });
});

describe('oddities that a client must live with', () => {
  it.each<[Misbehaviour, ConnectorId]>([
    ['jwks-unknown-keys', 'umbrella'],
    ['stringly-claims', 'umbrella'],
    ['hostile-profile', 'umbrella'],
    ['huge-claims', 'umbrella'],
    ['userinfo-foreign-email', 'acme'],
    ['userinfo-500', 'umbrella'],
  ])('%s at %s signs the person in', async (what, connectorId) => {
    const { sso, tenant, users } = await h.newTenant();
    await sso.connectors.create(tenant.db, connectorInputs(h.idp)[connectorId]!);
    const { organization, username } = people[connectorId];
    h.idp.misbehave(organization, what);
    const { resolution } = await signIn({ sso, tenant, idp: h.idp }, username, { connectorId });
    expect(resolution).toMatchObject({ outcome: 'signed-in' });
    const { items } = await users.search(tenant.db, { limit: 2, offset: 0 });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items[0])).not.toMatch(/javascript:|\\u0000|\u202e/);
  });
});

it('what a provider says reaches neither page nor trace unshortened, and no secret ever does', async () => {
  const signedIn = await tried('umbrella', 'hostile-error');
  const { data } = (signedIn.result as { error: { data: unknown } }).error;
  const trace = JSON.stringify(await traceOf(place.tenant, signedIn)) + JSON.stringify(data);
  expect(trace.length).toBeLessThan(2_000);
  expect(trace).not.toMatch(/umbrella-secret|code=|eyJ/);
});
