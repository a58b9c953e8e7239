/** The SDK against a provider that knows nothing of Gatehouse: oidc-provider as it comes (OpenID Certified). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GatehouseClient, type GatehouseConfig, MemoryStorage } from '../../src/index.ts';
import { signInWithDevice } from '../../src/node/index.ts';
import { errorOf } from '../core/fake-provider.ts';
import { browse } from './form-browser.ts';

const redirectUri = 'https://app.example/callback';
const books = 'https://books.example';
const music = 'https://music.example';
let server: Server;
let issuer: string;

beforeAll(async () => {
  for (const method of ['warn', 'info'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const web = {
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: ['https://app.example/'],
    grant_types: ['authorization_code', 'refresh_token'],
  };
  const provider = new Provider(issuer, {
    clients: [
      { ...web, client_id: 'confidential', client_secret: 'a secret with = & % and + in it' },
      { ...web, client_id: 'public', token_endpoint_auth_method: 'none' },
      {
        client_id: 'device',
        token_endpoint_auth_method: 'none',
        redirect_uris: [],
        response_types: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: 'Alice', email: 'alice@example.com' }),
    }),
    features: {
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: 'books:read',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
        }),
        useGrantedResource: () => false,
      },
    },
    scopes: ['openid', 'offline_access', 'books:read'],
    pkce: { required: () => true },
    // Every use replaces the token, and a second use ends the grant.
    rotateRefreshToken: true,
  });
  server.on('request', provider.callback());
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const fields = { login: 'alice', password: 'whatever' };

async function signedIn(config: Partial<GatehouseConfig> = {}): Promise<GatehouseClient> {
  const client = new GatehouseClient(
    { issuer, appId: 'public', ...config },
    { storage: new MemoryStorage() },
  );
  const { url } = await browse(await client.signIn({ redirectUri, returnTo: '/books' }), {
    until: redirectUri,
    fields,
  });
  expect(await client.isSignInCallback(url)).toBe(true);
  expect(await client.handleSignInCallback(url)).toEqual({ returnTo: '/books' });
  return client;
}

describe('oidc-provider', () => {
  it.each<Partial<GatehouseConfig>>([
    { appId: 'public' },
    { appId: 'confidential', appSecret: 'a secret with = & % and + in it' },
  ])('signs in, as $appId', async (config) => {
    const client = await signedIn({ ...config, scopes: ['email'] });
    const claims = await client.getIdTokenClaims();
    expect(claims).toMatchObject({ iss: issuer, sub: 'alice', aud: config.appId });
    expect(await client.fetchUserInfo()).toMatchObject({
      sub: 'alice',
      name: 'Alice',
      email: 'alice@example.com',
    });
  });

  it('RFC 8707: resource tokens, in parallel, through rotation that forgives nothing', async () => {
    const client = await signedIn({ resources: [books, music], scopes: ['books:read'] });
    const tokens = await Promise.all([
      client.getAccessToken(books),
      client.getAccessToken(music),
      client.getAccessToken(books),
    ]);
    expect(tokens[0]).toBe(tokens[2]);
    expect(tokens.slice(0, 2).map((token) => decodeJwt(token).aud)).toEqual([books, music]);
    expect(await client.getAccessTokenClaims(books)).toMatchObject({
      aud: books,
      scope: 'books:read',
      sub: 'alice',
    });
    expect(await client.fetchUserInfo()).toMatchObject({ sub: 'alice' });
  });

  it('an API that was not asked for at sign-in is refused', async () => {
    const client = await signedIn({ resources: [books] });
    expect(await errorOf(client.getAccessToken(music))).toMatchObject({
      code: 'provider_error',
      details: { error: 'invalid_target' },
    });
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('signs out: the refresh token is dead, the browser comes back', async () => {
    const storage = new MemoryStorage();
    const client = await signedIn({ resources: [books] });
    const copy = client.withStorage(storage);
    // What somebody who stole the session would have.
    const { url: callback } = await browse(await copy.signIn({ redirectUri }), {
      until: redirectUri,
      fields,
    });
    await copy.handleSignInCallback(callback);
    const stolen = (await storage.get('session')) ?? '';
    const address = await copy.signOut({ postLogoutRedirectUri: 'https://app.example/', state: 'bye' });
    expect(await copy.isAuthenticated()).toBe(false);
    const { url } = await browse(address, { until: 'https://app.example/' });
    expect(url).toBe('https://app.example/?state=bye');
    await storage.set('session', stolen);
    expect((await errorOf(copy.getAccessToken(books))).code).toBe('session_expired');
  });

  it('OIDC Core 3.1.2.6: prompt none with nobody there comes back as an error', async () => {
    const client = new GatehouseClient({ issuer, appId: 'public' }, { storage: new MemoryStorage() });
    const { url } = await browse(await client.signIn({ redirectUri, prompt: 'none' }), {
      until: redirectUri,
    });
    expect(await errorOf(client.handleSignInCallback(url))).toMatchObject({
      code: 'provider_error',
      details: { error: 'login_required' },
    });
  });

  it('OIDC Core 3.1.3.7 (13): max_age brings auth_time, which is checked', async () => {
    const client = new GatehouseClient({ issuer, appId: 'public' }, { storage: new MemoryStorage() });
    const { url } = await browse(await client.signIn({ redirectUri, maxAge: 60 }), {
      until: redirectUri,
      fields,
    });
    await client.handleSignInCallback(url);
    expect((await client.getIdTokenClaims()).auth_time).toBeGreaterThan(0);
  });

  it('RFC 8628: signs in by device code', async () => {
    const client = new GatehouseClient({ issuer, appId: 'device' }, { storage: new MemoryStorage() });
    let agreed: Promise<unknown> | undefined;
    await signInWithDevice(client, {
      onPrompt: ({ verificationUriComplete }) => {
        agreed = browse(verificationUriComplete!, { fields });
      },
      sleep: async () => void (await agreed),
    });
    expect(await client.getIdTokenClaims()).toMatchObject({ sub: 'alice', aud: 'device' });
    expect(await client.getAccessToken()).toBeTruthy();
  });
});
