/** Issue 2 section 3: the set-up link works once and for one hour, and there is one first administrator. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { Browser } from '../sign-in/sign-in-harness.ts';

let app: TestApp;
let browser: Browser;

beforeEach(async () => {
  app = await buildTestApp();
  browser = new Browser(app);
}, 60_000);
afterEach(async () => {
  await app?.close();
});

const owner = { email: 'owner@example.com', name: 'Olga', password: 'blue kettle sings' };

async function administrators() {
  const tenant = await app.tenants.byId('admin');
  return tenant!.db.selectFrom('administrators').select(['user_id', 'role']).execute();
}

const link = async () => (await app.setup.issueLink()) ?? '';

describe('the link', () => {
  test('opens a page that creates the administrator and ends at the API reference', async () => {
    const url = await link();
    expect(url).toMatch(/\/t\/admin\/setup\/[\w-]{43}$/);
    const form = await browser.go(url);
    expect(form.status).toBe(200);
    const done = await browser.post(form, owner);
    expect(done.status).toBe(200);
    expect(done.text).toContain('owner@example.com');
    expect(done.text).toContain(`${app.endpoint}/api/docs`);
    expect(await administrators()).toMatchObject([{ role: 'owner' }]);
    expect(await app.setup.issueLink()).toBeNull();
  });

  test('is kept as a hash only', async () => {
    const token = (await link()).split('/').at(-1) ?? '';
    const rows = await app.db.query(sql`select * from one_time_links`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('works once', async () => {
    const url = await link();
    await browser.post(url, owner);
    const again = await browser.go(url);
    expect(again.status).toBe(410);
    const second = await browser.post(url, { ...owner, email: 'second@example.com' });
    expect(second.status).toBe(410);
    expect(await administrators()).toHaveLength(1);
  });

  test('works for one hour', async () => {
    const url = await link();
    await app.db.query(sql`update one_time_links set expires_at = expires_at - interval '1 hour'`);
    expect((await browser.go(url)).status).toBe(410);
    expect((await browser.post(url, owner)).status).toBe(410);
    expect(await administrators()).toEqual([]);
  });

  test('ten who use it at once make one administrator, and no user is left over', async () => {
    const url = await link();
    const forms = Array.from({ length: 10 }, (_, i) =>
      browser.post(url, { ...owner, email: `owner${i}@example.com` }),
    );
    const pages = await Promise.all(forms);
    expect(pages.filter((page) => page.status === 200)).toHaveLength(1);
    expect(await administrators()).toHaveLength(1);
    const [users] = await app.db.query<{ n: number }>(sql`select count(*)::int as n from users`);
    expect(users?.n).toBe(1);
  });

  test('two links and the command line at once make one administrator', async () => {
    const [first, second] = [await link(), await link()];
    const outcomes = await Promise.allSettled([
      browser.post(first, owner),
      browser.post(second, { ...owner, email: 'second@example.com' }),
      app.setup.createFirstAdministrator({ ...owner, email: 'third@example.com' }),
    ]);
    expect(outcomes).toHaveLength(3);
    expect(await administrators()).toHaveLength(1);
  });

  test.each([
    [{ email: '' }, 'Enter your email'],
    [{ email: 'nonsense' }, 'name@example.com'],
    [{ password: 'short' }, 'at least 8 characters'],
    [{ password: 'password123' }, 'common passwords'],
  ])('a mistake does not use it up: %j', async (over, message) => {
    const url = await link();
    const page = await browser.post(url, { ...owner, ...over });
    expect([page.status, page.text.includes(message)]).toEqual([400, true]);
    expect((await browser.post(url, owner)).status).toBe(200);
  });

  test('is a page of the administrators’ tenant alone, and no guess opens it', async () => {
    const token = (await link()).split('/').at(-1) ?? '';
    expect((await browser.send(`/setup/${token}`)).status).toBe(404);
    expect((await browser.go(`/t/admin/setup/${'x'.repeat(43)}`)).status).toBe(410);
    expect((await browser.send('/t/admin/setup/%00')).status).toBe(404);
  });

  test('refuses forms of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await browser.send(await link(), {
      method: 'POST',
      headers,
      body: new URLSearchParams(owner),
    });
    expect(answer.status).toBe(403);
  });
});

describe('the command line', () => {
  test('creates the first administrator, who can sign in, and no second one', async () => {
    const user = await app.setup.createFirstAdministrator(owner);
    expect(await administrators()).toEqual([{ user_id: user.id, role: 'owner' }]);
    await expect(
      app.setup.createFirstAdministrator({ ...owner, email: 'b@example.com' }),
    ).rejects.toMatchObject({
      code: 'setup.administrator_exists',
    });
    const page = await browser.go('/t/admin/account');
    const next = await browser.post(page, { identifier: 'owner@example.com' });
    expect((await browser.post(next, { password: owner.password })).text).toContain('Olga');
  });

  test('holds to the password policy', async () => {
    const weak = app.setup.createFirstAdministrator({ ...owner, password: 'password1' });
    await expect(weak).rejects.toMatchObject({ code: 'credential.password_common' });
  });
});
