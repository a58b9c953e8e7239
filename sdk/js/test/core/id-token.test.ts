/** OpenID Connect Core 1.0 section 3.1.3.7, at its edges. What the simulator can do is in ../conformance. */
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf, FakeProvider, redirectUri } from './fake-provider.ts';

let provider: FakeProvider;
beforeEach(() => {
  provider = new FakeProvider();
});

type Claims = Record<string, unknown>;
const seconds = (): number => provider.clock.time / 1000;

async function signInWith(change: (claims: Claims) => void): Promise<string> {
  provider.claims = change;
  const client = provider.client();
  const outcome = await provider.signIn(client).then(
    () => 'accepted',
    (error) => `${error.code}:${error.details?.check}`,
  );
  expect(await client.isAuthenticated()).toBe(outcome === 'accepted');
  return outcome;
}

describe('claims', () => {
  it.each<[string, (c: Claims) => void, string]>([
    ['3: a list of us alone', (c) => Object.assign(c, { aud: ['app'] }), 'accepted'],
    ['3: a list without us', (c) => Object.assign(c, { aud: ['b', 'c'], azp: 'app' }), 'audience'],
    ['3: an empty list', (c) => Object.assign(c, { aud: [] }), 'audience'],
    ['2: an audience of a wrong type', (c) => Object.assign(c, { aud: { app: true } }), 'malformed'],
    ['2: a list with something else in it', (c) => Object.assign(c, { aud: ['app', 7] }), 'malformed'],
    [
      '4: several audiences, nobody authorized',
      (c) => Object.assign(c, { aud: ['app', 'b'] }),
      'authorized_party',
    ],
    [
      '5: several audiences, we are authorized',
      (c) => Object.assign(c, { aud: ['app', 'b'], azp: 'app' }),
      'accepted',
    ],
    [
      '5: several audiences, another is authorized',
      (c) => Object.assign(c, { aud: ['app', 'b'], azp: 'b' }),
      'authorized_party',
    ],
    ['9: expired within the tolerance', (c) => Object.assign(c, { exp: seconds() - 59 }), 'accepted'],
    ['9: expired beyond it', (c) => Object.assign(c, { exp: seconds() - 60 }), 'expired'],
    ['9: an expiry as text', (c) => Object.assign(c, { exp: `${seconds() + 100}` }), 'malformed'],
    ['10: issued ahead within the tolerance', (c) => Object.assign(c, { iat: seconds() + 60 }), 'accepted'],
    ['10: issued ahead beyond it', (c) => Object.assign(c, { iat: seconds() + 61 }), 'issued_at'],
    ['10: issued an hour ago', (c) => Object.assign(c, { iat: seconds() - 3660 }), 'accepted'],
    [
      '10: issued before any sign-in under way',
      (c) => Object.assign(c, { iat: seconds() - 3661 }),
      'issued_at',
    ],
    ['RFC 7519 4.1.5: not valid yet', (c) => Object.assign(c, { nbf: seconds() + 61 }), 'issued_at'],
    ['RFC 7519 4.1.5: nbf of a wrong type', (c) => Object.assign(c, { nbf: 'soon' }), 'issued_at'],
    ['11: a nonce of a wrong type', (c) => Object.assign(c, { nonce: [c.nonce] }), 'nonce'],
    ['3.1.3.8: no at_hash', (c) => Object.assign(c, { at_hash: undefined }), 'accepted'],
    [
      '3.1.3.8: at_hash null, as Gatehouse may send it',
      (c) => Object.assign(c, { at_hash: null }),
      'accepted',
    ],
    ['3.1.3.8: at_hash of a wrong type', (c) => Object.assign(c, { at_hash: 7 }), 'at_hash'],
    ['2: the subject null', (c) => Object.assign(c, { sub: null }), 'malformed'],
  ])('%s', async (_rule, change, expected) => {
    expect(await signInWith(change)).toBe(
      expected === 'accepted' ? expected : `id_token_invalid:${expected}`,
    );
  });

  it('the tolerance can be set', async () => {
    provider.claims = (claims) => Object.assign(claims, { exp: seconds() - 100 });
    const client = provider.client({ clockToleranceSeconds: 300 });
    await provider.signIn(client);
    expect(await client.isAuthenticated()).toBe(true);
  });

  it.each([
    ['just now', 0, 'accepted'],
    ['within max_age and tolerance', 130, 'accepted'],
    ['too long ago', 181, 'auth_time'],
    ['never said', undefined, 'auth_time'],
  ])('13: max_age 120 and authenticated %s', async (_when, ago, expected) => {
    provider.claims = (claims) =>
      Object.assign(claims, { auth_time: ago === undefined ? undefined : seconds() - ago });
    const client = provider.client();
    const callback = provider.visit(await client.signIn({ redirectUri, maxAge: 120 }));
    if (expected === 'accepted') await client.handleSignInCallback(callback);
    else {
      expect(await errorOf(client.handleSignInCallback(callback))).toMatchObject({
        details: { check: expected },
      });
    }
  });
});

describe('signature', () => {
  it.each(['RS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA'])('RFC 7518: %s', async (alg) => {
    await provider.rotateKey(alg);
    expect(await signInWith(() => undefined)).toBe('accepted');
  });

  it('RFC 8725 3.1: neither none nor HS256, also when the provider offers them', async () => {
    await provider.rotateKey('ES256');
    provider.metadata = { id_token_signing_alg_values_supported: ['none', 'HS256'] };
    provider.tokens = (body) => {
      const [, claims] = `${body.id_token}`.split('.');
      body.id_token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:algorithm');
    provider.tokens = () => undefined;
    provider.idToken = () =>
      new SignJWT({ sub: 'alice' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode('x'.repeat(32)));
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:algorithm');
  });

  it('OIDC Core 3.1.3.7 (7): only an algorithm that the provider offers; RS256 when it says nothing', async () => {
    await provider.rotateKey('ES256');
    provider.metadata = { id_token_signing_alg_values_supported: ['RS256'] };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:algorithm');
    provider.metadata = { id_token_signing_alg_values_supported: undefined };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:algorithm');
    await provider.rotateKey('RS256');
    expect(await signInWith(() => undefined)).toBe('accepted');
  });

  it('RFC 7517 4: a key for encryption, or for another algorithm, signs nothing', async () => {
    await provider.rotateKey('RS256');
    const { jwk } = provider.keys[0]!;
    provider.keys[0]!.jwk = { ...jwk, use: 'enc' };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:signature');
    provider.keys[0]!.jwk = { ...jwk, alg: 'RS512' };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:signature');
    provider.keys[0]!.jwk = { ...jwk, n: '!' };
    expect(await signInWith(() => undefined)).toBe('id_token_invalid:signature');
  });
});

describe('keys', () => {
  it('are fetched once for five minutes, whoever asks', async () => {
    const client = provider.client();
    await Promise.all([1, 2, 3].map(() => provider.signIn(client).catch(() => undefined)));
    provider.clock.time += 299_000;
    await provider.signIn(client);
    expect(provider.count('/jwks')).toBe(1);
    provider.clock.time += 2_000;
    await provider.signIn(client);
    expect(provider.count('/jwks')).toBe(2);
  });

  it('are fetched again for an unknown key, so that a rotation goes unnoticed', async () => {
    const client = provider.client();
    await provider.signIn(client);
    await provider.rotateKey();
    await provider.signIn(client);
    expect(provider.count('/jwks')).toBe(2);
  });

  it('are not fetched for every made-up key id: once in 30 seconds', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.tokens = (body) => {
      const [, claims, signature] = `${body.id_token}`.split('.');
      const header = JSON.stringify({ alg: provider.alg, kid: `${Math.random()}` });
      body.id_token = `${Buffer.from(header).toString('base64url')}.${claims}.${signature}`;
    };
    for (let i = 0; i < 5; i++)
      expect((await errorOf(provider.signIn(client))).code).toBe('id_token_invalid');
    expect(provider.count('/jwks')).toBe(2);
    provider.clock.time += 30_000;
    expect((await errorOf(provider.signIn(client))).code).toBe('id_token_invalid');
    expect(provider.count('/jwks')).toBe(3);
  });

  it('that could not be fetched are asked for again the next time', async () => {
    const client = provider.client();
    provider.instead = (path) => (path === '/jwks' ? new Response('', { status: 503 }) : undefined);
    expect((await errorOf(provider.signIn(client))).code).toBe('provider_unreachable');
    provider.instead = () => undefined;
    await provider.signIn(client);
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('a key set without keys is refused', async () => {
    provider.instead = (path) => (path === '/jwks' ? Response.json({ keys: {} }) : undefined);
    expect((await errorOf(provider.signIn(provider.client()))).code).toBe('provider_response_invalid');
  });
});

describe('OIDC Core 12.2: the ID token of a refresh', () => {
  it.each<[string, (c: Claims) => void, string]>([
    ['another person', (c) => Object.assign(c, { sub: 'mallory' }), 'subject'],
    ['another audience beside ours', (c) => Object.assign(c, { aud: ['app', 'b'], azp: 'app' }), 'audience'],
    ['another nonce', (c) => Object.assign(c, { nonce: 'other' }), 'nonce'],
    ['another issuer', (c) => Object.assign(c, { iss: 'https://evil.example' }), 'issuer'],
  ])('%s is refused, and the session stays as it was', async (_what, change, check) => {
    const client = provider.client();
    await provider.signIn(client);
    const before = await client.getIdToken();
    provider.claims = change;
    const error = await errorOf(client.getAccessToken('https://api.example'));
    expect(error).toMatchObject({ code: 'id_token_invalid', details: { check } });
    expect(await client.getIdToken()).toBe(before);
  });

  it('needs no nonce and may be old; its claims are taken over', async () => {
    const client = provider.client();
    await provider.signIn(client);
    provider.clock.time += 86_400_000;
    provider.claims = (c) => Object.assign(c, { nonce: undefined, iat: seconds() - 80_000, name: 'Alice' });
    await client.getAccessToken();
    expect((await client.getIdTokenClaims()).name).toBe('Alice');
  });

  it('may be missing: the old one stays', async () => {
    const client = provider.client();
    await provider.signIn(client);
    const before = await client.getIdToken();
    provider.tokens = (body) => {
      body.id_token = undefined;
    };
    await client.getAccessToken('https://api.example');
    expect(await client.getIdToken()).toBe(before);
  });
});
