// The console's files: what is served, to whom, and with which protection.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, describe, expect, test } from 'vitest';
import type { AppEnv } from '../../kernel/http/app-env.ts';
import { createConsole } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-console-'));
const script = 'export const answer = 42;\n'.repeat(100);
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="%CSP_NONCE%">');
writeFileSync(join(folder, 'assets/index-abc.js'), script);
writeFileSync(join(folder, 'assets/index-abc.js.br'), brotliCompressSync(script));
writeFileSync(join(folder, 'assets/index-abc.js.gz'), gzipSync(script));
writeFileSync(join(folder, 'secret.txt'), 'not for anybody');
afterAll(() => rmSync(folder, { recursive: true }));

function serve(built: string | undefined, basePath = '', customDomain: string | null = null) {
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('tenant', { basePath, customDomain } as never);
    await next();
  });
  app.route('/', createConsole(built).routes);
  return (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
}

const get = serve(folder);

describe('the document', () => {
  test('is the same for every address below /console/, and never cached', async () => {
    for (const path of ['/console/', '/console/default/users/usr_1?tab=x']) {
      const response = await get(path);
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(await response.text()).toContain('csp-nonce');
    }
    const redirect = await get('/console');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, '/console/']);
  });

  test('injected markup: scripts are files of this origin, and styles carry a nonce that no two answers share', async () => {
    const nonces = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const response = await get('/console/');
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(await response.text()).toContain(`content="${nonce}"`);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src");
      expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe');
    }
    expect(nonces.size).toBe(3);
  });

  test('clickjacking: no page frames it', async () => {
    const { headers } = await get('/console/default/users');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  test.each([
    ['/t/acme', null],
    ['', 'login.acme.example'],
  ])('is the installation’s own: a tenant’s address %s %s has none', async (basePath, customDomain) => {
    const tenant = serve(folder, basePath, customDomain);
    expect((await tenant('/console')).status).toBe(404);
    expect((await tenant('/console/')).status).toBe(404);
    expect((await tenant('/console/assets/index-abc.js')).status).toBe(404);
  });

  test('says how to build it where there is no build', async () => {
    const response = await serve(undefined)('/console/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build:console');
  });
});

describe('a file', () => {
  test('comes compressed as the browser likes, and is kept for ever', async () => {
    const brotli = await get('/console/assets/index-abc.js', { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotli.headers.get('cache-control')).toContain('immutable');
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(script);
    const gzip = await get('/console/assets/index-abc.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(script);
    const plain = await get('/console/assets/index-abc.js');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(script);
  });

  test('that a new build has replaced is not there, and the new one is, without a restart', async () => {
    writeFileSync(join(folder, 'assets/index-def.js'), 'new');
    expect(await (await get('/console/assets/index-def.js')).text()).toBe('new');
    expect((await get('/console/assets/index-gone.js')).status).toBe(404);
    writeFileSync(join(folder, 'assets/index-gone.js'), 'back');
    expect((await get('/console/assets/index-gone.js')).status).toBe(200);
  });

  test.each([
    '/console/assets/../secret.txt',
    '/console/assets/..%2fsecret.txt',
    '/console/assets/%2e%2e/secret.txt',
    '/console/assets/..%5csecret.txt',
    '/console/assets/%2fetc/passwd',
    '/console/assets/unknown.js',
    '/console/assets/',
  ])('path traversal: %s shows no file that the build did not make', async (path) => {
    const response = await get(path);
    expect(await response.text()).not.toMatch(/not for anybody|root:/);
  });
});
