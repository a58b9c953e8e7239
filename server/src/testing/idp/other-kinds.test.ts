/** Google Workspace, Okta and the generic provider as a real client meets them. */
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from './index.ts';
import { discover, type Party, redirectUri, signIn, start } from './relying-party.ts';
import { testOrganizations } from './test-organizations.ts';

let idp: IdpSimulator;
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations() });
});
afterAll(() => idp.close());

const party = (id: string, clientId: string, clientSecret: string): Party => ({
  url: idp.url,
  issuer: idp.issuerOf(id),
  clientId,
  clientSecret,
});
const globex = () => party('globex', 'globex-app', 'globex-secret');
const initech = () => ({
  ...party('initech', '0oa1', 'initech-secret'),
  authentication: client.ClientSecretBasic('initech-secret'),
});
const umbrella = () => party('umbrella', 'umbrella-app', 'umbrella-secret');

describe('Google Workspace', () => {
  const gina = { username: 'gina@globex.example' };

  it('signs in with hd, a Boolean email_verified and iss in the callback (RFC 9207)', async () => {
    const { tokens, config, back } = await signIn(globex(), gina, { hd: 'globex.example' });
    expect(tokens.claims()).toMatchObject({
      iss: `${idp.url}/google/globex`,
      azp: 'globex-app',
      sub: '1076',
      hd: 'globex.example',
      email: 'gina@globex.example',
      email_verified: true,
    });
    expect(back.parameters.get('iss')).toBe(idp.issuerOf('globex'));
    expect(await client.fetchUserInfo(config, tokens.access_token, '1076')).toMatchObject({
      hd: 'globex.example',
    });
  });

  it('offers no end_session_endpoint, and a refresh token for access_type=offline only', async () => {
    const config = await discover(globex());
    expect(config.serverMetadata()).not.toHaveProperty('end_session_endpoint');
    const online = await signIn(globex(), gina, { scope: 'openid offline_access' });
    expect(online.tokens.refresh_token).toBeUndefined();
    const offline = await signIn(globex(), gina, { access_type: 'offline' });
    await client.refreshTokenGrant(offline.config, offline.tokens.refresh_token!);
    await client.tokenRevocation(offline.config, offline.tokens.refresh_token!);
    await expect(client.refreshTokenGrant(offline.config, offline.tokens.refresh_token!)).rejects.toThrow();
  });

  it('keeps a wrong redirect_uri on its own page, with status 400', async () => {
    const { url } = await start(await discover(globex()), { redirect_uri: `${redirectUri}x` });
    await expect(signInAtIdp(idp, url, gina)).rejects.toMatchObject({
      status: 400,
      alert: expect.stringContaining('redirect_uri_mismatch'),
    });
  });
});

describe('Okta', () => {
  const peter = { username: 'peter@initech.example' };

  it('sends a thin ID token and the profile at userinfo', async () => {
    const { tokens, config, back } = await signIn(initech(), peter, { scope: 'openid profile email groups' });
    const claims = tokens.claims()!;
    expect(claims).toMatchObject({ iss: idp.issuerOf('initech'), sub: '00u1', ver: 1, amr: ['pwd'] });
    expect(claims).not.toHaveProperty('email');
    expect(back.parameters.has('iss')).toBe(false);
    expect(await client.fetchUserInfo(config, tokens.access_token, '00u1')).toMatchObject({
      preferred_username: 'peter@initech.example',
      email_verified: true,
      groups: ['Staff'],
    });
  });

  it.each(['state', 'nonce'])('requires %s', async (name) => {
    const { url } = await start(await discover(initech()));
    url.searchParams.delete(name);
    const { parameters } = await signInAtIdp(idp, url, peter);
    expect(parameters.get('error')).toBe('invalid_request');
    expect(parameters.get('error_description')).toContain(name);
  });

  it('sends people who are not assigned back with access_denied', async () => {
    const { url } = await start(await discover(party('initech', '0oa2', 'picky-secret')));
    const { parameters } = await signInAtIdp(idp, url, peter);
    expect(parameters.get('error')).toBe('access_denied');
    expect(parameters.get('error_description')).toBe('User is not assigned to the client application.');
  });

  it('signs out with a valid id_token_hint only', async () => {
    const { tokens, config } = await signIn(initech(), peter);
    const registered = { post_logout_redirect_uri: 'http://localhost:3001/', state: 's1' };
    const without = await fetch(client.buildEndSessionUrl(config, registered), { redirect: 'manual' });
    expect(without.status).toBe(400);
    const url = client.buildEndSessionUrl(config, { ...registered, id_token_hint: tokens.id_token! });
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('http://localhost:3001/?state=s1');
  });
});

describe('the generic provider', () => {
  it('does everything by the book', async () => {
    const { tokens, config, back } = await signIn(
      umbrella(),
      { username: 'alice', password: 'alice-password' },
      { scope: 'openid profile email offline_access' },
    );
    expect(config.serverMetadata()).toMatchObject({
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      end_session_endpoint: `${idp.issuerOf('umbrella')}/end-session`,
    });
    expect(back.parameters.get('iss')).toBe(idp.issuerOf('umbrella'));
    expect(tokens.claims()).toMatchObject({ sub: 'alice-1', name: 'Alice', email_verified: true });
    const again = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(decodeJwt(again.id_token!).sub).toBe('alice-1');
  });

  it('refuses plain challenges (RFC 9700 section 2.1.1) and errors carry iss too (RFC 9207 section 2)', async () => {
    const { url } = await start(await discover(umbrella()), { code_challenge_method: 'plain' });
    const { parameters } = await signInAtIdp(idp, url);
    expect(parameters.get('error')).toBe('invalid_request');
    expect(parameters.get('iss')).toBe(idp.issuerOf('umbrella'));
  });

  it('never redirects to an address that is not registered for sign-out', async () => {
    const { tokens, config } = await signIn(umbrella(), { username: 'bob' });
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: 'https://evil.example/',
    });
    const answer = await fetch(url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
  });

  it.each(['fragment', 'form_post'])('answers in response_mode %s', async (mode) => {
    const { url, state } = await start(await discover(umbrella()), { response_mode: mode });
    const back = await signInAtIdp(idp, url, { username: 'bob' });
    expect(back.method).toBe(mode === 'form_post' ? 'POST' : 'GET');
    expect(back.callbackUrl.search).toBe('');
    expect(back.parameters.get('state')).toBe(state);
    expect(back.parameters.get('code')).toBeTruthy();
  });
});

it("one provider's access token opens nothing at another", async () => {
  const { tokens } = await signIn(umbrella(), { username: 'bob' });
  const authorization = `Bearer ${tokens.access_token}`;
  for (const path of ['/google/globex/v1/userinfo', '/okta/initech/oauth2/v1/userinfo', '/oidc/userinfo']) {
    expect((await fetch(idp.url + path, { headers: { authorization } })).status).toBe(401);
  }
});
