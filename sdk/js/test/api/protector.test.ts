// Which access tokens open an API (RFC 9068, RFC 7662, RFC 8725, RFC 6750).
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiProtectorConfig, createApiProtector, refusalOf } from '../../src/api/index.ts';
import { api, client, TestProvider } from '../server/provider.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await TestProvider.start(['http://127.0.0.1/callback']);
});
afterAll(() => provider.stop());

const protector = (config: Partial<ApiProtectorConfig> = {}) =>
  createApiProtector({ issuer: provider.issuer, audience: api, ...config });

const now = () => Math.floor(Date.now() / 1000);
const valid = { aud: api, sub: 'alice', client_id: 'shop', scope: 'books:read books:write' };

/** The error's code, and which check it names. */
async function refusal(verified: Promise<unknown>): Promise<[string, unknown]> {
  const error = await verified.then(
    () => expect.fail('was accepted'),
    (error: { code: string; details?: { check?: unknown } }) => error,
  );
  return [error.code, error.details?.check];
}

describe('JWT access tokens', () => {
  it('says who calls, by which application, with which scopes', async () => {
    const token = await provider.sign(valid, { typ: 'at+jwt' });
    expect(await protector().verify(token)).toEqual({
      token,
      claims: expect.objectContaining({ iss: provider.issuer, aud: api }),
      subject: 'alice',
      clientId: 'shop',
      scopes: ['books:read', 'books:write'],
      organizationId: undefined,
    });
  });

  it('takes the types of RFC 9068 and the older form, and several audiences', async () => {
    for (const typ of ['at+jwt', 'application/at+jwt', 'AT+JWT', 'JWT', undefined]) {
      await protector().verify(await provider.sign({ ...valid, aud: ['x', api] }, typ ? { typ } : {}));
    }
    await protector({ audience: ['https://old.example', api] }).verify(await provider.sign(valid));
  });

  it.each<[string, [string, unknown], Record<string, unknown>, Record<string, unknown>?]>([
    [
      'an ID token: its audience is the application',
      ['wrong_audience', undefined],
      { aud: 'shop', nonce: 'n' },
    ],
    ['of another API', ['wrong_audience', undefined], { aud: `${api}/other` }],
    ['without audience', ['wrong_audience', undefined], { aud: undefined }],
    [
      'of an organization, which this API doesn’t take',
      ['wrong_audience', undefined],
      { aud: 'urn:logto:organization:a' },
    ],
    ['of another issuer', ['token_invalid', 'issuer'], { iss: 'http://evil.example' }],
    ['without issuer', ['token_invalid', 'issuer'], { iss: undefined }],
    ['expired', ['token_expired', undefined], { exp: Math.floor(Date.now() / 1000) - 60 }],
    ['without expiry', ['token_invalid', 'expired'], { exp: undefined }],
    ['not valid yet', ['token_invalid', 'not_before'], { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['a logout token', ['token_invalid', 'type'], {}, { typ: 'logout+jwt' }],
    ['a DPoP proof', ['token_invalid', 'type'], {}, { typ: 'dpop+jwt' }],
    ['bound to a key by DPoP (RFC 9449 section 6)', ['token_invalid', 'confirmation'], { cnf: { jkt: 'x' } }],
    [
      'bound to a certificate (RFC 8705 section 3)',
      ['token_invalid', 'confirmation'],
      { cnf: { 'x5t#S256': 'x' } },
    ],
    ['with a confirmation that says nothing', ['token_invalid', 'confirmation'], { cnf: {} }],
    ['by a key that isn’t published', ['token_invalid', 'signature'], {}, { kid: 'unknown' }],
  ])('refuses one %s', async (_what, expected, claims, header) => {
    const token = await provider.sign({ ...valid, ...claims }, header);
    expect(await refusal(protector().verify(token))).toEqual(expected);
  });

  it('RFC 8725 section 2.1: refuses alg none, HS256 with the public key as secret, a foreign key and changed claims', async () => {
    const claims = { ...valid, iss: provider.issuer, exp: now() + 60 };
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const pem = new TextEncoder().encode(await exportSPKI(publicKey));
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'test-key' })
      .sign(pem);
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test-key' })
      .sign(privateKey);
    const [head, , signature] = (await provider.sign(valid)).split('.');
    const changed = `${head}.${btoa(JSON.stringify({ ...claims, sub: 'mallory' })).replace(/=+$/, '')}.${signature}`;
    const unsigned = `${new UnsecuredJWT(claims).encode()}x`;
    expect(await refusal(protector().verify(symmetric))).toEqual(['token_invalid', 'algorithm']);
    expect(await refusal(protector().verify(foreign))).toEqual(['token_invalid', 'signature']);
    expect(await refusal(protector().verify(changed))).toEqual(['token_invalid', 'signature']);
    expect(await refusal(protector().verify(unsigned))).toEqual(['token_invalid', 'algorithm']);
  });

  it('an algorithm that the API doesn’t list, and lists that would let symmetric ones in', async () => {
    const token = await provider.sign(valid);
    expect(await refusal(protector({ algorithms: ['RS256'] }).verify(token))).toEqual([
      'token_invalid',
      'algorithm',
    ]);
    for (const algorithms of [['HS256'], ['none']]) {
      expect(() => protector({ algorithms })).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    }
    expect(() => protector({ audience: [] })).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(() => protector({ audience: '' })).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });

  it('keys are fetched once; made-up key ids don’t make the API ask again and again', async () => {
    const one = protector();
    const before = provider.count('/jwks');
    const token = await provider.sign(valid);
    await Promise.all(Array.from({ length: 10 }, () => one.verify(token)));
    for (const kid of ['a', 'b', 'c']) await refusal(one.verify(await provider.sign(valid, { kid })));
    expect(provider.count('/jwks')).toBe(before + 1);
  });

  it('a provider that doesn’t answer says nothing about the token: 503, not 401', async () => {
    const unreachable = protector({ fetch: () => Promise.reject(new TypeError('refused')) });
    const error = await unreachable.verify(await provider.sign(valid)).catch((error) => error);
    expect(error).toMatchObject({ code: 'provider_unreachable' });
    expect(refusalOf(error)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });

  it('an organization’s token opens an API that takes those', async () => {
    const forOrganizations = protector({ organizationTokens: true });
    const token = await provider.sign({ ...valid, aud: 'urn:logto:organization:acme' });
    expect((await forOrganizations.verify(token)).organizationId).toBe('acme');
    const resource = await provider.sign({ ...valid, organization_id: 'acme' });
    expect((await protector().verify(resource)).organizationId).toBe('acme');
  });
});

describe('the Authorization header and what a route asks for (RFC 6750)', () => {
  const answer = async (header: string | undefined, requirements = {}, realm?: string) => {
    const error = await protector()
      .authenticate(header, requirements)
      .catch((error) => error);
    return refusalOf(error, realm);
  };
  const challenge = async (...args: Parameters<typeof answer>) =>
    (await answer(...args))?.headers['www-authenticate'];

  it('section 3.1: without a token no error code, 401', async () => {
    for (const header of [undefined, '', 'Basic YTpi', 'Negotiate x']) {
      expect(await answer(header)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
    expect(await challenge(undefined, {}, 'books "1"')).toBe(`Bearer realm="books '1'"`);
  });

  it('section 3.1: invalid_token, 401', async () => {
    const token = await provider.sign(valid);
    for (const header of [
      'Bearer',
      'Bearer  ',
      'Bearer a b',
      `Bearer ${token}, Bearer ${token}`,
      'Bearer "x"',
      'bearer x',
    ]) {
      expect(await answer(header)).toMatchObject({ status: 401, body: { code: 'token_invalid' } });
      expect(await challenge(header)).toMatch(/^Bearer error="invalid_token", error_description="[^"\\]+"$/);
    }
    expect((await protector().authenticate(`bearer ${token}`)).subject).toBe('alice');
  });

  it('section 3.1: insufficient_scope, 403, with the scopes that are needed', async () => {
    const header = `Bearer ${await provider.sign({ ...valid, scope: 'books:read' })}`;
    expect(await answer(header, { scopes: ['books:read', 'books:write'] })).toEqual({
      status: 403,
      headers: {
        'cache-control': 'no-store',
        'www-authenticate':
          'Bearer error="insufficient_scope", error_description="The access token lacks the scope books:write.", scope="books:read books:write"',
      },
      body: { code: 'insufficient_scope', message: 'The access token lacks the scope books:write.' },
    });
    // A scope is a word, not a beginning of one.
    expect(await answer(header, { scopes: ['books'] })).toMatchObject({ status: 403 });
    expect(
      await answer(`Bearer ${await provider.sign({ ...valid, scope: ['books:read'] })}`, {
        scopes: ['books:read'],
      }),
    ).toMatchObject({ status: 403 });
  });

  it('RFC 9449 section 7.2: neither the scheme DPoP nor a bound token as a bearer token', async () => {
    const bound = await provider.sign({ ...valid, cnf: { jkt: 'thumbprint' } });
    expect(await answer(`DPoP ${bound}`)).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('DPoP') },
    });
    expect(await answer(`Bearer ${bound}`)).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('bound') },
    });
  });

  it('an organization that is asked for and isn’t known opens nothing', async () => {
    const header = `Bearer ${await provider.sign({ ...valid, organization_id: 'acme' })}`;
    expect(await answer(header, { organizationId: 'acme' })).toBe(null);
    for (const organizationId of ['other', '', undefined]) {
      expect(await answer(header, { organizationId })).toMatchObject({
        status: 403,
        body: { code: 'wrong_organization' },
      });
    }
    const none = `Bearer ${await provider.sign(valid)}`;
    expect(await answer(none, { organizationId: undefined })).toMatchObject({ status: 403 });
  });
});

describe('introspection (RFC 7662)', () => {
  const introspection = { clientId: client.appId, clientSecret: client.appSecret };
  /** An endpoint that answers as the test says, beside the real discovery document. */
  function answering(answers: Record<string, unknown>[] | unknown[], status = 200) {
    const asked: { authorization: string | null; body: string }[] = [];
    const fake: typeof fetch = async (input, init) => {
      if (!String(input).endsWith('/introspection')) return fetch(input, init);
      const body = String(init?.body);
      asked.push({ authorization: new Headers(init?.headers).get('authorization'), body });
      return Response.json(answers[Math.min(asked.length, answers.length) - 1], { status });
    };
    return { fetch: fake, asked };
  }
  const active = {
    active: true,
    sub: 'alice',
    aud: api,
    scope: 'books:read',
    client_id: 'shop',
    token_type: 'Bearer',
  };

  it('without its configuration an opaque token is refused, with what to do', async () => {
    expect(await refusal(protector().verify('opaque'))).toEqual(['token_invalid', 'opaque']);
  });

  it('asks as its own application, for an access token, and not about JWTs', async () => {
    const { fetch, asked } = answering([active]);
    const one = protector({ introspection: { clientId: 'a:b', clientSecret: 'c d%' }, fetch });
    expect(await one.verify('opaque')).toMatchObject({
      subject: 'alice',
      scopes: ['books:read'],
      clientId: 'shop',
    });
    await one.verify(await provider.sign(valid));
    expect(asked).toEqual([
      { authorization: `Basic ${btoa('a%3Ab:c+d%25')}`, body: 'token=opaque&token_type_hint=access_token' },
    ]);
  });

  it('against the real endpoint: what it doesn’t know is not active', async () => {
    expect(await refusal(protector({ introspection }).verify('made-up'))).toEqual([
      'token_invalid',
      'inactive',
    ]);
    const wrong = protector({ introspection: { ...introspection, clientSecret: 'wrong' } });
    expect((await refusal(wrong.verify('made-up')))[0]).toBe('provider_response_invalid');
  });

  it.each<[string, unknown, string]>([
    ['not active', { active: false, aud: api }, 'token_invalid'],
    ['for another API', { ...active, aud: 'https://other.example' }, 'wrong_audience'],
    ['without audience: any token of this issuer would do', { ...active, aud: undefined }, 'wrong_audience'],
    ['of another issuer', { ...active, iss: 'http://evil.example' }, 'token_invalid'],
    ['bound to a key', { ...active, cnf: { jkt: 'x' } }, 'token_invalid'],
    ['over', { ...active, exp: 1 }, 'token_expired'],
    ['not begun', { ...active, nbf: 9_999_999_999 }, 'token_invalid'],
    ['"active": "true"', { ...active, active: 'true' }, 'provider_response_invalid'],
    ['no object', 'active', 'provider_response_invalid'],
    ['nothing', null, 'provider_response_invalid'],
  ])('refuses an answer that says %s', async (_what, answer, code) => {
    const { fetch } = answering([answer]);
    expect((await refusal(protector({ introspection, fetch }).verify('opaque')))[0]).toBe(code);
  });

  it('takes answers without audience only where the API says so', async () => {
    const { fetch } = answering([{ ...active, aud: undefined }]);
    const one = protector({ introspection: { ...introspection, acceptWithoutAudience: true }, fetch });
    expect((await one.verify('opaque')).subject).toBe('alice');
  });

  it('remembers an answer for some seconds, also no; never past the token’s end; a failure not at all', async () => {
    let now = 1_000_000_000_000;
    const clock = { now: () => now };
    const { fetch, asked } = answering([
      { ...active, exp: now / 1000 + 5 },
      active,
      { active: false },
      { active: false },
    ]);
    const one = protector({
      introspection: { ...introspection, cacheSeconds: 30 },
      fetch,
      clock,
      clockToleranceSeconds: 0,
    });
    await Promise.all([one.verify('opaque'), one.verify('opaque'), one.verify('opaque')]);
    expect(asked).toHaveLength(1);
    now += 5_000;
    await one.verify('opaque');
    now += 29_000;
    await one.verify('opaque');
    expect(asked).toHaveLength(2);
    now += 1_000;
    await refusal(one.verify('opaque'));
    await refusal(one.verify('opaque'));
    expect(asked).toHaveLength(3);
    const failing = answering([null], 500);
    const other = protector({ introspection, fetch: failing.fetch });
    for (let times = 0; times < 2; times += 1) await refusal(other.verify('opaque'));
    expect(failing.asked).toHaveLength(2);
  });
});
