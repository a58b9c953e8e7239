/**
 * Every misbehaviour shows when it is switched on and doesn't otherwise, and a certified client refuses those
 * that it has rules for. A name without a row here doesn't compile.
 */
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type IdpSimulator,
  type Misbehaviour,
  misbehaviours,
  type OidcMisbehaviour,
  signInAtIdp,
  startIdpSimulator,
} from './index.ts';
import type { graphSwitches } from './misbehaviours-graph.ts';
import type { stepUpSwitches } from './misbehaviours-step-up.ts';
import type { tokenSwitches } from './misbehaviours-tokens.ts';
import { type Observed, observe } from './observe.ts';
import { type Party, signIn } from './relying-party.ts';
import { tenant, testOrganizations } from './test-organizations.ts';

let idp: IdpSimulator;
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations() });
});
afterAll(() => idp.close());

const parties = (): Record<'entra' | 'google' | 'oidc', Party & { id: string; username: string }> => ({
  entra: { ...at(tenant, 'acme-app', 'acme-secret'), username: 'anna@acme.example' },
  google: { ...at('globex', 'globex-app', 'globex-secret'), username: 'gina@globex.example' },
  oidc: { ...at('umbrella', 'umbrella-app', 'umbrella-secret'), username: 'bob' },
});
const at = (id: string, clientId: string, clientSecret: string) => ({
  id,
  url: idp.url,
  issuer: idp.issuerOf(id),
  clientId,
  clientSecret,
});

interface Row {
  kind: 'entra' | 'google' | 'oidc';
  /** True of the misbehaving provider only. */
  shows: (o: Observed) => unknown;
  /** Whether openid-client refuses it without further rules of ours. */
  refused: boolean;
}
const row =
  (kind: Row['kind'], refused: boolean) =>
  (shows: Row['shows']): Row => ({ kind, refused, shows });
const entra = row('entra', true);
const google = row('google', false);
const oidc = row('oidc', true);
/** Valid to the library: only Gatehouse's own rules can catch it. */
const entraPasses = row('entra', false);
const oidcPasses = row('oidc', false);

const hour = 3600;
const seconds = () => Date.now() / 1000;
const status = (endpoint: 'discovery' | 'jwks' | 'token' | 'userinfo', code: number) => (o: Observed) =>
  o[endpoint].status === code;
const page = (endpoint: 'discovery' | 'jwks' | 'token' | 'userinfo') => (o: Observed) =>
  o[endpoint].type?.startsWith('text/html');
const claim = (name: string, value: unknown) => (o: Observed) => o.claims?.[name] === value;
const lacks = (name: string) => (o: Observed) => o.claims && !(name in o.claims);
const wrongSignature = (o: Observed) => o.header && !o.signed;
const answers = (name: string, value: string) => (o: Observed) => o.callback?.get(name) === value;
const everyBackChannel = (test: (a: Observed['token']) => unknown) => (o: Observed) =>
  test(o.discovery) && test(o.token);

/**
 * Those of Microsoft Graph are shown where groups are asked for: features/sso/oidc/graph.test.ts; those of kept tokens
 * where they are kept: features/sso/tokens/*.test.ts.
 */
type Elsewhere = typeof graphSwitches & typeof stepUpSwitches & typeof tokenSwitches;
type AtSignIn = Exclude<OidcMisbehaviour, 'slow' | keyof Elsewhere>;

const table: Record<AtSignIn, Row> = {
  'wrong-nonce': oidc((o) => o.claims?.nonce !== undefined && o.claims.nonce !== o.nonce),
  'missing-nonce': oidc(lacks('nonce')),
  'wrong-iss': entra(claim('iss', 'https://evil.example/v2.0')),
  'issuer-trailing-slash': oidc((o) => o.claims?.iss?.endsWith('/')),
  'wrong-aud': oidc(claim('aud', 'another-client')),
  'multiple-aud-wrong-azp': oidc((o) => Array.isArray(o.claims?.aud) && o.claims.azp === 'another-client'),
  'wrong-azp': oidcPasses(claim('azp', 'another-client')),
  expired: oidc((o) => o.claims!.exp! < seconds()),
  'issued-in-future': entra((o) => o.claims!.nbf! > seconds() + hour / 2),
  'issued-long-ago': oidcPasses((o) => o.claims!.iat! < seconds() - 24 * hour),
  'missing-exp': oidc(lacks('exp')),
  'missing-iat': oidc(lacks('iat')),
  'missing-iss': oidc(lacks('iss')),
  'missing-aud': oidc(lacks('aud')),
  'missing-sub': oidc(lacks('sub')),
  'numeric-sub': oidc((o) => typeof o.claims?.sub === 'number'),
  'empty-sub': oidc(claim('sub', '')),
  'missing-oid': entraPasses(lacks('oid')),
  'missing-tid': entraPasses(lacks('tid')),
  'other-tenant': entra((o) => o.claims?.tid !== tenant && o.claims?.iss?.includes(`${o.claims.tid}`)),
  'other-tid': entraPasses((o) => o.claims?.tid !== tenant && o.claims?.iss?.includes(tenant)),
  'wrong-at-hash': oidcPasses(claim('at_hash', 'AAAAAAAAAAAAAAAAAAAAAA')),
  'foreign-hd': google((o) => o.claims?.hd === 'victim.example' && o.userinfo.json?.hd === 'victim.example'),
  'missing-hd': google(lacks('hd')),
  'foreign-email': entraPasses((o) => o.claims?.email === 'ceo@victim.example'),
  'foreign-verified-email': oidcPasses(
    (o) => o.claims?.email === 'ceo@victim.example' && o.claims.email_verified === true,
  ),
  'missing-email': oidcPasses(lacks('email')),
  'unverified-email': oidcPasses(claim('email_verified', false)),
  'stringly-claims': oidcPasses(claim('email_verified', 'true')),
  'wrong-types': oidcPasses((o) => Array.isArray(o.claims?.email)),
  'hostile-profile': oidcPasses(
    (o) => `${o.claims?.name}`.includes('\u0000') && Object.hasOwn(o.claims!, '__proto__'),
  ),
  'huge-claims': oidcPasses((o) => `${o.claims?.name}`.length === 100_000),
  'userinfo-sub-mismatch': oidc((o) => o.userinfo.json?.sub === 'somebody-else'),
  'userinfo-missing-sub': oidc((o) => o.userinfo.json && !('sub' in o.userinfo.json)),
  'userinfo-foreign-email': oidcPasses((o) => o.userinfo.json?.email !== o.claims?.email),

  'wrong-key': oidc(wrongSignature),
  'same-kid-other-key': oidc((o) => wrongSignature(o) && o.published?.includes(`${o.header?.kid}`)),
  'missing-kid': oidc((o) => o.header && !('kid' in o.header)),
  'hostile-kid': oidc((o) => o.header?.kid?.includes('../')),
  'alg-none': oidc((o) => o.header?.alg === 'none'),
  'alg-hs256': oidc((o) => o.header?.alg === 'HS256' && o.header.kid === undefined),
  'alg-hs256-public-key': oidc((o) => o.header?.alg === 'HS256' && o.header.kid !== undefined),
  'embedded-jwk': oidc((o) => wrongSignature(o) && o.header?.jwk),
  'foreign-jku': oidc((o) => wrongSignature(o) && o.header?.jku),
  'unknown-crit': oidc((o) => o.header?.crit),
  'broken-signature': oidc((o) => wrongSignature(o) && o.claims?.name === 'Somebody Else'),
  'garbage-id-token': oidc((o) => o.token.json?.id_token === 'not.a.jwt'),

  down: oidc((o) => o.discovery.failed && o.jwks.failed && o.token.failed && o.userinfo.failed),
  'rate-limited': oidc(everyBackChannel((a) => a.status === 429)),
  'huge-response': oidc(everyBackChannel((a) => a.bytes > 1_000_000)),
  'endless-response': oidc(everyBackChannel((a) => a.bytes > 1_000_000)),
  'truncated-json': oidc(everyBackChannel((a) => a.status === 200 && a.json === undefined)),
  'null-json': oidc(everyBackChannel((a) => a.json === null)),
  'discovery-wrong-issuer': oidc((o) => o.discovery.json?.issuer === 'https://evil.example/v2.0'),
  'discovery-html': oidc(page('discovery')),
  'discovery-404': oidc(status('discovery', 404)),
  'discovery-500': oidc(status('discovery', 500)),
  'redirecting-discovery': oidc(status('discovery', 307)),
  'discovery-missing-endpoints': oidc((o) => o.discovery.json && !('token_endpoint' in o.discovery.json)),
  'discovery-internal-endpoints': oidc((o) => `${o.discovery.json?.jwks_uri}`.includes('169.254.169.254')),
  'discovery-wrong-types': oidc((o) => o.discovery.json?.authorization_endpoint === 7),
  'jwks-500': oidc(status('jwks', 500)),
  'jwks-html': oidc(page('jwks')),
  'jwks-empty': oidc((o) => o.published?.length === 0),
  'jwks-unknown-keys': oidcPasses((o) => o.published?.includes('pq')),
  access_denied: oidc(answers('error', 'access_denied')),
  server_error: oidc(answers('error', 'server_error')),
  temporarily_unavailable: oidc(answers('error', 'temporarily_unavailable')),
  'consent-required': oidc(answers('error', 'consent_required')),
  'hostile-error': oidc((o) => o.callback?.get('error_description')?.includes('<img')),
  'wrong-callback-iss': entra(answers('iss', 'https://evil.example')),
  'no-callback-iss': oidc((o) => o.callback && !o.callback.has('iss')),
  'state-changed': oidc((o) => o.callback?.get('state') !== o.state),
  'missing-state': oidc((o) => o.callback && !o.callback.has('state')),
  'missing-code': oidc((o) => o.callback && !o.callback.has('code')),
  'wrong-code': oidc(answers('code', 'never-issued')),
  'injected-code': oidc(
    (o) => o.token.json?.error === 'invalid_grant' && o.callback?.get('code')?.startsWith('0.A'),
  ),
  'code-and-error': oidc((o) => o.callback?.has('code') && o.callback.has('error')),
  'duplicate-parameters': oidc((o) => o.callback?.getAll('code').length === 2),
  'token-error': entra((o) => `${o.token.json?.error_codes}` === '7000215'),
  'token-invalid-grant': oidc((o) => o.token.json?.error === 'invalid_grant'),
  'token-500': oidc(status('token', 500)),
  'token-html': oidc(page('token')),
  'redirecting-token': oidc(status('token', 307)),
  'no-id-token': oidc((o) => o.token.json?.access_token && !('id_token' in o.token.json)),
  'no-access-token': oidc((o) => o.token.json?.id_token && !('access_token' in o.token.json)),
  'wrong-token-type': oidc((o) => o.token.json?.token_type === 'mac'),
  'userinfo-401': oidc(status('userinfo', 401)),
  'userinfo-500': oidc(status('userinfo', 500)),
  'userinfo-html': oidc(page('userinfo')),
};

/** Everything a client does at a sign-in. */
async function fullSignIn(party: Party & { username: string }): Promise<void> {
  const { config, tokens } = await signIn(party, { username: party.username });
  const claims = tokens.claims();
  if (!claims) throw new Error('no ID token');
  await client.fetchUserInfo(config, tokens.access_token, claims.sub);
}

const rows = Object.entries(table) as [Misbehaviour, Row][];

describe.each(rows)('%s', (name, { kind, shows, refused }) => {
  it('shows when switched on, and only then', async () => {
    const party = parties()[kind];
    expect(shows(await observe(party)), 'without the switch').toBeFalsy();
    idp.misbehave(party.id, name);
    const spoiled = await observe(party);
    idp.misbehave(party.id, null);
    expect(shows(spoiled), 'with the switch').toBeTruthy();
  });

  it(refused ? 'is refused by a certified client' : 'passes a client without rules of its own', async () => {
    const party = parties()[kind];
    idp.misbehave(party.id, name);
    const outcome = await fullSignIn(party).then(
      () => 'signed in',
      () => 'refused',
    );
    idp.misbehave(party.id, null);
    expect(outcome).toBe(refused ? 'refused' : 'signed in');
  });
});

describe('slow', () => {
  it('keeps the caller waiting, and gives up when the caller does', async () => {
    const { id, issuer } = parties().oidc;
    idp.misbehave(id, 'slow', { delayMs: 3_600_000, at: ['discovery'] });
    idp.clearRequests();
    const caller = new AbortController();
    let settled = false;
    const waiting = fetch(`${issuer}/.well-known/openid-configuration`, { signal: caller.signal }).finally(
      () => {
        settled = true;
      },
    );
    const ended = expect(waiting).rejects.toThrow('aborted');
    await vi.waitFor(() => expect(idp.requests(id)).toHaveLength(1));
    expect((await fetch(`${issuer}/jwks`)).status).toBe(200);
    expect(settled).toBe(false);
    caller.abort();
    await ended;
    idp.misbehave(id, null);
  });

  it('does not keep the simulator from closing', async () => {
    const other = await startIdpSimulator({ organizations: testOrganizations() });
    other.misbehave('umbrella', 'slow', { delayMs: 3_600_000 });
    const waiting = fetch(`${other.issuerOf('umbrella')}/jwks`).catch(() => 'cut off');
    await vi.waitFor(() => expect(other.requests('umbrella')).toHaveLength(1));
    await other.close();
    expect(await waiting).toBe('cut off');
  });
});

describe('switching', () => {
  it('several at once, a number of times, and on chosen endpoints', async () => {
    const { id, issuer } = parties().oidc;
    idp.misbehave(id, ['down', 'wrong-nonce'], { times: 1, at: ['jwks'] });
    await expect(fetch(`${issuer}/jwks`)).rejects.toThrow();
    expect((await fetch(`${issuer}/jwks`)).status).toBe(200);
    const { claims, nonce } = await observe(parties().oidc);
    expect(claims!.nonce).not.toBe(nonce);
    expect((await observe(parties().oidc)).claims!.nonce).toBeDefined();
    idp.misbehave(id, null);
  });

  it('a tenant misbehaves at its own path and, for its people, at common', async () => {
    const observed = async () => {
      const url = `${idp.url}/common/oauth2/v2.0/authorize?client_id=everyones-app&redirect_uri=http://localhost:3001/callback/test&response_type=code&scope=openid`;
      const { parameters } = await signInAtIdp(idp, url, { username: 'anna@acme.example' });
      return parameters.get('state');
    };
    expect(await observed()).toBeNull();
    idp.misbehave(tenant, 'state-changed');
    expect(await observed()).toBe('a-state-of-somebody-else');
    idp.misbehave(tenant, null);
    idp.misbehave('common', 'state-changed');
    expect(await observed()).toBe('a-state-of-somebody-else');
    idp.misbehave('common', null);
  });

  it('the guide names every switch', async () => {
    const guide = await readFile(
      new URL('../../../../docs/guides/idp-simulator.md', import.meta.url),
      'utf8',
    );
    expect(Object.keys(misbehaviours).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('alg-hs256 really verifies with the client secret, as a confused client would find', async () => {
    const party = parties().oidc;
    idp.misbehave(party.id, 'alg-hs256');
    const { token } = await observe(party);
    idp.misbehave(party.id, null);
    const [header, payload, signature] = `${token.json?.id_token}`.split('.');
    const expected = createHmac('sha256', `${party.clientSecret}`)
      .update(`${header}.${payload}`)
      .digest('base64url');
    expect(signature).toBe(expected);
  });
});
