// The files of the hosted pages: cached for ever under the hash of their content, small on the wire.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { mountAssets, pageAssets } from './assets.ts';
import { pageHeaders } from './headers.ts';

const app = new Hono();
mountAssets(app);

async function get(path: string, encoding = '') {
  const response = await app.request(path, { headers: { 'accept-encoding': encoding } });
  return { response, body: Buffer.from(await response.arrayBuffer()) };
}

describe('assets', () => {
  it.each(Object.values(pageAssets))('%s is immutable, and the same in every encoding', async (path) => {
    const plain = await get(path);
    expect(plain.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(plain.response.headers.get('vary')).toBe('Accept-Encoding');
    const br = await get(path, 'gzip, deflate, br');
    expect(br.response.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    const gzip = await get(path, 'gzip;q=0.8');
    expect(gzip.response.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  });

  it.each(['br;q=0', 'br;q=0.000', 'brotli', 'identity'])(
    'does not compress for Accept-Encoding %s',
    async (encoding) => {
      expect((await get(pageAssets.css, encoding)).response.headers.get('content-encoding')).toBeNull();
    },
  );

  it('answers the hash of another version during a rolling update, and lets nobody keep it', async () => {
    const { response } = await get('/assets/page.AAAAAAAAAAAAAAAA.css');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    '/assets/page.css',
    '/assets/',
    '/assets/page.AAAAAAAAAAAAAAAA.map',
    '/assets/..%2fpage.AAAAAAAAAAAAAAAA.css',
  ])('knows nothing at %s', async (path) => {
    expect((await get(path)).response.status).toBe(404);
  });

  it('is a script that parses and needs no eval, inner HTML or inline handler', async () => {
    const script = (await get(pageAssets.js)).body.toString();
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|setAttribute\('on/,
    );
  });
});

describe('page headers', () => {
  const headers = pageHeaders({ locale: 'zh-CN', branding: { primaryColor: '#ffd400' } });
  const policy = headers['content-security-policy'] ?? '';

  it('allow no inline script, and only the one inline style that the branding needs', () => {
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/]{43}='/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
  });

  it('leave form-action out where a post leads to other origins, since browsers apply it to redirects', () => {
    expect(policy).not.toContain('form-action');
    const stays = pageHeaders({ locale: 'en', branding: {} }, { staysHere: true });
    expect(stays['content-security-policy']).toContain("form-action 'self'");
  });

  it('keep the page out of caches, frames and referrers', () => {
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'content-language': 'zh-CN',
    });
  });
});
