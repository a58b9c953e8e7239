// Previews of a draft: the page that people would see, and nothing that anybody could do with it.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startSignIn, type World } from './sign-in-harness.ts';

let w: World;
let token: string;

beforeAll(async () => {
  w = await startSignIn();
  token = await w.app.managementToken(['sign-in-experience:read']);
});
afterAll(() => w.close());

async function ask(body: object, path = '/api') {
  const response = await w.app.fetch(`${path}/sign-in-experience/preview`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    json: (await response.json()) as Record<string, string> & { data: never },
  };
}

async function show(page: string, experience: object = {}, over: object = {}) {
  const { status, json } = await ask({ experience, page, colorScheme: 'light', ...over });
  expect(status).toBe(200);
  const response = await fetch(json.url!, { headers: { 'accept-language': 'en' } });
  return { url: json.url!, status: response.status, headers: response.headers, html: await response.text() };
}

/** What people read, without what differs between two attempts and what a preview has none of. */
const bare = (html: string) =>
  html
    .replace(/<script[^>]*><\/script>/g, '')
    .replace(/<link rel="stylesheet"[^>]*>|<meta name="color-scheme"[^>]*>/g, '')
    .replace(/@media\(prefers-color-scheme:dark\)\{.*?\}\}/, '')
    .replace(/\/sign-in\/[\w-]+/g, '/sign-in/x')
    .replace(/ (inert|autofocus)=""/g, '')
    .replace(/(data-(?:reveal|copy)="[^>]*) hidden=""/g, '$1');

describe('what is shown', () => {
  test.each([
    ['sign-in', 'identifier'],
    ['register', 'register'],
    ['sso', 'sso'],
  ])('%s is, letter by letter, the page that people see once the draft is saved', async (page, step) => {
    const draft = {
      branding: { displayName: 'Acme', primaryColor: '#123456' },
      signIn: { identifiers: ['email'] },
    };
    const { html } = await show(page, draft);
    await w.experience(draft);
    const browser: Browser = w.browser();
    const first = await browser.begin({ ui_locales: 'en' });
    const real = await browser.go(first.url.pathname.replace(/[^/]+$/, step));
    await w.experience({
      branding: { displayName: null, primaryColor: null },
      signIn: { identifiers: ['email', 'username'] },
    });
    expect(bare(html)).toBe(bare(real.text));
  });

  test('nothing of a draft is saved, and nobody else sees it', async () => {
    await show('sign-in', { branding: { displayName: 'Only a draft' } });
    expect((await w.app.experience.read(w.tenant.db)).version).toBe(
      (await w.app.experience.read(w.tenant.db)).version,
    );
    expect((await w.browser().begin()).text).not.toContain('Only a draft');
  });

  test('a page that the draft does not have shows what people get instead', async () => {
    const { html } = await show('register', { signUp: { enabled: false } });
    expect(html).toContain('name="identifier"');
    expect(html).not.toContain('/register');
    expect((await show('password', { signIn: { password: false, emailCode: true } })).html).toContain(
      'name="identifier"',
    );
  });

  test('the page of a code is that of a sign-in where there are such, else of a forgotten password', async () => {
    expect((await show('code', { signIn: { emailCode: true } })).html).toContain('Keep me signed in');
    expect((await show('code')).html).toContain('alice@example.com');
  });

  test('the password page has its eye, the error page its code: what the script would show is shown', async () => {
    expect((await show('password')).html).toMatch(/<button[^>]*data-reveal=(?:(?! hidden)[^>])*>/);
    const { html } = await show('error');
    expect(html).toContain('K7QF-2M9X-4T');
    expect(html).not.toMatch(/<button[^>]* hidden/);
  });

  test.each([
    ['light', '--fill:#123456', '/light.png'],
    ['dark', '--fill:#654321', '/dark.png'],
  ])('in %s whatever the browser prefers', async (colorScheme, colour, logo) => {
    const branding = {
      primaryColor: '#123456',
      primaryColorDark: '#654321',
      logoUrl: 'https://a.example/light.png',
      logoDarkUrl: 'https://a.example/dark.png',
    };
    const { html, headers } = await show('sign-in', { branding }, { colorScheme });
    expect(html).toContain(colour);
    expect(html).toContain(`src="https://a.example${logo}"`);
    expect(html).not.toContain('prefers-color-scheme');
    const sheet = /href="(\/assets\/page-(?:light|dark)\.[\w-]+\.css)"/.exec(html)?.[1];
    expect(sheet).toContain(colorScheme);
    const css = await (await w.app.fetch(sheet!)).text();
    expect(css).not.toContain('prefers-color-scheme');
    expect(css).toContain(`color-scheme:${colorScheme}`);
    expect(headers.get('content-security-policy')).toContain("'sha256-");
  });

  test('in the language that was asked for', async () => {
    expect((await show('sign-in', {}, { locale: 'zh-CN' })).html).toContain('lang="zh-CN"');
    expect((await show('sign-in')).html).toContain('lang="en"');
  });
});

describe('threats', () => {
  test('framed by others: only a page at the endpoint may, and nobody a real page', async () => {
    const { headers } = await show('sign-in');
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${w.app.endpoint};`);
    expect(headers.get('x-frame-options')).toBeNull();
    const real = await w.browser().begin();
    expect(real.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(real.headers.get('x-frame-options')).toBe('DENY');
  });

  test('inert: no script, no form, no way out of the frame, no address that leaks', async () => {
    for (const page of ['sign-in', 'register', 'password', 'code', 'sso', 'error']) {
      const { html, headers } = await show(page);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('script-src');
      expect(policy).toContain("form-action 'none'");
      expect(policy).toMatch(/; sandbox allow-same-origin$/);
      expect(html).not.toContain('<script');
      expect(html).toMatch(/<body[^>]* inert=""/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  test('its forms lead nowhere, should somebody send one: there is no such attempt', async () => {
    const { html } = await show('password');
    const action = /action="([^"]+)"/.exec(html)?.[1];
    const answer = await w.app.fetch(action!, {
      method: 'POST',
      body: new URLSearchParams({ password: 'x' }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  test("a guessed token, an expired one and another tenant's show no draft, all alike", async () => {
    const { url } = await show('sign-in', { branding: { displayName: 'Only a draft' } });
    const guessed = `${w.app.endpoint}/sign-in-preview/${'A'.repeat(43)}`;
    const elsewhere = url.replace('/sign-in-preview/', '/t/admin/sign-in-preview/');
    const pages = [];
    for (const address of [guessed, elsewhere]) pages.push(await fetch(address));
    await w.tenant.db.query(sql`
      update experience_previews set expires_at = now() where tenant_id = ${w.tenant.id}`);
    pages.push(await fetch(url));
    for (const answer of pages) {
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-security-policy')).toContain('sandbox allow-same-origin');
      const text = await answer.text();
      expect(text).toContain('This preview has ended');
      expect(text).not.toContain('Only a draft');
    }
  });

  test('what is stored leads to no address: only the hash of the token is kept', async () => {
    const { url } = await show('sign-in');
    const rows = await w.tenant.db.selectFrom('experience_previews').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(url.split('/').at(-1));
  });

  test('a draft that could not be saved is refused with the same words', async () => {
    const draft = { signIn: { password: false }, singleSignOnEnabled: false };
    const { status, json } = await ask({ experience: draft, page: 'sign-in', colorScheme: 'light' });
    expect([status, json.code]).toEqual([400, 'request.invalid']);
    expect(JSON.stringify(json.data)).toContain('leaves no way to sign in');
    expect((await ask({ experience: {}, page: 'consent', colorScheme: 'light' })).status).toBe(400);
  });

  test('a flood of drafts keeps the last fifty', async () => {
    const input = { experience: {}, page: 'sign-in', colorScheme: 'light' } as const;
    const first = await w.app.experience.previews.create(w.tenant.db, input);
    for (let count = 0; count < 50; count += 1) await w.app.experience.previews.create(w.tenant.db, input);
    const rows = await w.tenant.db.selectFrom('experience_previews').select('token_hash').execute();
    expect(rows).toHaveLength(50);
    expect(await w.app.experience.previews.find(w.tenant.db, first.token)).toBeUndefined();
  });
});
