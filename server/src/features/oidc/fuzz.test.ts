/** Malformed requests by the hundred: noise, and right requests with a part of them wrong. */
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, redirectUri, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  await TestApplication.create(p, { id: 'spa', type: 'spa' });
  await TestApplication.create(p, { id: 'tv', type: 'native', redirectUris: [], postLogoutRedirectUris: [] });
  await alice(p);
});
afterAll(() => p.close());
afterEach(() => expect(p.failures).toEqual([]));

describe('500 malformed requests, the same in every run', () => {
  /** A small generator with a seed (mulberry32), so that a failure can be repeated. */
  function dice(seed: number) {
    return (below: number): number => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) % below;
    };
  }

  const paths = [
    '',
    '/',
    '/auth',
    '/auth/x',
    '/auth/%zz',
    '/token',
    '/me',
    '/jwks',
    '/session/end',
    '/session/end/confirm',
    '/session/end/success',
    '/token/introspection',
    '/token/revocation',
    '/device',
    '/device/auth',
    '/device/x',
    '/request',
    '/.well-known/openid-configuration',
    '/..%2f..',
    '/AUTH',
    '/token/',
    '/auth;x=1',
  ];
  const names = [
    'client_id',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
    'prompt',
    'resource',
    'claims',
    'code',
    'grant_type',
    'refresh_token',
    'token',
    'user_code',
    'device_code',
    'request',
    'request_uri',
    'id_token_hint',
    'max_age',
    'response_mode',
    'login_hint',
    'ui_locales',
    'code_challenge',
    'code_challenge_method',
    'client_secret',
    'client_assertion',
    'post_logout_redirect_uri',
    'xsrf',
    'gatehouse_request',
    'nonce',
    'display',
    'acr_values',
    'dpop_jkt',
    'authorization_details',
    'registration',
    '__proto__',
    'constructor',
    'a[b]',
    '',
  ];
  const values = [
    '',
    'x',
    'bookstore',
    'spa',
    'tv',
    redirectUri,
    'code',
    'openid',
    'none',
    'login',
    'S256',
    'form_post',
    'fragment',
    'jwt',
    'query',
    'web_message',
    '-1',
    '1e9999',
    'NaN',
    '{}',
    '[]',
    'null',
    '{"id_token":null}',
    '{"userinfo":{"acr":{"essential":true,"values":1}}}',
    '{"id_token":{"acr":{"essential":true,"values":"x"}}}',
    '{"id_token":{"sub":{"value":1}}}',
    '{"id_token":{"sub":null}}',
    'e30.e30.e30',
    'e30.e30.',
    '..',
    'eyJhbGciOiJub25lIn0.e30.',
    '%00',
    '%',
    '%ff',
    '\u00ff',
    '\u2028',
    '\r\nset-cookie: x=y',
    'javascript:alert(1)',
    '//evil.example',
    'http://[::1',
    'urn:ietf:params:oauth:request_uri:x',
    'urn:ietf:params:oauth:request_uri:%00',
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code',
    'https://api.example/',
    'BBBB-BBBB',
    'x'.repeat(3000),
    '😀'.repeat(50),
    'openid '.repeat(100),
    '"\'<>&',
    '../../etc/passwd',
    'zh-CN en *',
    '\ud800',
  ];
  const methods = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'];
  const accepts = ['text/html', 'application/json', '*/*', 'image/png', ';;;', ''];
  const types = [
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
    'multipart/form-data',
    '',
  ];

  function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: number; text: string; location?: string }> {
    return new Promise((resolve, reject) => {
      const req = request(
        { host: '127.0.0.1', port: new URL(p.origin).port, path, method, headers },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () =>
            resolve({
              status: res.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              location: res.headers.location,
            }),
          );
        },
      );
      req.on('error', reject);
      req.end(body);
    });
  }

  test.each([1, 2, 3, 4, 5])(
    'seed %d: no 5xx, no redirect to a stranger, JSON where programs ask',
    async (seed) => {
      const roll = dice(seed);
      const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
      const { browser } = await app.signIn();
      for (let i = 0; i < 100; i++) {
        // Most of it right and a part of it wrong gets further than noise.
        const base = roll(2) ? [...new URL(app.authorizeUrl()).searchParams] : [];
        const extra = Array.from({ length: roll(5) }, () => [pick(names), pick(values)] as [string, string]);
        const kept = base.filter(([name]) => !extra.some(([other]) => other === name) && roll(12) > 0);
        const query =
          new URLSearchParams([...kept, ...extra]).toString() +
          (roll(6) ? '' : `&state=${pick(['%', '%zz', '%00', '+', '&&=', '%ed%a0%80'])}`);
        const method = pick(methods);
        const path = `/oidc${pick(paths)}`;
        const inBody = method === 'POST' && roll(4) > 0;
        const headers: Record<string, string> = {
          accept: pick(accepts),
          ...(inBody && { 'content-type': pick(types) }),
        };
        if (roll(2)) headers.cookie = browser.header(path.split('?')[0]!);
        if (roll(4) === 0)
          headers.authorization = pick([
            'Basic x',
            `Basic ${btoa('bookstore:x')}`,
            `Basic ${btoa(`bookstore:${app.secret}`)}`,
            'Bearer x',
            'DPoP x',
          ]);
        if (roll(6) === 0)
          headers.origin = pick(['null', 'http://localhost:3000', 'https://evil.example', 'x']);
        if (roll(8) === 0) headers.dpop = pick(['x', 'e30.e30.e30', 'a.b.c']);
        const target = inBody ? path : `${path}?${query}`;
        const answer = await send(method, target.replace(/[^\x21-\x7e]/g, ''), headers, inBody ? query : '');
        const seen = `${seed}.${i}: ${method} ${target} ${JSON.stringify(headers)} ${inBody ? query : ''} → ${answer.status} ${answer.text.slice(0, 200)}`;
        expect(answer.status, seen).toBeLessThan(500);
        expect(answer.location ?? '/', seen).toMatch(
          /^(\/(?!\/)|http:\/\/localhost:3000\/|http:\/\/127\.0\.0\.1:)/,
        );
        if (
          answer.status >= 400 &&
          headers.accept === 'application/json' &&
          method !== 'HEAD' &&
          !answer.text.startsWith('<')
        ) {
          expect(JSON.parse(answer.text), seen).toMatchObject({
            code: expect.any(String),
            message: expect.any(String),
          });
        }
      }
    },
  );
});
