// Uploaded images: what is taken for one, and that what comes out again can do nothing in a browser.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
});
afterAll(() => app.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
const webp = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.from([26, 0, 0, 0]),
  Buffer.from('WEBPVP8L'),
  Buffer.alloc(18),
]);
const ico = Buffer.concat([
  Buffer.from([0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0, 4, 0, 0, 0, 22, 0, 0, 0]),
  Buffer.from([1, 2, 3, 4]),
]);
const html = Buffer.from('<!doctype html><script>alert(document.domain)</script>');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

async function api(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined };
}
const upload = (bytes: Buffer, contentType: string) =>
  api('POST', '/images', { contentType, data: bytes.toString('base64') });

test.each([
  ['image/png', png, 'image/png', 'png'],
  ['image/jpeg', jpeg, 'image/jpeg', 'jpg'],
  ['image/webp', webp, 'image/webp', 'webp'],
  ['image/x-icon', ico, 'image/x-icon', 'ico'],
  ['image/vnd.microsoft.icon', ico, 'image/x-icon', 'ico'],
])('%s is taken, and comes out as it went in', async (declared, bytes, contentType, ending) => {
  const { status, json } = await upload(bytes, declared);
  expect(status).toBe(201);
  expect(json).toMatchObject({ contentType, size: bytes.length, url: `${app.endpoint}/images/${json.id}` });
  const response = await fetch(json.url);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(response.headers.get('content-disposition')).toBe(`inline; filename="${json.id}.${ending}"`);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

describe('refused', () => {
  test.each([
    ['an image that is HTML', 'image/png', html, 'image.not_an_image'],
    ['an image that is SVG', 'image/png', svg, 'image.not_an_image'],
    ['a signature without an image', 'image/png', png.subarray(0, 8), 'image.not_an_image'],
    [
      'HTML behind the four bytes of an ICO',
      'image/x-icon',
      Buffer.concat([ico.subarray(0, 4), html]),
      'image.not_an_image',
    ],
    ['a PNG that says it is a JPEG', 'image/jpeg', png, 'image.type_mismatch'],
    ['more than 512 kB', 'image/png', Buffer.concat([png, Buffer.alloc(512 * 1024)]), 'image.too_large'],
    ['SVG by its name', 'image/svg+xml', svg, 'request.invalid'],
    ['a page by its name', 'text/html', png, 'request.invalid'],
  ])('%s', async (_, contentType, bytes, code) => {
    const { status, json } = await upload(bytes, contentType);
    expect([json.code, status]).toEqual([code, code === 'image.too_large' ? 413 : 400]);
  });

  test('what is not quite base64, so that two readers could see two images', async () => {
    for (const data of [
      `${png.toString('base64')}<script>`,
      png.toString('base64').replace('A', ' A'),
      '%%%%',
    ]) {
      const { json } = await api('POST', '/images', { contentType: 'image/png', data });
      expect(json.code).toBe('image.not_an_image');
    }
  });

  test('a body beyond every bound, before it is read as JSON', async () => {
    const { status } = await api('POST', '/images', {
      contentType: 'image/png',
      data: 'A'.repeat(1_100_000),
    });
    expect(status).toBe(413);
  });
});

describe('the answer', () => {
  test('a picture that is a page as well stays a picture: no sniffing, no script, no origin', async () => {
    const { json } = await upload(Buffer.concat([png, html]), 'image/png');
    const { headers } = await fetch(json.url);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('set-cookie')).toBeNull();
  });

  test("another tenant's image, a guessed and a malformed id are not found, and that is not kept", async () => {
    const { json } = await upload(png, 'image/png');
    for (const path of [
      `/t/admin/images/${json.id}`,
      '/images/img_aaaaaaaaaaaaaaaaaaaa',
      '/images/..%2fapi',
      '/images/x',
    ]) {
      const response = await app.fetch(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('cache-control') ?? '').not.toContain('public');
    }
    expect((await app.fetch(`/images/${json.id}`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('keeping', () => {
  test('an upload that is repeated under one Idempotency-Key is one image', async () => {
    const body = { contentType: 'image/png', data: png.toString('base64') };
    const first = await api('POST', '/images', body, { 'idempotency-key': 'logo-1' });
    const again = await api('POST', '/images', body, { 'idempotency-key': 'logo-1' });
    expect(again.json.id).toBe(first.json.id);
  });

  test('what the branding shows can not be deleted; what it showed can, and both are in the audit log', async () => {
    const { json } = await upload(png, 'image/png');
    const branding = await api('PATCH', '/sign-in-experience', { branding: { logoUrl: json.url } });
    expect(branding.status).toBe(200);
    expect((await api('DELETE', `/images/${json.id}`)).json.code).toBe('image.in_use');
    await api('PATCH', '/sign-in-experience', { branding: { logoUrl: null } });
    expect((await api('DELETE', `/images/${json.id}`)).status).toBe(204);
    expect((await fetch(json.url)).status).toBe(404);
    expect((await api('DELETE', `/images/${json.id}`)).json.code).toBe('image.not_found');
    const events = await app.tenant.db.selectFrom('events').select(['type', 'payload']).execute();
    const told = events
      .filter((event) => JSON.stringify(event.payload).includes(json.id))
      .map(({ type }) => type);
    expect(told).toEqual(expect.arrayContaining(['image.uploaded', 'image.deleted']));
    expect(JSON.stringify(events)).not.toContain(png.toString('base64').slice(0, 40));
  });

  test('an uploaded logo and favicon stand on the pages, also on a Gatehouse without https on localhost', async () => {
    const { json } = await upload(png, 'image/png');
    await api('PATCH', '/sign-in-experience', { branding: { logoUrl: json.url, faviconUrl: json.url } });
    const page = await app.fetch('/sign-in/nothing-here');
    const text = await page.text();
    expect(text).toContain(`<img src="${json.url}"`);
    expect(text).toContain(`<link rel="icon" href="${json.url}"`);
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self'");
  });

  test('there are at most a hundred, and the list says which', async () => {
    const answers = [];
    for (let count = 0; count < 101; count += 1) answers.push(await upload(png, 'image/png'));
    expect(answers.at(-1)?.json.code).toBe('image.too_many');
    const { json, headers } = await api('GET', '/images?pageSize=1');
    expect(headers.get('total-number')).toBe('100');
    expect(Object.keys(json[0]).sort()).toEqual(['contentType', 'createdAt', 'id', 'size', 'url']);
  });
});
