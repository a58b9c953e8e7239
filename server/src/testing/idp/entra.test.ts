/** Microsoft Entra ID as clients meet it: discovery quirks, claims, AADSTS errors, multi-tenant applications. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from './index.ts';
import { codeFor, discover, getJson, type Party, post, redirectUri, signIn, start } from './relying-party.ts';
import { otherTenant, tenant, testOrganizations } from './test-organizations.ts';

let idp: IdpSimulator;
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations() });
});
afterAll(() => idp.close());

const at = (segment: string, clientId: string, clientSecret: string): Party => ({
  url: idp.url,
  issuer: `${idp.url}/${segment}/v2.0`,
  clientId,
  clientSecret,
});
const acme = () => at(tenant, 'acme-app', 'acme-secret');
const anna = { username: 'anna@acme.example' };
const claimsOf = async (party: Party, username: string, more?: Record<string, string>) =>
  decodeJwt((await signIn(party, { username, password: 'ben-password' }, more)).tokens.id_token!);

async function authorizeUrl(changes: Record<string, string | null> = {}, party = acme()): Promise<URL> {
  const { url } = await start(await discover(party));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url;
}

describe('Entra discovery', () => {
  it('has the quirks of the original: no PKCE methods, pairwise, keys without alg but with x5t and an issuer', async () => {
    const document = await getJson(`${acme().issuer}/.well-known/openid-configuration`);
    expect(document).toMatchObject({
      issuer: `${idp.url}/${tenant}/v2.0`,
      authorization_endpoint: `${idp.url}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${idp.url}/${tenant}/oauth2/v2.0/token`,
      userinfo_endpoint: `${idp.url}/oidc/userinfo`,
      subject_types_supported: ['pairwise'],
    });
    expect(document).not.toHaveProperty('code_challenge_methods_supported');
    const { keys } = await getJson<{ keys: Record<string, string>[] }>(document.jwks_uri!);
    expect(keys.length).toBeGreaterThan(1);
    expect(keys[0]).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      issuer: `${idp.url}/{tenantid}/v2.0`,
      x5t: keys[0]!.kid,
    });
    expect(keys[0]).not.toHaveProperty('alg');
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('answers by domain with the GUID as issuer, and at common with the {tenantid} template', async () => {
    const issuerAt = async (segment: string): Promise<string> =>
      (await getJson(`${idp.url}/${segment}/v2.0/.well-known/openid-configuration`)).issuer!;
    expect(await issuerAt('acme.example')).toBe(`${idp.url}/${tenant}/v2.0`);
    expect(await issuerAt('common')).toBe(`${idp.url}/{tenantid}/v2.0`);
    expect(await issuerAt('organizations')).toBe(`${idp.url}/{tenantid}/v2.0`);
  });

  it('knows no other tenant: AADSTS90002 as JSON and as a page', async () => {
    const unknown = '99999999-0000-4000-8000-000000000000';
    const document = await fetch(`${idp.url}/${unknown}/v2.0/.well-known/openid-configuration`);
    expect(document.status).toBe(400);
    expect(await document.json()).toMatchObject({ error_codes: [90002] });
    const page = await fetch(`${idp.url}/${unknown}/oauth2/v2.0/authorize?client_id=acme-app`);
    expect(await page.text()).toContain('AADSTS90002');
  });
});

describe('Entra: signing in', () => {
  it('a real client signs Anna in: tid, oid, pairwise sub, no email_verified', async () => {
    const { tokens, back, config } = await signIn(acme(), anna);
    const claims = decodeJwt(tokens.id_token!);
    expect(claims).toMatchObject({
      iss: `${idp.url}/${tenant}/v2.0`,
      aud: 'acme-app',
      tid: tenant,
      oid: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01',
      preferred_username: 'anna@acme.example',
      email: 'anna@acme.example',
      name: 'Anna',
      ver: '2.0',
    });
    expect(claims).not.toHaveProperty('email_verified');
    expect(claims).not.toHaveProperty('xms_edov');
    expect(claims.exp! - claims.iat!).toBe(3900);
    expect(decodeProtectedHeader(tokens.id_token!)).toMatchObject({ typ: 'JWT', alg: 'RS256' });
    expect(tokens.refresh_token).toBeUndefined();
    expect(back.parameters.has('iss')).toBe(false);
    expect(back.parameters.get('session_state')).toMatch(/^[0-9a-f-]{36}$/);
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub!);
    expect(info).toMatchObject({ sub: claims.sub, name: 'Anna', email: 'anna@acme.example' });
    expect(info).not.toHaveProperty('oid');
  });

  it('gives another sub to another application, and the same oid', async () => {
    const first = await claimsOf(acme(), anna.username);
    const second = await claimsOf(at(tenant, 'second-app', 'second-secret'), anna.username);
    expect(second.sub).not.toBe(first.sub);
    expect(second.oid).toBe(first.oid);
  });

  it('names the person only with profile, and the address only with email', async () => {
    const claims = await claimsOf(acme(), anna.username, { scope: 'openid' });
    for (const name of ['oid', 'name', 'preferred_username', 'email'])
      expect(claims).not.toHaveProperty(name);
  });

  it('sends xms_edov where the directory has it, in the form the directory has it', async () => {
    expect(await claimsOf(acme(), 'ben@acme.example')).toMatchObject({ xms_edov: '1' });
  });

  it('marks a guest by idp and sends the home address unasked', async () => {
    const claims = await claimsOf(acme(), 'chen@partner.example', { scope: 'openid profile' });
    expect(claims).toMatchObject({ idp: 'live.com', email: 'chen@partner.example', tid: tenant });
  });

  it('replaces more than 200 groups by the address to ask', async () => {
    const claims = await claimsOf(acme(), 'many@acme.example');
    expect(claims).not.toHaveProperty('groups');
    expect(claims).toMatchObject({ _claim_names: { groups: 'src1' } });
  });

  it('an address changed in the directory keeps oid and sub', async () => {
    const before = await claimsOf(acme(), 'many@acme.example');
    idp.updateUser('acme.example', 'many@acme.example', { email: 'married@acme.example' });
    const after = await claimsOf(acme(), 'many@acme.example');
    expect(after).toMatchObject({ oid: before.oid, sub: before.sub, email: 'married@acme.example' });
  });

  it('refreshes only what was asked for offline, and never a disabled account', async () => {
    const party = acme();
    idp.addUser(tenant, { username: 'eve@acme.example' });
    const who = { username: 'eve@acme.example' };
    const { tokens, config } = await signIn(party, who, { scope: 'openid profile offline_access' });
    const again = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(decodeJwt(again.id_token!).nonce).toBeUndefined();
    idp.updateUser(tenant, who.username, { disabled: true });
    const { status, body } = await post(config.serverMetadata().token_endpoint!, {
      grant_type: 'refresh_token',
      refresh_token: again.refresh_token!,
      client_id: party.clientId,
      client_secret: party.clientSecret!,
    });
    expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_grant', [50057]]);
  });
});

describe('Entra: several tenants', () => {
  const common = (clientId = 'everyones-app', secret = 'everyones-secret') => at('common', clientId, secret);
  /** openid-client can't know the template; a client fills in tid by itself. */
  async function throughCommon(party: Party, username: string) {
    const metadata = await getJson(`${party.issuer}/.well-known/openid-configuration`);
    const url = new URL(metadata.authorization_endpoint!);
    url.search = new URLSearchParams({
      client_id: party.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile email',
    }).toString();
    const back = await signInAtIdp(idp, url, { username });
    const { body } = await post(metadata.token_endpoint!, {
      grant_type: 'authorization_code',
      code: back.parameters.get('code')!,
      redirect_uri: redirectUri,
      client_id: party.clientId,
      client_secret: party.clientSecret!,
    });
    return decodeJwt(body.id_token as string);
  }

  it('at common the sign-in name picks the tenant, which iss and tid then name', async () => {
    const bruce = await throughCommon(common(), 'bruce@wayne.example');
    expect(bruce).toMatchObject({ iss: `${idp.url}/${otherTenant}/v2.0`, tid: otherTenant });
    expect(await throughCommon(common(), 'anna@acme.example')).toMatchObject({ tid: tenant });
  });

  it('a multi-tenant application loses an address of a foreign domain unless it insists', async () => {
    expect(await throughCommon(common(), 'joker@wayne.example')).not.toHaveProperty('email');
    const trusting = await throughCommon(common('trusting-app', 'trusting-secret'), 'joker@wayne.example');
    expect(trusting).toMatchObject({ email: 'anna@acme.example', tid: otherTenant });
  });

  it('refuses a single-tenant application at common: AADSTS50194', async () => {
    const url = `${idp.url}/common/oauth2/v2.0/authorize?client_id=acme-app&redirect_uri=${redirectUri}`;
    await expect(signInAtIdp(idp, url)).rejects.toMatchObject({
      status: 200,
      alert: expect.stringContaining('AADSTS50194'),
    });
  });

  it("refuses a tenant's code at another tenant: AADSTS700005", async () => {
    const party = at(tenant, 'everyones-app', 'everyones-secret');
    const { form } = await codeFor(party, anna);
    const { body } = await post(`${idp.url}/${otherTenant}/oauth2/v2.0/token`, form);
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [700005] });
  });
});

describe('Entra: what stays on a Microsoft page (HTTP 200) with its AADSTS code', () => {
  it.each<[string, Record<string, string | null>, string]>([
    ['an unknown client', { client_id: 'nobody' }, 'AADSTS700016'],
    ['no client', { client_id: null }, 'AADSTS900144'],
    ['no redirect_uri', { redirect_uri: null }, 'AADSTS900971'],
    ['a redirect_uri with a slash more', { redirect_uri: `${redirectUri}/` }, 'AADSTS50011'],
    ['a redirect_uri with a query', { redirect_uri: `${redirectUri}?x=1` }, 'AADSTS50011'],
    ['a redirect_uri in capitals', { redirect_uri: redirectUri.toUpperCase() }, 'AADSTS50011'],
    ['a foreign redirect_uri', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
  ])('%s', async (_what, changes, code) => {
    const url = await authorizeUrl(changes);
    await expect(signInAtIdp(idp, url, anna)).rejects.toMatchObject({
      status: 200,
      alert: expect.stringContaining(code),
    });
  });

  it.each([
    ['an account of another tenant', 'bruce@wayne.example', 'AADSTS50020'],
    ['an account nobody knows', 'nobody@acme.example', 'AADSTS50034'],
    ['a disabled account', 'dora@acme.example', 'AADSTS50057'],
    ['a wrong password', 'ben@acme.example', 'AADSTS50126'],
  ])('%s', async (_what, username, code) => {
    const url = await authorizeUrl();
    await expect(signInAtIdp(idp, url, { username, password: 'x' })).rejects.toMatchObject({
      status: 200,
      alert: expect.stringContaining(code),
    });
  });

  it('a person who is not assigned to the application', async () => {
    const url = await authorizeUrl({}, at(tenant, 'picky-app', 'picky-secret'));
    await expect(signInAtIdp(idp, url, anna)).rejects.toThrow('AADSTS50105');
  });
});

describe('Entra: what goes back to the application by redirect', () => {
  it.each<[string, Record<string, string | null>, string, string]>([
    ['no prompt and no session', { prompt: 'none' }, 'login_required', 'AADSTS50058'],
    ['another response type', { response_type: 'id_token' }, 'unsupported_response_type', 'AADSTS700054'],
    ['an unknown response mode', { response_mode: 'pigeon' }, 'invalid_request', 'AADSTS70007'],
    ['a scope without openid', { scope: 'profile' }, 'invalid_scope', 'AADSTS70011'],
    ['an unknown challenge method', { code_challenge_method: 'S512' }, 'invalid_request', 'AADSTS9002313'],
    ['a challenge too short', { code_challenge: 'short' }, 'invalid_request', 'AADSTS9002313'],
    ['a request object', { request: 'x.y.z' }, 'request_not_supported', 'AADSTS9002313'],
  ])('%s', async (_what, changes, error, code) => {
    const url = await authorizeUrl(changes);
    const { parameters, sawPage } = await signInAtIdp(idp, url, anna);
    expect(sawPage).toBe(false);
    expect(parameters.get('error')).toBe(error);
    expect(parameters.get('error_description')).toContain(code);
    expect(parameters.get('state')).toBe(url.searchParams.get('state'));
  });

  it('Cancel: access_denied with AADSTS65004', async () => {
    const { parameters } = await signInAtIdp(idp, await authorizeUrl(), { cancel: true });
    expect(parameters.get('error')).toBe('access_denied');
    expect(parameters.get('error_subcode')).toBe('cancel');
    expect(parameters.get('error_description')).toContain('AADSTS65004');
  });
});
