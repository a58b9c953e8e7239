/** The simulator around the protocol: sessions, hints, the sign-in page, key rotation, the log, the file, the switches. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defaultSimulatorOrganizations,
  type IdpSimulator,
  loadSimulatorFile,
  signInAtIdp,
  startIdpSimulator,
} from './index.ts';
import { discover, getJson, type Party, redirectUri, signIn, start } from './relying-party.ts';
import { otherTenant, tenant, testOrganizations } from './test-organizations.ts';

let idp: IdpSimulator;
let now = Date.now();
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations(), now: () => now });
});
afterAll(() => idp.close());

const acme = (): Party => ({
  url: idp.url,
  issuer: idp.issuerOf(tenant),
  clientId: 'acme-app',
  clientSecret: 'acme-secret',
});
const anna = 'anna@acme.example';
const urlWith = async (more: Record<string, string> = {}) => (await start(await discover(acme()), more)).url;

describe('the session at the IdP', () => {
  it('signs in silently the second time, and not in another browser', async () => {
    const cookies = new Map<string, string>();
    expect((await signInAtIdp(idp, await urlWith(), { username: anna, cookies })).sawPage).toBe(true);
    expect([...cookies.keys()]).toEqual(['idpsim_entra']);
    expect((await signInAtIdp(idp, await urlWith(), { cookies })).sawPage).toBe(false);
    expect(
      (await signInAtIdp(idp, await urlWith({ prompt: 'none' }), { cookies })).parameters.has('code'),
    ).toBe(true);
    await expect(signInAtIdp(idp, await urlWith())).rejects.toThrow('a sign-in page is shown');
  });

  it.each([
    ['prompt=login', { prompt: 'login' }],
    ['prompt=select_account', { prompt: 'select_account' }],
    ["another person's login_hint", { login_hint: 'ben@acme.example' }],
    ['a domain_hint of another realm', { domain_hint: 'wayne.example' }],
  ])('shows the page for %s', async (_what, more) => {
    const cookies = new Map<string, string>();
    await signInAtIdp(idp, await urlWith(), { username: anna, cookies });
    await expect(signInAtIdp(idp, await urlWith(more), { cookies })).rejects.toMatchObject({ status: 200 });
  });

  it('shows the page when the session is older than max_age', async () => {
    const cookies = new Map<string, string>();
    await signInAtIdp(idp, await urlWith(), { username: anna, cookies });
    now += 61_000;
    await expect(signInAtIdp(idp, await urlWith({ max_age: '60' }), { cookies })).rejects.toMatchObject({
      status: 200,
    });
    expect((await signInAtIdp(idp, await urlWith({ max_age: '120' }), { cookies })).sawPage).toBe(false);
  });

  it('does not open another tenant, and ends at the end-session endpoint', async () => {
    const cookies = new Map<string, string>();
    await signInAtIdp(idp, await urlWith(), { username: anna, cookies });
    const other = `${idp.url}/${otherTenant}/oauth2/v2.0/authorize?client_id=everyones-app&redirect_uri=${redirectUri}&response_type=code&scope=openid`;
    await expect(signInAtIdp(idp, other, { cookies })).rejects.toMatchObject({ status: 200 });
    const cookie = `idpsim_entra=${cookies.get('idpsim_entra')}`;
    const answer = await fetch(`${idp.url}/${tenant}/oauth2/v2.0/logout`, { headers: { cookie } });
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    await expect(signInAtIdp(idp, await urlWith(), { cookies })).rejects.toMatchObject({ status: 200 });
  });
});

describe('the sign-in page', () => {
  const html = async (more: Record<string, string>) => (await fetch(await urlWith(more))).text();

  it('says that it is simulated, labels its fields, fills in login_hint and lists the people', async () => {
    const page = await html({ login_hint: anna });
    expect(page).toContain('Simulated Microsoft Entra ID');
    expect(page).toContain('<html lang="en"');
    expect(page).toMatch(/<label for="username">/);
    expect(page).toMatch(/<label for="password">/);
    expect(page).toMatch(new RegExp(`id="username" name="username" value="${anna}"`));
    expect(page).toContain('ben-password');
    expect(page).not.toContain('bruce@wayne.example');
  });

  it('escapes what the request brings along', async () => {
    const page = await html({ login_hint: '"><script>alert(1)</script>', state: '<img src=x>' });
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
  });

  it('needs no JavaScript: a click in the list signs in', async () => {
    const page = await html({});
    const request = /name="request" value="([^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    const body = new URLSearchParams({ request, username: anna });
    const answer = await fetch(`${idp.url}/${tenant}/login`, { method: 'POST', body, redirect: 'manual' });
    expect(answer.headers.get('location')).toContain(`${redirectUri}?code=`);
  });

  it('lists the people of the hinted realm at common', async () => {
    const query = `client_id=everyones-app&redirect_uri=${redirectUri}&response_type=code&scope=openid&domain_hint=wayne.example`;
    const page = await (await fetch(`${idp.url}/common/oauth2/v2.0/authorize?${query}`)).text();
    expect(page).toContain('bruce@wayne.example');
    expect(page).not.toContain(anna);
  });
});

describe('key rotation', () => {
  const keysOf = async () =>
    createLocalJWKSet(await getJson<JSONWebKeySet>(`${idp.url}/${tenant}/discovery/v2.0/keys`));
  const idToken = async () => (await signIn(acme(), { username: anna })).tokens.id_token!;

  it('signs with a new key that caches do not know, and still publishes the old one', async () => {
    const [oldKeys, oldToken] = [await keysOf(), await idToken()];
    await idp.rotateKeys(tenant);
    const [newKeys, newToken] = [await keysOf(), await idToken()];
    await expect(jwtVerify(newToken, oldKeys)).rejects.toThrow('no applicable key');
    await jwtVerify(newToken, newKeys);
    await jwtVerify(oldToken, newKeys);
  });

  it('publishNewOnly withdraws the old key', async () => {
    const oldToken = await idToken();
    await idp.rotateKeys(tenant, { publishNewOnly: true });
    await expect(jwtVerify(oldToken, await keysOf())).rejects.toThrow('no applicable key');
    await jwtVerify(await idToken(), await keysOf());
  });
});

describe('the log', () => {
  it('holds what the client sent, without secrets', async () => {
    idp.clearRequests();
    await signIn(
      acme(),
      { username: 'ben@acme.example', password: 'ben-password' },
      { login_hint: 'ben@acme.example', domain_hint: 'acme.example' },
    );
    const log = idp.requests(tenant);
    expect(log.map(({ endpoint }) => endpoint)).toEqual(['discovery', 'authorize', 'login', 'token', 'jwks']);
    expect(log[1]!.parameters).toMatchObject({
      login_hint: 'ben@acme.example',
      domain_hint: 'acme.example',
      code_challenge_method: 'S256',
      nonce: expect.any(String),
    });
    expect(log[3]).toMatchObject({ clientAuthentication: 'client_secret_post', method: 'POST' });
    expect(JSON.stringify(log)).not.toMatch(/acme-secret|ben-password/);
    expect(idp.requests('globex')).toEqual([]);
  });
});

describe('the file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idp-simulator-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(text: string) {
    const path = join(folder, 'idps.yaml');
    await writeFile(path, text);
    return loadSimulatorFile(path);
  }

  it('becomes organizations whose users keep their ids from run to run', async () => {
    const text = `organizations:
  - kind: oidc
    id: shop
    clients: [{ clientId: c, clientSecret: s, redirectUris: ['http://localhost:3001/callback/shop'] }]
    users: [{ username: zoe, email: zoe@shop.example }]
`;
    const [first, second] = [await load(text), await load(text)];
    expect(first).toEqual(second);
    const other = await startIdpSimulator(first);
    expect(other.organizations[0]!.users[0]!.id).toMatch(/^[0-9a-f-]{36}$/);
    await other.close();
  });

  it('lists every problem with its line', async () => {
    const text = `organizations:
  - kind: entra
    id: acme
    users:
      - username: anna
        emial: anna@acme.example
    clients:
      - { clientId: c, redirectUris: [nowhere] }
`;
    const message = await load(text).catch((error: Error) => error.message);
    expect(message).toMatch(/:8: organizations\.0\.clients\.0\.redirectUris\.0: /);
    expect(message).toMatch(/:5: organizations\.0\.users\.0: .*emial/);
    await expect(load('organizations: [')).rejects.toThrow(/idps\.yaml:\d+: /);
    await expect(load('organizations: [{ kind: entra, id: acme }]')).rejects.toThrow('GUID');
    await expect(load('')).rejects.toThrow('file: ');
  });
});

describe('starting and stopping', () => {
  it('runs the default organizations', async () => {
    const other = await startIdpSimulator({ organizations: defaultSimulatorOrganizations });
    for (const { id, kind } of defaultSimulatorOrganizations) {
      if (kind !== 'oidc') expect((await fetch(other.samlOf(id).metadataUrl)).status).toBe(200);
      if (kind === 'saml') continue;
      const { issuer } = await getJson(`${other.issuerOf(id)}/.well-known/openid-configuration`);
      expect(issuer).toBe(other.issuerOf(id));
    }
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow();
  });

  it('refuses two organizations of one id, and a port that is taken', async () => {
    const { organizations } = idp;
    await expect(startIdpSimulator({ organizations: [...organizations, organizations[0]!] })).rejects.toThrow(
      'used twice',
    );
    const port = Number(new URL(idp.url).port);
    await expect(startIdpSimulator({ organizations, port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('the switches over HTTP', () => {
  const flip = (body: unknown) =>
    fetch(`${idp.url}/simulator/umbrella/misbehave`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('can be set from another process, and say what is wrong with a request', async () => {
    const discovery = `${idp.issuerOf('umbrella')}/.well-known/openid-configuration`;
    expect((await flip({ misbehaviours: ['discovery-500'], options: { times: 1 } })).status).toBe(200);
    expect((await fetch(discovery)).status).toBe(500);
    expect((await fetch(discovery)).status).toBe(200);
    expect((await flip({ misbehaviours: ['no-such-thing'] })).status).toBe(400);
    expect((await fetch(`${idp.url}/simulator/nobody/misbehave`, { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(`${idp.url}/simulator`)).text()).toContain('umbrella-secret');
  });

  it('can change a person, and say what is wrong with a change', async () => {
    const patch = (user: string, body: unknown) =>
      fetch(`${idp.url}/simulator/umbrella/users/${user}`, { method: 'PATCH', body: JSON.stringify(body) });
    expect((await patch('bob', { email: 'robert@umbrella.example' })).status).toBe(200);
    expect(idp.organizations.find(({ id }) => id === 'umbrella')!.users[1]).toMatchObject({
      id: 'bob-2',
      email: 'robert@umbrella.example',
    });
    expect((await patch('bob', { emial: 'x' })).status).toBe(400);
    expect((await patch('nobody', {})).status).toBe(404);
  });

  it('cannot be set by a web page of another site', async () => {
    const answer = await fetch(`${idp.url}/simulator/umbrella/misbehave`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });
});
