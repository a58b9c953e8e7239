/** RFC 6749, RFC 7523, RFC 7636: the token endpoint is as strict as the original's. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from './index.ts';
import { codeFor, type Party, post, redirectUri, signIn } from './relying-party.ts';
import { tenant, testOrganizations } from './test-organizations.ts';

let idp: IdpSimulator;
let now: number;
const keyPair = await generateKeyPair('RS256', { extractable: true });

beforeAll(async () => {
  const organizations = testOrganizations();
  organizations[0]!.clients!.push({
    clientId: 'key-app',
    redirectUris: [redirectUri],
    jwks: { keys: [{ ...(await exportJWK(keyPair.publicKey)), kty: 'RSA' }] },
  });
  idp = await startIdpSimulator({ organizations, now: () => now });
});
afterAll(() => idp.close());
beforeEach(() => {
  now = Date.now();
});

const acme = (clientId = 'acme-app', clientSecret: string | undefined = 'acme-secret'): Party => ({
  url: idp.url,
  issuer: idp.issuerOf(tenant),
  clientId,
  clientSecret,
});
const anna = { username: 'anna@acme.example' };
const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const withoutCredentials = { client_id: '', client_secret: '' };

describe('the code', () => {
  it('is redeemed once; the second time also ends the tokens of the first (RFC 6749 section 4.1.2)', async () => {
    const { endpoint, form } = await codeFor(acme(), anna);
    const first = await post(endpoint, form);
    expect(first.status).toBe(200);
    const bearer = { authorization: `Bearer ${first.body.access_token}` };
    expect((await fetch(`${idp.url}/oidc/userinfo`, { headers: bearer })).status).toBe(200);
    const second = await post(endpoint, form);
    expect([second.status, second.body.error, second.body.error_codes]).toEqual([
      400,
      'invalid_grant',
      [54005],
    ]);
    expect((await fetch(`${idp.url}/oidc/userinfo`, { headers: bearer })).status).toBe(401);
  });

  it('is redeemed by one of 20 parallel requests', async () => {
    const { endpoint, form } = await codeFor(acme(), anna);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(endpoint, form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('ends after ten minutes', async () => {
    const { endpoint, form } = await codeFor(acme(), anna);
    now += 601_000;
    expect((await post(endpoint, form)).body.error_codes).toEqual([70008]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['with another verifier', { code_verifier: 'a'.repeat(43) }, 501481],
    ['without the verifier', { code_verifier: '' }, 501481],
    ['with another redirect_uri', { redirect_uri: `${redirectUri}/` }, 500112],
    ['without redirect_uri', { redirect_uri: '' }, 900144],
    ['by another client', { client_id: 'second-app', client_secret: 'second-secret' }, 70008],
    ['as another grant type', { grant_type: 'password' }, 70003],
    ['without grant type', { grant_type: '' }, 900144],
    ['with a made-up code', { code: 'made-up' }, 70008],
  ])('is refused %s', async (_what, changes, code) => {
    const { endpoint, form } = await codeFor(acme(), anna);
    const { status, body } = await post(endpoint, { ...form, ...changes });
    expect([status, body.error_codes]).toEqual([400, [code]]);
    expect(body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: .+Z$`),
    );
  });

  it('is refused with a verifier that the request did not announce (RFC 9700 section 4.8.2)', async () => {
    const { form, endpoint, config } = await codeFor(acme(), anna);
    const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid' });
    const { parameters } = await signInAtIdp(idp, url, anna);
    const { body } = await post(endpoint, { ...form, code: parameters.get('code')! });
    expect(body.error_codes).toEqual([501481]);
  });
});

describe('the client', () => {
  it.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['with a wrong secret', { client_secret: 'wrong' }, {}, 7000215],
    ['without a secret', { client_secret: '' }, {}, 7000218],
    ['with a wrong secret by Basic', withoutCredentials, basic('acme-app', 'wrong'), 7000215],
    ['that nobody knows', { client_id: 'nobody' }, {}, 700016],
    ['that is public and sends a secret', { client_id: 'public-app' }, {}, 700025],
  ])('is refused %s', async (_what, changes, headers, code) => {
    const { endpoint, form } = await codeFor(acme(), anna);
    const { status, body } = await post(endpoint, { ...form, ...changes }, headers);
    expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [code]]);
  });

  it('may use one method at a time (RFC 6749 section 2.3)', async () => {
    const { endpoint, form } = await codeFor(acme(), anna);
    const { body } = await post(endpoint, form, basic('acme-app', 'acme-secret'));
    expect(body.error).toBe('invalid_request');
  });

  it('signs in by Basic with both halves form-encoded (RFC 6749 section 2.3.1)', async () => {
    const party = acme('odd:app', 'p%+ :ü');
    const { tokens } = await signIn(
      { ...party, authentication: client.ClientSecretBasic(party.clientSecret) },
      anna,
    );
    expect(tokens.claims()!.aud).toBe('odd:app');
    expect(idp.requests(tenant).findLast(({ endpoint }) => endpoint === 'token')).toMatchObject({
      endpoint: 'token',
      clientAuthentication: 'client_secret_basic',
    });
  });

  it('without credentials must use PKCE', async () => {
    const { tokens, config } = await signIn(
      { ...acme('public-app', ''), authentication: client.None() },
      anna,
    );
    expect(tokens.claims()!.aud).toBe('public-app');
    const plain = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid' });
    const answer = await fetch(plain, { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('AADSTS9002325');
  });
});

describe('private_key_jwt (RFC 7523 section 3)', () => {
  const assertion = async (changes: Record<string, unknown> = {}, key = keyPair.privateKey) => {
    const issued = Math.floor(now / 1000);
    return new SignJWT({
      iss: 'key-app',
      sub: 'key-app',
      aud: `${idp.url}/${tenant}/oauth2/v2.0/token`,
      jti: crypto.randomUUID(),
      iat: issued,
      exp: issued + 300,
      ...changes,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key);
  };
  async function redeem(clientAssertion: string) {
    const { endpoint, form } = await codeFor({ ...acme('key-app', ''), authentication: client.None() }, anna);
    return post(endpoint, {
      ...form,
      client_assertion: clientAssertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
  }

  it('accepts an assertion once', async () => {
    const signed = await assertion();
    expect((await redeem(signed)).status).toBe(200);
    expect((await redeem(signed)).body.error_codes).toEqual([700027]);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['for another audience', { aud: 'https://elsewhere.example' }, 700027],
    ['from another issuer', { iss: 'somebody' }, 700027],
    ['that expired', { exp: 1 }, 700024],
    ['without jti', { jti: undefined }, 700027],
  ])('refuses one %s', async (_what, changes, code) => {
    const { status, body } = await redeem(await assertion(changes));
    expect([status, body.error_codes]).toEqual([401, [code]]);
  });

  it('refuses one signed by another key', async () => {
    const other = await generateKeyPair('RS256');
    expect((await redeem(await assertion({}, other.privateKey))).body.error_codes).toEqual([700027]);
  });
});

it('takes forms only, and no parameter twice (RFC 6749 section 3.2)', async () => {
  const { endpoint, form } = await codeFor(acme(), anna);
  const json = await fetch(endpoint, {
    method: 'POST',
    body: JSON.stringify(form),
    headers: { 'content-type': 'application/json' },
  });
  expect(json.status).toBe(400);
  expect((await fetch(`${endpoint}?${new URLSearchParams(form)}`)).status).toBe(400);
  const twice = new URLSearchParams([...Object.entries(form), ['code', 'again']]);
  expect((await fetch(endpoint, { method: 'POST', body: twice })).status).toBe(400);
  expect((await post(endpoint, form)).status).toBe(200);
});
