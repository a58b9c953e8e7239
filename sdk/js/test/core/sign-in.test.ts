import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../src/index.ts';
import { errorOf, FakeProvider, redirectUri } from './fake-provider.ts';

let provider: FakeProvider;
beforeEach(() => {
  provider = new FakeProvider();
});

const parametersOf = (address: string) => new URL(address).searchParams;

describe('authorization request', () => {
  it('OIDC Core 3.1.2.1, RFC 7636: carries state, nonce and an S256 challenge, other ones each time', async () => {
    const client = provider.gatehouse({
      scopes: ['email'],
      resources: ['https://a.example', 'https://b.example'],
    });
    const [first, second] = [await client.signIn({ redirectUri }), await client.signIn({ redirectUri })].map(
      parametersOf,
    );
    expect(Object.fromEntries(first!)).toMatchObject({
      client_id: 'app',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile offline_access email',
      prompt: 'consent',
      code_challenge_method: 'S256',
    });
    expect(first!.getAll('resource')).toEqual(['https://a.example', 'https://b.example']);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first!.get(name)).toMatch(/^[\w-]{43}$/);
      expect(first!.get(name)).not.toBe(second!.get(name));
    }
  });

  it('keeps parameters that the authorization endpoint has of its own', async () => {
    provider.metadata = { authorization_endpoint: `${provider.issuer}/auth?tenant=x&client_id=other` };
    const parameters = parametersOf(await provider.client().signIn({ redirectUri }));
    expect(parameters.get('tenant')).toBe('x');
    expect(parameters.getAll('client_id')).toEqual(['app']);
  });

  it('passes the options on', async () => {
    const address = await provider.gatehouse().signIn({
      redirectUri,
      firstScreen: 'register',
      loginHint: 'anna@acme.example',
      directSignIn: { method: 'sso', target: 'acme' },
      prompt: ['login', 'consent'],
      organizationId: 'org_1',
      acrValues: ['mfa', 'pwd'],
      maxAge: 0,
      uiLocales: ['de', 'en'],
      extraParams: { campaign: 'spring' },
    });
    expect(Object.fromEntries(parametersOf(address))).toMatchObject({
      first_screen: 'register',
      login_hint: 'anna@acme.example',
      direct_sign_in: 'sso:acme',
      prompt: 'login consent',
      organization_id: 'org_1',
      acr_values: 'mfa pwd',
      max_age: '0',
      ui_locales: 'de en',
      campaign: 'spring',
    });
  });

  it.each([
    'state',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'redirect_uri',
    'client_id',
    'response_type',
    'scope',
    'request',
    'request_uri',
    'response_mode',
    'max_age',
  ])('does not let extraParams undo a check: %s', async (name) => {
    const error = await errorOf(provider.client().signIn({ redirectUri, extraParams: { [name]: 'x' } }));
    expect(error.code).toBe('invalid_config');
  });

  it('an option that is left out does not take its extra parameter away; one that is given wins', async () => {
    const extraParams = { login_hint: 'extra', acr_values: 'extra', prompt: 'none' };
    const parameters = parametersOf(
      await provider.client().signIn({ redirectUri, extraParams, loginHint: 'anna' }),
    );
    expect(parameters.getAll('login_hint')).toEqual(['anna']);
    expect(parameters.get('acr_values')).toBe('extra');
    expect(parameters.getAll('prompt')).toEqual(['consent']);
  });

  it('at another provider: Gatehouse’s conveniences are refused, not silently lost; the harmless one is left out', async () => {
    const client = provider.client();
    for (const options of [
      { firstScreen: 'register' as const },
      { directSignIn: { method: 'sso' as const, target: 'acme' } },
      { organizationId: 'org_1' },
    ]) {
      expect((await errorOf(client.signIn({ redirectUri, ...options }))).code).toBe('unsupported');
    }
    const address = await client.signIn({ redirectUri, firstScreen: 'sign_in', loginHint: 'anna' });
    expect(parametersOf(address).has('first_screen')).toBe(false);
    expect(parametersOf(address).get('login_hint')).toBe('anna');
  });

  it('refuses an unsafe returnTo or redirect URI before anything is asked or stored', async () => {
    const storage = new MemoryStorage();
    const client = provider.client({}, storage);
    expect((await errorOf(client.signIn({ redirectUri, returnTo: '//evil.example' }))).code).toBe(
      'invalid_return_to',
    );
    expect((await errorOf(client.signIn({ redirectUri: 'http://app.example' }))).code).toBe(
      'invalid_redirect_uri',
    );
    expect(provider.calls).toEqual([]);
    expect(await storage.keys()).toEqual([]);
  });
});

describe('callback', () => {
  it('signs in, gives returnTo back and keeps nothing of the sign-in', async () => {
    const storage = new MemoryStorage();
    const client = provider.client({}, storage);
    const callback = provider.visit(await client.signIn({ redirectUri, returnTo: '/books?page=2' }));
    expect(await client.isAuthenticated()).toBe(false);
    expect(await client.handleSignInCallback(callback)).toEqual({ returnTo: '/books?page=2' });
    expect(await client.isAuthenticated()).toBe(true);
    expect((await client.getIdTokenClaims()).sub).toBe('alice');
    expect(await storage.keys()).toEqual(['session']);
  });

  it('RFC 7636: redeems the code with the verifier of its own challenge', async () => {
    const client = provider.client();
    const address = await client.signIn({ redirectUri });
    await client.handleSignInCallback(provider.visit(address));
    const { form } = provider.last('/token');
    const verifier = form.get('code_verifier') ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(Buffer.from(digest).toString('base64url')).toBe(parametersOf(address).get('code_challenge'));
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code',
      redirect_uri: redirectUri,
    });
  });

  it('parallel tabs: each sign-in ends with its own answer, in any order', async () => {
    const client = provider.client();
    const one = await client.signIn({ redirectUri, returnTo: '/one' });
    const two = await client.signIn({ redirectUri, returnTo: '/two' });
    expect(await client.handleSignInCallback(provider.visit(two))).toEqual({ returnTo: '/two' });
    expect(await client.handleSignInCallback(provider.visit(one))).toEqual({ returnTo: '/one' });
  });

  it('RFC 6749 10.12: an answer handled twice at once is used once', async () => {
    const client = provider.client();
    const callback = provider.visit(await client.signIn({ redirectUri }));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => client.handleSignInCallback(callback)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(provider.count('/token')).toBe(1);
  });

  it('RFC 9700 4.7: the state is gone also when the answer is refused', async () => {
    const client = provider.client();
    const address = await client.signIn({ redirectUri });
    expect(
      (await errorOf(client.handleSignInCallback(provider.visit(address, { error: 'access_denied' })))).code,
    ).toBe('access_denied');
    expect((await errorOf(client.handleSignInCallback(provider.visit(address)))).code).toBe(
      'sign_in_not_found',
    );
    expect(provider.count('/token')).toBe(0);
  });

  it('a state that is a path or another key of the storage opens nothing', async () => {
    const storage = new MemoryStorage();
    const client = provider.client({}, storage);
    await provider.signIn(client);
    for (const state of ['', '../session', 'x'.repeat(5000), '__proto__']) {
      const callback = `${redirectUri}?${new URLSearchParams({ code: 'c', state })}`;
      expect((await errorOf(client.handleSignInCallback(callback))).code).toBe('sign_in_not_found');
    }
  });

  it('works for an hour and not longer', async () => {
    const client = provider.client();
    const address = await client.signIn({ redirectUri });
    provider.clock.time += 3_600_000;
    expect((await errorOf(client.handleSignInCallback(provider.visit(address)))).code).toBe(
      'sign_in_not_found',
    );
    const another = await client.signIn({ redirectUri });
    provider.clock.time += 3_599_000;
    await client.handleSignInCallback(provider.visit(another));
  });

  it('sweeps sign-ins that nobody finished, and only those', async () => {
    const storage = new MemoryStorage();
    await storage.set('session', 'x');
    const client = provider.client({}, storage);
    await client.signIn({ redirectUri });
    provider.clock.time += 1_800_000;
    await client.signIn({ redirectUri });
    expect(await storage.keys()).toHaveLength(3);
    provider.clock.time += 1_800_000;
    await client.signIn({ redirectUri });
    expect(await storage.keys()).toHaveLength(3);
    expect(await storage.keys()).toContain('session');
  });

  it('an earlier session survives an answer that is refused', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.claims = (claims) => {
      claims.nonce = 'another';
    };
    const address = await client.signIn({ redirectUri });
    expect((await errorOf(client.handleSignInCallback(provider.visit(address)))).code).toBe(
      'id_token_invalid',
    );
    expect(await client.isAuthenticated()).toBe(true);
  });

  it.each(['https://app.example/elsewhere', 'https://evil.example/callback', 'http://app.example/callback'])(
    'RFC 9700 4.4: comes back where it was sent to, not to %s',
    async (elsewhere) => {
      const client = provider.client();
      const query = new URL(provider.visit(await client.signIn({ redirectUri }))).search;
      expect((await errorOf(client.handleSignInCallback(elsewhere + query))).code).toBe(
        'invalid_redirect_uri',
      );
      expect(provider.count('/token')).toBe(0);
    },
  );

  it('RFC 6749 3.1: two codes are none', async () => {
    const client = provider.client();
    const callback = `${provider.visit(await client.signIn({ redirectUri }))}&code=second`;
    expect((await errorOf(client.handleSignInCallback(callback))).code).toBe('provider_response_invalid');
    expect(provider.count('/token')).toBe(0);
  });

  it('what a provider says about an error is shortened, and cannot disturb a terminal or a log', async () => {
    const client = provider.client();
    const hostile = {
      error: 'server_error\u001b[2J',
      error_description: `\u202e\r\nlog line ${'A'.repeat(4000)}`,
    };
    const error = await errorOf(
      client.handleSignInCallback(provider.visit(await client.signIn({ redirectUri }), hostile)),
    );
    expect(error.details?.error).toBe('server_error[2J');
    expect(error.details?.error_description).toMatch(/^log line A+$/);
    expect(`${error.details?.error_description}`).toHaveLength(500);
  });

  it('a state that no sign-in of ours can have is not even looked up', async () => {
    const asked: string[] = [];
    const storage = new MemoryStorage();
    const spy = {
      get: (key: string) => {
        asked.push(key);
        return storage.get(key);
      },
      set: storage.set.bind(storage),
      remove: storage.remove.bind(storage),
    };
    const callback = `${redirectUri}?code=c&state=${encodeURIComponent('../../session')}`;
    expect((await errorOf(provider.client({}, spy).handleSignInCallback(callback))).code).toBe(
      'sign_in_not_found',
    );
    expect(await provider.client({}, spy).isSignInCallback(callback)).toBe(false);
    expect(asked).toEqual([]);
  });

  it('wants the full address', async () => {
    expect((await errorOf(provider.client().handleSignInCallback('/callback?code=x'))).code).toBe(
      'invalid_redirect_uri',
    );
  });

  it.each([
    ['promised and right', true, true, undefined],
    ['promised and missing', true, undefined, 'issuer_mismatch'],
    ['not promised and wrong', false, false, 'issuer_mismatch'],
    ['not promised and missing', false, undefined, undefined],
  ])('RFC 9207 2.4: iss %s', async (_what, promised, right, code) => {
    provider.metadata = { authorization_response_iss_parameter_supported: promised };
    const client = provider.client();
    const iss = right === undefined ? undefined : right ? provider.issuer : 'https://evil.example';
    const callback = provider.visit(await client.signIn({ redirectUri }), iss ? { iss } : {});
    if (code === undefined) await client.handleSignInCallback(callback);
    else expect((await errorOf(client.handleSignInCallback(callback))).code).toBe(code);
    expect(await client.isAuthenticated()).toBe(code === undefined);
  });

  it('RFC 9207: an error of another issuer is a mix-up, not an error of ours', async () => {
    const client = provider.client();
    const callback = provider.visit(await client.signIn({ redirectUri }), {
      error: 'access_denied',
      iss: 'https://evil.example',
    });
    expect((await errorOf(client.handleSignInCallback(callback))).code).toBe('issuer_mismatch');
  });

  it('knows its own answers, and asking does not use them up', async () => {
    const client = provider.client();
    const callback = provider.visit(await client.signIn({ redirectUri }));
    expect(await client.isSignInCallback(callback)).toBe(true);
    expect(await client.isSignInCallback(callback)).toBe(true);
    expect(await client.isSignInCallback(callback.replace('code=', 'x='))).toBe(false);
    expect(await client.isSignInCallback(redirectUri)).toBe(false);
    expect(await client.isSignInCallback('/callback')).toBe(false);
    expect(await provider.client().isSignInCallback(callback)).toBe(false);
    await client.handleSignInCallback(callback);
    expect(await client.isSignInCallback(callback)).toBe(false);
  });

  it('a stored sign-in that somebody tampered with leads nowhere unsafe', async () => {
    const storage = new MemoryStorage();
    const client = provider.client({}, storage);
    const callback = provider.visit(await client.signIn({ redirectUri }));
    const [key] = await storage.keys();
    const stored = JSON.parse((await storage.get(key!)) ?? '');
    await storage.set(key!, JSON.stringify({ ...stored, returnTo: '//evil.example' }));
    expect((await errorOf(client.handleSignInCallback(callback))).code).toBe('invalid_return_to');
    for (const value of ['null', '{', '{"startedAt":"x"}', '[]', '7']) {
      const another = provider.visit(await client.signIn({ redirectUri }));
      const started = (await storage.keys()).find((k) => k.startsWith('sign-in:'));
      await storage.set(started!, value);
      expect((await errorOf(client.handleSignInCallback(another))).code).toBe('sign_in_not_found');
    }
  });
});
