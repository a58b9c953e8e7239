/** Who is told of a roll-back, and what the API says of it: a whole server, an administrator, real sign-ins. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../../testing/idp/index.ts';
import {
  type Administration,
  type Answer,
  startAdministration,
} from '../../administrators/administrators-harness.ts';

let world: Administration;
let idp: IdpSimulator;
let owner: string;

beforeAll(async () => {
  world = await startAdministration();
  const client = {
    clientId: 'own-app',
    clientSecret: 'own-secret',
    redirectUris: [`${world.app.endpoint}/t/admin/callback/own`],
  };
  const users = [{ id: 'owner-1', username: 'owner', email: 'owner@example.com', name: 'owner' }];
  const acme = { kind: 'oidc' as const, id: 'acme', domain: 'example.com', clients: [client], users };
  idp = await startIdpSimulator({ organizations: [acme] });
  owner = (await world.signIn('owner@example.com')).access_token;
  await world.app.experience.update(world.tenant.db, { singleSignOnEnabled: true });
  await world.person('second', 'owner');
  await world.person('reader', 'viewer');
}, 60_000);
afterAll(async () => {
  await idp?.close();
  await world?.close();
});

const api = (method: string, path: string, body?: unknown): Promise<Answer> =>
  world.call(owner, method, `/t/admin/api${path}`, body);
const at = '/sso-connectors/own';

/** A test in the browser; whether it passed. */
async function runTest(): Promise<boolean> {
  const { json } = await api('POST', `${at}/tests`);
  const browser = world.browser();
  const there = await browser.post(await browser.go(json.url), {});
  const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'owner' });
  return (await browser.go(callbackUrl.href)).text.includes('The test passed');
}

async function signIn(email: string) {
  const browser = world.browser();
  const page = await browser.post(await browser.go('/t/admin/sign-in'), { identifier: email });
  const there = page.url.origin === idp.url ? page : await browser.post(page, { connector: 'own' });
  const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'owner' });
  return browser.go(callbackUrl.href);
}

test('tests never count; after enough real failures it goes back, and the administrators get a mail', async () => {
  await api('POST', '/sso-connectors', {
    id: 'own',
    name: 'Own',
    provider: 'oidc',
    config: { issuer: idp.issuerOf('acme'), clientId: 'own-app', clientSecret: 'own-secret' },
    domains: [{ name: 'example.com', proved: true }],
  });
  expect(await runTest()).toBe(true);
  await api('POST', `${at}/enable`);
  await api('PATCH', at, { config: { clientSecret: 'mistyped' } });
  for (let i = 0; i < 6; i += 1) expect(await runTest()).toBe(false);
  expect((await api('GET', at)).json).toMatchObject({ rolledBack: null, revision: 2, testedAt: null });
  for (let i = 0; i < 5; i += 1) {
    const page = await signIn(`p${i % 3}@example.com`);
    expect(page.status).toBe(424);
  }
  expect((await api('GET', at)).json).toMatchObject({
    revision: 3,
    rolledBack: { done: true, why: null, failed: 5, fields: ['config.clientSecret'] },
  });
  expect((await signIn('owner@example.com')).status).toBe(200);
  await world.app.settle();
  const mails = (await world.app.mail.mailbox(world.tenant.db)).filter(
    ({ kind }) => kind === 'sso-roll-back',
  );
  expect(mails.map(({ to }) => to).sort()).toEqual(['owner@example.com', 'second@example.com']);
  expect(mails[0]).toMatchObject({ subject: expect.stringContaining('Own') });
  expect(mails[0]!.text).toContain('/console/admin/enterprise-sso/own/history');
  expect(mails[0]!.text).toContain('clientSecret');
  expect(await world.told('own')).toContain('sso.connector_rolled_back');
  const { json } = await api('POST', `${at}/roll-back/acknowledge`);
  expect(json.rolledBack).toBeNull();
  const [present] = (await api('GET', `${at}/versions`)).json;
  expect(present).toMatchObject({ version: 3, how: 'roll-back', restored: 1, madeBy: { type: 'system' } });
});

test('its thresholds are settings of the tenant, within bounds', async () => {
  const { json } = await api('GET', '/sso-settings');
  expect(json.rollBack).toEqual({ enabled: true, attempts: 5, failurePercent: 50, minutes: 60 });
  const changed = await api('PATCH', '/sso-settings', { rollBack: { enabled: false, attempts: 10 } });
  expect(changed.json.rollBack).toEqual({ enabled: false, attempts: 10, failurePercent: 50, minutes: 60 });
  for (const wrong of [
    { attempts: 2 },
    { minutes: 0 },
    { failurePercent: 0 },
    { failurePercent: 101 },
    { x: 1 },
  ])
    expect((await api('PATCH', '/sso-settings', { rollBack: wrong })).status).toBe(400);
});
