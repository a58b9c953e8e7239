// DESIGN section 7: single sign-on is enforced only after an administrator came through it, and a way in remains.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../../testing/idp/index.ts';
import {
  type Administration,
  type Answer,
  password,
  startAdministration,
} from '../../administrators/administrators-harness.ts';
import type { Browser, Page } from '../../sign-in/sign-in-harness.ts';

let world: Administration;
let idp: IdpSimulator;
let owner: string;

const client = (endpoint: string, id: string, base = '') => ({
  clientId: `${id}-app`,
  clientSecret: `${id}-secret`,
  redirectUris: [`${endpoint}${base}/callback/${id}`],
});
const person = (name: string) => ({
  id: `${name}-1`,
  username: name,
  email: `${name}@example.com`,
  name,
});

beforeAll(async () => {
  world = await startAdministration();
  const { endpoint } = world.app;
  idp = await startIdpSimulator({
    organizations: [
      {
        kind: 'oidc' as const,
        id: 'acme',
        domain: 'example.com',
        clients: [client(endpoint, 'own', '/t/admin'), client(endpoint, 'customer')],
        users: ['owner', 'second', 'stranger'].map(person),
      },
    ],
  });
  owner = (await world.signIn('owner@example.com')).access_token;
  await world.app.experience.update(world.tenant.db, { singleSignOnEnabled: true });
}, 60_000);
afterAll(async () => {
  await idp?.close();
  await world?.close();
});

const api = (method: string, path: string, body?: unknown, token = owner): Promise<Answer> =>
  world.call(token, method, `/t/admin/api${path}`, body);

const connector = (over: object = {}) => ({
  id: 'own',
  name: 'Own',
  provider: 'oidc',
  config: { issuer: idp.issuerOf('acme'), clientId: 'own-app', clientSecret: 'own-secret' },
  domains: [{ name: 'example.com', proved: true }],
  ...over,
});

/** The administrator who asks opens the address and signs in at the provider. */
async function runTest(token = owner): Promise<void> {
  const { json } = await api('POST', '/sso-connectors/own/tests', undefined, token);
  const browser = world.browser();
  const there = await browser.post(await browser.go(json.url), {});
  const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'owner' });
  expect((await browser.go(callbackUrl.href)).text).toContain('The test passed');
}

beforeEach(async () => {
  await api('DELETE', '/sso-connectors/own');
  for (const table of ['sso_break_glass_codes', 'sso_break_glass_doors', 'rate_limits'] as const)
    await world.tenant.db.query(sql`delete from ${sql.table(table)} where tenant_id = ${world.tenant.id}`);
  await api('POST', '/sso-connectors', connector());
});

const makeCodes = async (): Promise<string[]> => (await api('POST', '/break-glass/codes')).json.codes;

async function enforce(): Promise<string[]> {
  await runTest();
  await api('POST', '/sso-connectors/own/enable');
  const codes = await makeCodes();
  expect((await api('POST', '/sso-connectors/own/enforce')).json).toMatchObject({ state: 'enforced' });
  return codes;
}

/** As far as the page that follows the address at the console’s sign-in. */
async function consoleSignIn(browser: Browser, email: string): Promise<Page> {
  const page = await browser.go('/t/admin/sign-in');
  return browser.post(page, { identifier: email });
}

describe('enforcement', () => {
  test('asks for everything in turn, and says so beforehand', async () => {
    const missing = async () => (await api('GET', '/sso-connectors/own/enforcement')).json.missing;
    expect(await missing()).toEqual(['enabled', 'administrator', 'break-glass']);
    await runTest();
    await api('POST', '/sso-connectors/own/enable');
    expect(await missing()).toEqual(['break-glass']);
    expect((await api('POST', '/sso-connectors/own/enforce')).json.code).toBe('sso.no_break_glass');
    await makeCodes();
    expect(await missing()).toEqual([]);
    const { json } = await api('POST', '/sso-connectors/own/enforce');
    expect(json).toMatchObject({ state: 'enforced', enforced: true, administratorId: world.owner.id });
  });

  test('a changed connection needs the administrator again; switching off never does', async () => {
    await enforce();
    await api('POST', '/sso-connectors/own/unenforce');
    await api('PATCH', '/sso-connectors/own', { config: { extraScopes: ['groups'] } });
    expect((await api('POST', '/sso-connectors/own/enforce')).json.code).toBe('sso.administrator_untested');
    expect((await api('POST', '/sso-connectors/own/disable')).json).toMatchObject({
      state: 'disabled',
      enforced: false,
    });
  });

  test('disabled and enabled again it is not enforced by itself', async () => {
    await enforce();
    await api('POST', '/sso-connectors/own/disable');
    expect((await api('POST', '/sso-connectors/own/enable')).json).toMatchObject({ state: 'enabled' });
  });

  test('an administrator who signs in through it counts like a test', async () => {
    await world.app.sso.connectors.update(world.tenant.db, 'own', { enabled: true });
    const browser = world.browser();
    const chooser = await consoleSignIn(browser, 'owner@example.com');
    const there = await browser.post(chooser, { connector: 'own' });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'owner' });
    await browser.go(callbackUrl.href);
    expect((await api('GET', '/sso-connectors/own')).json).toMatchObject({
      administratorId: world.owner.id,
      testedAt: expect.any(String),
    });
  });

  test('a person without a role who signs in proves the connection, and no administrator', async () => {
    await world.person('stranger').catch(() => undefined);
    await world.app.sso.connectors.update(world.tenant.db, 'own', { enabled: true });
    const browser = world.browser();
    const there = await browser.post(await consoleSignIn(browser, 'stranger@example.com'), {
      connector: 'own',
    });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'stranger' });
    await browser.go(callbackUrl.href);
    expect((await api('GET', '/sso-connectors/own')).json).toMatchObject({
      administratorAt: null,
      testedAt: expect.any(String),
    });
  });
});

describe('break-glass', () => {
  const breakIn = async (browser: Browser, email: string, code: string): Promise<Page> => {
    await browser.go('/t/admin/break-glass');
    return browser.post('/t/admin/break-glass', { email, code });
  };

  test('an owner gets in by a code and their password, the others are told, and it is written down', async () => {
    const second = await world.person('second', 'owner').catch(() => ({ email: 'second@example.com' }));
    const [code = ''] = await enforce();
    const browser = world.browser();
    // Without it there is no password page.
    expect((await consoleSignIn(world.browser(), 'owner@example.com')).url.origin).toBe(idp.url);
    await breakIn(browser, 'Owner@example.com', code.toLowerCase().replaceAll('-', ' '));
    expect(browser.jar.has('gh_admin_break_glass')).toBe(true);
    const asked = await consoleSignIn(browser, 'owner@example.com');
    expect(asked.url.pathname).toMatch(/password$/);
    const inside = await browser.post(asked, { password });
    expect(inside.text).toContain('Your account');
    await world.app.settle();
    expect(await world.told(world.owner.id)).toContain('sso.break_glass_used');
    const mails = await world.app.mail.mailbox(world.tenant.db);
    const told = mails.filter(({ kind }) => kind === 'sso-break-glass').map(({ to }) => to);
    expect(told).toContain(second.email);
    expect(told).not.toContain('owner@example.com');
  });

  test('threat: a code is good once, in one browser, and for its owner alone', async () => {
    const [code = '', other = ''] = await enforce();
    const browser = world.browser();
    await breakIn(browser, 'owner@example.com', code);
    expect((await breakIn(world.browser(), 'owner@example.com', code)).text).toContain('This did not work');
    expect((await breakIn(world.browser(), 'second@example.com', other)).text).toContain('This did not work');
    // Another browser, and another person in this one, still meet the provider.
    expect((await consoleSignIn(world.browser(), 'owner@example.com')).url.origin).toBe(idp.url);
    expect((await consoleSignIn(browser, 'stranger@example.com')).url.origin).toBe(idp.url);
    const { json } = await api('GET', '/break-glass');
    expect(json.find(({ userId }: { userId: string }) => userId === world.owner.id)).toMatchObject({
      codesLeft: 7,
      hasPassword: true,
    });
  });

  test('threat: new codes end the old ones, and a code ends with the role', async () => {
    const [old = ''] = await makeCodes();
    const [code = ''] = await makeCodes();
    expect((await breakIn(world.browser(), 'owner@example.com', old)).status).toBe(400);
    await world.tenant.db.query(sql`
      update administrators set role = 'admin' where tenant_id = ${world.tenant.id} and user_id = ${world.owner.id}`);
    expect((await breakIn(world.browser(), 'owner@example.com', code)).status).toBe(400);
    await world.tenant.db.query(sql`
      update administrators set role = 'owner' where tenant_id = ${world.tenant.id} and user_id = ${world.owner.id}`);
  });

  test('threat: nobody learns who is an owner, and guessing is slowed down', async () => {
    await enforce();
    const answers = await Promise.all(
      ['owner@example.com', 'nobody@example.com'].map(async (email) => {
        const page = await breakIn(world.browser(), email, 'AAAAA-BBBBB-CCCCC-DDDDD');
        return { status: page.status, text: page.text.replaceAll(email, '') };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    for (let i = 0; i < 12; i += 1) await breakIn(world.browser(), 'owner@example.com', 'wrong');
    const slowed = await breakIn(world.browser(), 'owner@example.com', 'wrong');
    expect(slowed.text).toMatch(/Too many|Wait/i);
  });

  test('an hour later the door is closed, for refresh tokens too', async () => {
    const [code = ''] = await enforce();
    const browser = world.browser();
    await breakIn(browser, 'owner@example.com', code);
    const { refresh_token } = await world.signIn('owner@example.com', world.tenant.apiResource, browser);
    expect((await world.refresh(refresh_token)).status).toBe(200);
    await world.tenant.db.query(
      sql`update sso_break_glass_doors set expires_at = now() where tenant_id = ${world.tenant.id}`,
    );
    const again = await world
      .signIn('owner@example.com', world.tenant.apiResource, world.browser())
      .catch(() => ({ refresh_token: undefined }));
    expect(again.refresh_token).toBeUndefined();
    const { status } = await world.refresh(refresh_token);
    expect(status).toBe(400);
  });

  test('is for the tenant of the administrators alone, and for owners', async () => {
    expect((await world.browser().go('/break-glass')).status).toBe(404);
    const { email } = await world.person('adam', 'admin');
    await world.app.experience.update(world.tenant.db, { singleSignOnEnabled: true });
    const adam = (await world.signIn(email)).access_token;
    expect((await api('POST', '/break-glass/codes', undefined, adam)).status).toBe(403);
    const machine = await world.machine(['administrators:write']);
    expect((await api('POST', '/break-glass/codes', undefined, machine.token)).json.code).toBe(
      'sso.break_glass_owners_only',
    );
  });
});
