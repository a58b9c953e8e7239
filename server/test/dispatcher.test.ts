/** The front door: whose request it is, whatever the request claims about host, address and target. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathOf } from '../src/server.ts';
import { buildTestApp, type TestApp } from '../src/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

/** Bytes as a hostile client sends them; fetch would tidy them up. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.endpoint).port), 'localhost', () =>
      // Not `end`: the server need not answer somebody who has hung up half-way.
      socket.write(text.replaceAll('\n', '\r\n')),
    );
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

const issuerIn = (answer: string) => /"issuer":"([^"]+)"/.exec(answer)?.[1];

describe('addresses', () => {
  test('RFC 8414 section 3.1: the metadata of each issuer stands at the root, with the issuer’s path behind it', async () => {
    for (const base of ['', '/t/admin']) {
      const response = await app.fetch(`/.well-known/oauth-authorization-server${base}/oidc`);
      expect(((await response.json()) as { issuer: string }).issuer).toBe(`${app.endpoint}${base}/oidc`);
    }
  });

  test('an endpoint written with a slash at its end works: //oidc/… (published Python SDK)', async () => {
    const response = await app.fetch('//oidc/.well-known/openid-configuration');
    expect(((await response.json()) as { issuer: string }).issuer).toBe(`${app.endpoint}/oidc`);
  });

  test('host-header poisoning: neither Host nor Forwarded nor an absolute target changes an address', async () => {
    const headers =
      'X-Forwarded-Host: evil.example\nX-Forwarded-Proto: https\nForwarded: host=evil.example\nConnection: close';
    const targets = [
      `GET /oidc/.well-known/openid-configuration HTTP/1.1\nHost: evil.example\n${headers}\n\n`,
      `GET http://evil.example/oidc/.well-known/openid-configuration HTTP/1.1\nHost: evil.example\n${headers}\n\n`,
    ];
    for (const request of targets) {
      const answer = await raw(request);
      expect(issuerIn(answer)).toBe(`${app.endpoint}/oidc`);
      expect(answer).not.toContain('evil.example');
    }
  });

  test('a target that is no path is a 400, a tenant that is none a 404, in the shape of every error', async () => {
    const answer = await raw('GET :: HTTP/1.1\nHost: x\nConnection: close\n\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    const response = await app.fetch('/t/nobody/sign-in');
    expect([response.status, await response.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'request.not_found', requestId: expect.any(String) }),
    ]);
    expect((await app.fetch('/t/default/oidc/jwks')).status).toBe(404);
  });

  test.each([
    ['/a?b', '/a?b'],
    ['//a', '/a'],
    ['///evil.example/a', '/evil.example/a'],
    ['http://x/a?b', '/a?b'],
    ['*', undefined],
  ])('the target %s is %s', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });
});

describe('the request', () => {
  test('has an id, taken over from the caller only when it is harmless', async () => {
    const given = await app.fetch('/healthz', { headers: { 'x-request-id': 'trace-1' } });
    expect(given.headers.get('x-request-id')).toBe('trace-1');
    const hostile = await app.fetch('/healthz', { headers: { 'x-request-id': '<script>' } });
    expect(hostile.headers.get('x-request-id')).toMatch(/^req_/);
  });

  test('metrics count requests by class of route, never by path', async () => {
    await app.fetch('/oidc/jwks');
    await app.fetch('/some/secret/path');
    const text = await (await app.fetch('/metrics')).text();
    expect(text).toContain('route="oidc/jwks"');
    expect(text).not.toContain('secret');
  });
});
