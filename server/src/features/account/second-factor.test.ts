/** The second factor in the person's own account, and in the hands of administrators. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createSealer, reseal } from '../../kernel/crypto/index.ts';
import {
  type Browser,
  type Page,
  password,
  startSignIn,
  stepOf,
  type World,
} from '../sign-in/sign-in-harness.ts';

let world: World;
let browser: Browser;
let offsetMs = 0;
const clock = { now: () => new Date(Date.now() + offsetMs) };

beforeAll(async () => {
  world = await startSignIn({ clock });
});
afterAll(() => world.close());
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
});

/** The next step's: what was used is never used again. */
function codeFor(key: string): string {
  offsetMs += 60_000;
  const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) });
  return totp.generate({ timestamp: clock.now().getTime() });
}

async function signIn(page: Page, name: string): Promise<Page> {
  return browser.post(await browser.post(page, { identifier: name }), { password });
}

/** By the account page's own way. */
async function setUp(name: string): Promise<string> {
  await signIn(await browser.go('/account'), name);
  const page = await signIn(await browser.go('/account/second-factor'), name);
  expect(stepOf(page)).toBe('enrol-second-factor');
  const key = /<code class="secret"[^>]*>([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '';
  const codes = await browser.post(page, { code: codeFor(key) });
  const done = await browser.post(codes, {});
  expect(done.url.pathname).toBe('/account');
  expect(done.text).toContain('10 of your recovery codes');
  return key;
}

const codesOn = (page: Page) =>
  [...page.text.matchAll(/<code>([0-9A-Z-]{19})<\/code>/g)].map(([, code]) => code ?? '');
const api = async (path: string, init: RequestInit = {}, permissions?: string[]) => {
  const token = await world.app.managementToken(permissions);
  return world.app.fetch(`/api${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
};
const eventsOf = async (userId: string) => {
  await world.app.settle();
  const response = await api(`/audit-events?subject=${userId}`);
  const items = (await response.json()) as { type: string }[];
  return items.map(({ type }) => type).filter((type) => type.startsWith('user.second_factor'));
};

it('is set up from the account page, after signing in once more', async () => {
  const anna = await world.newUser('anna');
  await setUp('anna');
  expect(await (await api(`/users/${anna.id}/second-factor`)).json()).toMatchObject({
    enrolled: true,
    kind: 'totp',
    recoveryCodesLeft: 10,
  });
  expect((await world.mailTo('anna@example.com')).mail?.text).toContain('was set up as the second factor');
});

it('gives new recovery codes, once, to who has a code; the old ones are worthless', async () => {
  await world.newUser('ben');
  const key = await setUp('ben');
  const first = codesOn(await browser.post('/account/second-factor', { code: codeFor(key), do: 'renew' }));
  expect(first).toHaveLength(10);
  const second = codesOn(await browser.post('/account/second-factor', { code: codeFor(key), do: 'renew' }));
  expect(second.filter((one) => first.includes(one))).toEqual([]);
  expect((await browser.go('/account')).text).not.toContain(second[0]);
  const old = await browser.post('/account/second-factor', { code: `${first[0]}`, do: 'remove' });
  expect(old.text).toContain('This code is not right');
});

it('is removed with a recovery code, told by mail and recorded', async () => {
  const cora = await world.newUser('cora');
  const key = await setUp('cora');
  const shown = await browser.post('/account/second-factor', { code: codeFor(key), do: 'renew' });
  const removed = await browser.post('/account/second-factor', {
    code: `${codesOn(shown)[0]}`,
    do: 'remove',
  });
  expect(removed.text).toContain('Your second factor was removed.');
  expect(removed.text).toContain('Set up an authenticator app');
  expect((await world.mailTo('cora@example.com')).mail?.text).toContain('was removed');
  expect((await eventsOf(cora.id)).sort()).toEqual([
    'user.second_factor_codes_renewed',
    'user.second_factor_enrolled',
    'user.second_factor_recovery_used',
    'user.second_factor_removed',
  ]);
});

it('threat: a browser that was left open takes the factor away, or gets new codes', async () => {
  const dora = await world.newUser('dora');
  await setUp('dora');
  for (const what of ['remove', 'renew'])
    for (const code of ['', '000000', 'nonsense']) {
      const page = await browser.post('/account/second-factor', { code, do: what });
      expect(codesOn(page)).toEqual([]);
    }
  expect(await (await api(`/users/${dora.id}/second-factor`)).json()).toMatchObject({ enrolled: true });
  expect(await eventsOf(dora.id)).toContain('user.second_factor_failed');
});

it('is reset by an administrator for who lost it, and the person is told', async () => {
  const emil = await world.newUser('emil');
  await setUp('emil');
  const remove = () => api(`/users/${emil.id}/second-factor`, { method: 'DELETE' });
  expect((await remove()).status).toBe(204);
  const again = await remove();
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([
    404,
    'second_factor.none',
  ]);
  expect(await (await api(`/users/${emil.id}/second-factor`)).json()).toEqual({
    enrolled: false,
    kind: null,
    enrolledAt: null,
    lastUsedAt: null,
    recoveryCodesLeft: 0,
  });
  expect(await eventsOf(emil.id)).toContain('user.second_factor_reset');
  expect((await world.mailTo('emil@example.com')).mail?.text).toContain('An administrator reset');
});

it('threat: who may only read users resets a factor, or asks about somebody who does not exist', async () => {
  const fred = await world.newUser('fred');
  const denied = await api(`/users/${fred.id}/second-factor`, { method: 'DELETE' }, ['users:read']);
  expect(denied.status).toBe(403);
  expect((await api('/users/nobody/second-factor')).status).toBe(404);
});

it('goes with the person, and moves with the key that seals it', async () => {
  const gina = await world.newUser('gina');
  await setUp('gina');
  const newer = createSealer({
    keys: new Map([
      ['test', Buffer.alloc(32, 7)],
      ['newer', Buffer.alloc(32, 8)],
    ]),
    currentKeyId: 'newer',
  });
  expect((await reseal(world.app.db, newer)).resealed).toBeGreaterThan(0);
  // Back again, for this server only knows the first.
  const older = createSealer({
    keys: new Map([
      ['test', Buffer.alloc(32, 7)],
      ['newer', Buffer.alloc(32, 8)],
    ]),
    currentKeyId: 'test',
  });
  expect((await reseal(world.app.db, older)).resealed).toBeGreaterThan(0);
  await world.app.users.remove(world.tenant.db, gina.id);
  const rows = await world.tenant.db
    .selectFrom('second_factors')
    .select('id')
    .where('user_id', '=', gina.id)
    .execute();
  expect(rows).toEqual([]);
});
