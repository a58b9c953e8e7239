/** Metadata (OpenID Connect Discovery 1.0), client authentication, user info, sign-out, and what fetch may do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundedFetch } from '../../src/core/http.ts';
import { GatehouseClient, MemoryStorage } from '../../src/index.ts';
import { errorOf, FakeProvider, redirectUri } from './fake-provider.ts';

const wellKnown = '/.well-known/openid-configuration';
let provider: FakeProvider;
beforeEach(() => {
  provider = new FakeProvider();
});

describe('metadata', () => {
  it('is fetched once for an hour, by all clients of one configuration', async () => {
    const client = provider.client();
    const others = [1, 2, 3].map(() => client.withStorage(new MemoryStorage()));
    await Promise.all([client, ...others].map((c) => c.signIn({ redirectUri })));
    provider.clock.time += 3_599_000;
    await client.signIn({ redirectUri });
    expect(provider.count(wellKnown)).toBe(1);
    provider.clock.time += 1_000;
    await client.signIn({ redirectUri });
    expect(provider.count(wellKnown)).toBe(2);
  });

  it('that could not be fetched is asked for again the next time', async () => {
    const client = provider.client();
    provider.instead = () => {
      throw new TypeError('fetch failed');
    };
    const errors = await Promise.all([1, 2].map(() => errorOf(client.signIn({ redirectUri }))));
    expect(errors.map(({ code }) => code)).toEqual(['provider_unreachable', 'provider_unreachable']);
    expect(provider.count(wellKnown)).toBe(1);
    provider.instead = () => undefined;
    await client.signIn({ redirectUri });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['no issuer', { issuer: undefined }],
    ['an endpoint over http', { token_endpoint: 'http://id.example/token' }],
    [
      'an endpoint on this machine, named by a provider on the network',
      { token_endpoint: 'http://127.0.0.1/token' },
    ],
    ['an optional endpoint over http', { userinfo_endpoint: 'http://id.example/me' }],
    ['an endpoint that is a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['an end-session endpoint that is a script', { end_session_endpoint: 'javascript:alert(1)' }],
    ['no authorization endpoint', { authorization_endpoint: undefined }],
    ['algorithms of a wrong type', { id_token_signing_alg_values_supported: 'RS256' }],
  ])('with %s is refused', async (_what, metadata) => {
    provider.metadata = metadata;
    expect((await errorOf(provider.client().signIn({ redirectUri }))).code).toBe('discovery_invalid');
  });

  it('of an issuer with trailing slash lies where Discovery 1.0 section 4.1 says', async () => {
    provider.metadata = { issuer: `${provider.issuer}/` };
    const client = provider.client({ issuer: `${provider.issuer}/` });
    await client.signIn({ redirectUri });
    expect(provider.calls[0]?.path).toBe(wellKnown);
  });
});

describe('RFC 6749 2.3.1: the app authenticates', () => {
  it('with Basic, form-encoded', async () => {
    const client = provider.client({ appId: 'app', appSecret: 'a-b_c.d:e %ü' });
    await provider.signIn(client);
    const { headers, form } = provider.last('/token');
    expect(headers.get('authorization')).toBe(`Basic ${btoa('app:a-b_c.d%3Ae+%25%C3%BC')}`);
    expect(form.has('client_secret')).toBe(false);
  });

  it('in the body where the provider takes nothing else', async () => {
    provider.metadata = { token_endpoint_auth_methods_supported: ['client_secret_post'] };
    await provider.signIn(provider.client({ appSecret: 'secret' }));
    const { headers, form } = provider.last('/token');
    expect(headers.has('authorization')).toBe(false);
    expect(Object.fromEntries(form)).toMatchObject({ client_id: 'app', client_secret: 'secret' });
  });

  it('not at all without secret: it only says who it is', async () => {
    await provider.signIn(provider.client());
    const { headers, form } = provider.last('/token');
    expect(headers.has('authorization')).toBe(false);
    expect(form.get('client_id')).toBe('app');
    expect(form.has('client_secret')).toBe(false);
  });
});

describe('user info', () => {
  it('is asked for with the access token, and names the subject of the ID token', async () => {
    const client = provider.client();
    await provider.signIn(client);
    expect(await client.fetchUserInfo()).toEqual({ sub: 'alice' });
    expect(provider.last('/me').headers.get('authorization')).toBe(`Bearer ${await client.getAccessToken()}`);
    provider.userInfo = { sub: 'mallory' };
    expect((await errorOf(client.fetchUserInfo())).code).toBe('userinfo_subject_mismatch');
  });

  it('with an access token revoked before its time: one refresh, one more try', async () => {
    const client = provider.client();
    await provider.signIn(client);
    const refused = await client.getAccessToken();
    provider.instead = (path) =>
      path === '/me' && provider.last('/me').headers.get('authorization') === `Bearer ${refused}`
        ? new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
        : undefined;
    expect(await client.fetchUserInfo()).toEqual({ sub: 'alice' });
    expect(provider.count('/token')).toBe(2);
    expect(provider.count('/me')).toBe(2);
  });

  it('also when that token itself came from a refresh a moment ago', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.clock.time += 3_600_000;
    const refused = await client.getAccessToken();
    provider.instead = (path) =>
      path === '/me' && provider.last('/me').headers.get('authorization') === `Bearer ${refused}`
        ? new Response(null, { status: 401 })
        : undefined;
    expect(await client.fetchUserInfo()).toEqual({ sub: 'alice' });
    expect(await client.getAccessToken()).not.toBe(refused);
  });

  it('refused again: provider_error; without refresh token at once', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.instead = (path) => (path === '/me' ? new Response(null, { status: 401 }) : undefined);
    expect(await errorOf(client.fetchUserInfo())).toMatchObject({
      code: 'provider_error',
      details: { error: 'invalid_token' },
    });
    expect(provider.count('/me')).toBe(2);
    provider.tokens = (body) => {
      body.refresh_token = undefined;
    };
    await provider.signIn(client);
    expect((await errorOf(client.fetchUserInfo())).code).toBe('provider_error');
    expect(provider.count('/me')).toBe(3);
  });

  it('that the provider doesn’t have is unsupported', async () => {
    provider.metadata = { userinfo_endpoint: undefined };
    const client = provider.client();
    await provider.signIn(client);
    expect((await errorOf(client.fetchUserInfo())).code).toBe('unsupported');
  });
});

describe('sign-out', () => {
  const options = { postLogoutRedirectUri: 'https://app.example/', state: 'xyz' };

  it('RFC 7009, RP-Initiated Logout 1.0: revokes the refresh token, forgets the session, goes to the provider', async () => {
    const client = provider.gatehouse({ appSecret: 'secret' });
    await provider.signIn(client);
    const url = new URL(await client.signOut(options));
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/end`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'app',
      post_logout_redirect_uri: options.postLogoutRedirectUri,
      state: 'xyz',
    });
    const { form, headers } = provider.last('/revoke');
    expect(Object.fromEntries(form)).toEqual({
      token: [...provider.refreshTokens][0],
      token_type_hint: 'refresh_token',
    });
    expect(headers.get('authorization')).toMatch(/^Basic /);
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('gives other providers the ID token as hint, which they need; Gatehouse doesn’t', async () => {
    const client = provider.client();
    await provider.signIn(client);
    const idToken = await client.getIdToken();
    expect(new URL(await client.signOut(options)).searchParams.get('id_token_hint')).toBe(idToken);
  });

  it('without refresh token revokes the access tokens', async () => {
    const client = provider.client();
    provider.tokens = (body) => {
      body.refresh_token = undefined;
    };
    await provider.signIn(client);
    const token = await client.getAccessToken();
    await client.signOut();
    expect(Object.fromEntries(provider.last('/revoke').form)).toMatchObject({
      token,
      token_type_hint: 'access_token',
    });
  });

  it('does not depend on revocation', async () => {
    for (const answer of [
      () => new Response('', { status: 500 }),
      () => Promise.reject(new TypeError('fetch failed')),
    ]) {
      const client = provider.client();
      await provider.signIn(client);
      provider.instead = (path) => (path === '/revoke' ? answer() : undefined);
      expect(await client.signOut(options)).toContain('/end?');
      provider.instead = () => undefined;
    }
  });

  it('with the provider out of reach: signed out here, and told so', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.clock.time += 4_000_000;
    provider.instead = () => Promise.reject(new TypeError('fetch failed'));
    expect((await errorOf(client.signOut(options))).code).toBe('provider_unreachable');
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('at a provider without sign-out goes straight back', async () => {
    provider.metadata = { end_session_endpoint: undefined, revocation_endpoint: undefined };
    const client = provider.client();
    await provider.signIn(client);
    expect(await client.signOut(options)).toBe(options.postLogoutRedirectUri);
    expect(provider.count('/revoke')).toBe(0);
    expect((await errorOf(client.signOut())).code).toBe('unsupported');
  });

  it('refuses an unsafe address before anything else', async () => {
    const client = provider.client();
    await provider.signIn(client);
    expect((await errorOf(client.signOut({ postLogoutRedirectUri: 'javascript:alert(1)' }))).code).toBe(
      'invalid_redirect_uri',
    );
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('of nobody still ends the provider’s session', async () => {
    expect(await provider.client().signOut(options)).toContain('/end?');
    expect(provider.count('/revoke')).toBe(0);
  });

  it('clear() tells nobody', async () => {
    const client = provider.client();
    await provider.signIn(client);
    await client.clear();
    expect(await client.isAuthenticated()).toBe(false);
    expect(provider.count('/revoke')).toBe(0);
  });
});

describe('bounded fetch', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(listener!);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('ends with the caller’s signal, and throws its reason', async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const asked = boundedFetch(fetch)(url, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await expect(
      boundedFetch(fetch)(url, { signal: AbortSignal.abort(new Error('before')) }),
    ).rejects.toThrow('before');
  });

  it('takes text of several bytes per character that arrives in pieces', async () => {
    const bytes = Buffer.from(JSON.stringify({ name: 'Zoë 🦔' }));
    const url = await serve(async (_request, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(await (await boundedFetch(fetch)(url, {})).json()).toEqual({ name: 'Zoë 🦔' });
  });

  it('refuses what a browser shows of a redirect that it does not follow', async () => {
    const opaque = {
      type: 'opaqueredirect',
      status: 0,
      headers: new Headers(),
      body: null,
    } as unknown as Response;
    const error = await errorOf(boundedFetch(async () => opaque)('https://id.example/token', {}));
    expect(error.code).toBe('provider_response_invalid');
  });

  it('says that an answer is too long', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(1_000_001)));
    await expect(boundedFetch(fetch)(url, {})).rejects.toThrow(/more than 1 MB/);
    const fits = await serve((_request, response) => response.end('x'.repeat(1_000_000)));
    expect((await (await boundedFetch(fetch)(fits, {})).text()).length).toBe(1_000_000);
  });

  it('asks with redirect "manual", whatever the caller says', async () => {
    let init: RequestInit | undefined;
    const spy = async (_url: unknown, given?: RequestInit) => {
      init = given;
      return new Response('');
    };
    await boundedFetch(spy as typeof fetch)('https://id.example/', { redirect: 'follow' });
    expect(init?.redirect).toBe('manual');
  });

  it('works without fetch option, also when the global one needs its own this', async () => {
    const url = await serve((_request, response) => response.end('{}'));
    const client = new GatehouseClient({ issuer: url, appId: 'app' }, { storage: new MemoryStorage() });
    expect((await errorOf(client.signIn({ redirectUri }))).code).toBe('discovery_invalid');
  });
});
