/** RFC 9700 section 4.7 and issue 4: who else might use a test's address, callback or result, and what tests a connector. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, ended } from './sign-in-harness.ts';
import { startTestWorld, type TestWorld } from './sso-test-harness.ts';

let w: TestWorld;
let browser: Browser;

beforeAll(async () => {
  w = await startTestWorld();
}, 60_000);
afterAll(() => w?.close());
beforeEach(async () => {
  browser = w.browser();
  await w.begin();
});

const age = (id: string) =>
  w.tenant.db.query(
    sql`update sso_tests set open_until = now() where tenant_id = ${w.tenant.id} and id = ${id}`,
  );

describe('the address', () => {
  test('is looked at without being used up: link scanners and previews start nothing', async () => {
    const started = await w.start();
    for (let looks = 0; looks < 3; looks += 1) {
      const offer = await w.browser().go(started.url);
      expect(offer.text).toContain('Nobody is signed in here');
      expect(offer.headers.getSetCookie()).toEqual([]);
    }
    expect(await w.result(started.id)).toMatchObject({ state: 'waiting', openedAt: null });
    expect((await w.toProvider(browser, started)).url.origin).toBe(new URL(w.idp.url).origin);
  });

  test('is good once, of many that use it at the same moment one', async () => {
    const { url } = await w.start();
    const pages = await Promise.all(Array.from({ length: 5 }, () => w.browser().post(url, {})));
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410]);
    expect((await browser.go(url)).status).toBe(410);
  });

  test('is good for ten minutes', async () => {
    const started = await w.start();
    await age(started.id);
    expect((await browser.go(started.url)).status).toBe(410);
    expect((await browser.post(started.url, {})).status).toBe(410);
    expect(await w.result(started.id)).toMatchObject({ state: 'failed', cause: { code: 'test.unopened' } });
  });

  test('CSRF: another site’s form does not start it', async () => {
    const started = await w.start();
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const page = await browser.go(started.url, { method: 'POST', body: new URLSearchParams(), headers });
    expect(page.status).toBe(403);
    expect(await w.result(started.id)).toMatchObject({ openedAt: null });
  });

  test('is stored as a hash', async () => {
    const { url } = await w.start();
    const rows = await w.tenant.db.selectFrom('sso_tests').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(url.split('/').at(-1));
  });
});

describe('the callback', () => {
  test('replay: the same browser sees the verdict again, and nothing runs twice', async () => {
    const { callback, test: done } = await w.run(browser);
    const asked = w.idp.requests('acme').length;
    const again = await browser.go(callback!);
    expect(again.text).toContain('The test passed');
    expect(w.idp.requests('acme').length).toBe(asked);
    expect(await w.result(done.id)).toEqual(done);
  });

  test('another browser: neither ends the test nor learns its verdict', async () => {
    const started = await w.start();
    const callback = await w.fromProvider(await w.toProvider(browser, started));
    const stranger = await w.browser().go(callback);
    expect(stranger.status).toBe(400);
    expect(stranger.text).not.toMatch(/anna@|The test passed/);
    expect(await w.result(started.id)).toMatchObject({ state: 'waiting' });
    expect((await browser.go(callback)).text).toContain('The test passed');
    expect((await w.browser().go(callback)).text).not.toMatch(/anna@|The test passed/);
  });

  test('at another connector’s address it is refused', async () => {
    await w.api('POST', '/sso-connectors', w.connector('other'));
    const started = await w.start();
    const callback = await w.fromProvider(await w.toProvider(browser, started));
    const page = await browser.go(callback.replace('/callback/acme', '/callback/other'));
    expect(page.status).toBe(400);
    expect(await w.result(started.id)).toMatchObject({ state: 'waiting' });
  });

  test('of a test is never an attempt’s: without its mark the state is unknown', async () => {
    const callback = new URL(await w.fromProvider(await w.toProvider(browser, await w.start())));
    const state = callback.searchParams.get('state')!;
    callback.searchParams.set('state', state.replace('test.', ''));
    const before = await w.traces();
    const page = await browser.go(callback.href);
    expect(page.status).toBe(400);
    const after = await w.traces();
    // Only the short-lived trace that any unknown callback leaves.
    const { sso_traces: _b, ...tables } = before.tables;
    expect(after.tables).toMatchObject(tables);
  });

  test('of an attempt is never a test’s, and two states are nobody’s', async () => {
    await w.experience({ singleSignOnEnabled: true });
    await w.app.sso.connectors.update(w.tenant.db, 'acme', { enabled: true, enforced: true });
    const there = await browser.identify('anna@acme.example');
    const callback = new URL(await w.fromProvider(there, 'anna'));
    const state = callback.searchParams.get('state')!;
    expect(state).not.toContain('.');
    const marked = new URL(callback);
    marked.searchParams.set('state', `test.${state}`);
    expect((await browser.go(marked.href)).status).toBe(400);
    const both = new URL(callback);
    both.searchParams.append('state', `test.${state}`);
    expect((await browser.go(both.href)).status).toBe(400);
    // The attempt itself was not hurt by that.
    expect(ended(await browser.go(callback.href))).toBe(true);
  });

  test('too late, it is refused', async () => {
    const started = await w.start();
    const callback = await w.fromProvider(await w.toProvider(browser, started));
    await w.tenant.db.query(
      sql`update sso_tests set return_until = now() where tenant_id = ${w.tenant.id} and id = ${started.id}`,
    );
    const page = await browser.go(callback);
    expect(page.status).toBe(400);
    expect(page.text).toContain('longer than ten minutes');
    expect(await w.current()).toMatchObject({ testedAt: null });
  });
});

describe('who may read and start', () => {
  test('without the permission nobody', async () => {
    const { started } = await w.run(browser);
    const weak = await w.app.managementToken(['audit-events:read']);
    const reader = await w.app.managementToken(['sso-connectors:read']);
    const path = '/sso-connectors/acme/tests';
    expect((await w.api('GET', `${path}/${started.id}`, undefined, weak)).status).toBe(403);
    expect((await w.api('GET', path, undefined, weak)).status).toBe(403);
    expect((await w.api('POST', path, undefined, reader)).status).toBe(403);
    expect((await w.api('GET', path, undefined, reader)).json[0]).toMatchObject({ id: started.id });
  });

  test('another tenant finds neither the test nor the connector', async () => {
    const { started } = await w.run(browser);
    const tenant = await w.app.tenants.create({ id: 'rival', name: 'Rival', tag: 'development' });
    const { tests } = w.app.sso;
    await expect(tests.get(tenant.db, 'acme', started.id)).rejects.toThrow();
    await w.app.sso.connectors.create(tenant.db, w.connector('acme') as never);
    await expect(tests.get(tenant.db, 'acme', started.id)).rejects.toMatchObject({
      code: 'sso.test_not_found',
    });
    expect((await tests.list(tenant.db, 'acme', { limit: 10, offset: 0 })).total).toBe(0);
  });

  test('a test is found at its own connector only', async () => {
    await w.api('POST', '/sso-connectors', w.connector('other'));
    const { id } = await w.start();
    expect((await w.api('GET', `/sso-connectors/other/tests/${id}`)).json.code).toBe('sso.test_not_found');
    expect((await w.api('POST', '/sso-connectors/none/tests')).json.code).toBe('sso.connector_not_found');
  });
});

describe('the life of a connector', () => {
  test('draft → tested → enabled → disabled', async () => {
    expect(await w.current()).toMatchObject({ state: 'draft', testedAt: null });
    await w.run(browser);
    const tested = await w.current();
    expect(tested).toMatchObject({ state: 'tested', testedAt: expect.any(String), version: 1 });
    expect((await w.api('POST', '/sso-connectors/acme/enable')).json).toMatchObject({ state: 'enabled' });
    const { json: disabled } = await w.api('POST', '/sso-connectors/acme/disable');
    expect(disabled).toMatchObject({ state: 'disabled', testedAt: tested.testedAt });
    expect((await w.run(browser)).test.state).toBe('passed');
    expect(await w.current()).toMatchObject({ state: 'disabled' });
  });

  test.each([
    ['by enabling', () => w.api('POST', '/sso-connectors/acme/enable')],
    ['by a change', () => w.api('PATCH', '/sso-connectors/acme', { enabled: true })],
    ['when it is made', () => w.api('POST', '/sso-connectors', w.connector('other', { enabled: true }))],
  ])('an untested one lets nobody in: %s is refused', async (_, ask) => {
    expect(await ask()).toMatchObject({ status: 409, json: { code: 'sso.connector_untested' } });
    expect(await w.current()).toMatchObject({ state: 'draft', enabled: false });
  });

  test('a test of the connection before does not enable the one after, not even in the same request', async () => {
    await w.run(browser);
    const both = { enabled: true, config: { extraScopes: ['groups'] } };
    expect((await w.api('PATCH', '/sso-connectors/acme', both)).json.code).toBe('sso.connector_untested');
    await w.api('PATCH', '/sso-connectors/acme', { config: { extraScopes: ['groups'] } });
    expect((await w.api('POST', '/sso-connectors/acme/enable')).json.code).toBe('sso.connector_untested');
  });

  test('a program’s test enables, but does not enforce: nobody has shown that an administrator can get in', async () => {
    await w.run(browser);
    expect((await w.api('POST', '/sso-connectors/acme/enforce')).json.code).toBe('sso.connector_not_enabled');
    await w.api('POST', '/sso-connectors/acme/enable');
    expect((await w.api('POST', '/sso-connectors/acme/enforce')).json.code).toBe(
      'sso.administrator_untested',
    );
    expect((await w.api('GET', '/sso-connectors/acme/enforcement')).json).toEqual({
      missing: ['administrator'],
    });
    expect(await w.current()).toMatchObject({ enforced: false, administratorAt: null });
  });

  test('enabled and not enforced, people may choose another way; enforced, they may not', async () => {
    await w.experience({ singleSignOnEnabled: true });
    await w.run(browser);
    await w.api('POST', '/sso-connectors/acme/enable');
    const offered = await w.browser().identify('known@acme.example');
    expect(offered.text).toContain('Sign in another way');
    const other = await browser.post(await browser.identify('known@acme.example'), { other: '1' });
    expect(other.url.pathname).toMatch(/password$/);
    await w.app.sso.connectors.update(w.tenant.db, 'acme', { enforced: true });
    const forced = await browser.identify('known@acme.example');
    expect(forced.url.origin).toBe(w.idp.url);
    await w.api('POST', '/sso-connectors/acme/unenforce');
    expect(await w.current()).toMatchObject({ state: 'enabled', enforced: false });
  });

  test.each([
    ['the issuer', { issuer: 'https://w.idp.example' }],
    ['the client', { clientId: 'another' }],
    ['the secret', { clientSecret: 'another' }],
    ['the scopes', { extraScopes: ['groups'] }],
  ])('a change of %s makes it untested', async (_, config) => {
    await w.run(browser);
    const { json } = await w.api('PATCH', '/sso-connectors/acme', { config });
    expect(json).toMatchObject({ state: 'draft', testedAt: null });
  });

  test('a change of anything else leaves it tested, and so does saving what is there already', async () => {
    await w.run(browser);
    const same = { clientSecret: 'acme-secret', clientId: 'acme-app' };
    const { json } = await w.api('PATCH', '/sso-connectors/acme', { name: 'Acme', config: same });
    expect(json).toMatchObject({ name: 'Acme', state: 'tested' });
    expect((await w.run(browser)).test.state).toBe('passed');
  });

  test('a connector that changes while the test is under way is not tested by it', async () => {
    const started = await w.start();
    const callback = await w.fromProvider(await w.toProvider(browser, started));
    await w.api('PATCH', '/sso-connectors/acme', { config: { extraScopes: ['groups'] } });
    expect((await browser.go(callback)).text).toContain('The test failed');
    expect(await w.result(started.id)).toMatchObject({ cause: { code: 'test.connector_changed' } });
    expect(await w.current()).toMatchObject({ state: 'draft', testedAt: null });
  });

  test('a deleted connector takes its tests with it', async () => {
    const started = await w.start();
    const there = await w.toProvider(browser, started);
    const callback = await w.fromProvider(there, 'anna');
    await w.api('DELETE', '/sso-connectors/acme');
    expect((await browser.go(callback)).status).toBe(400);
    expect((await w.api('GET', '/sso-connectors/acme/tests')).status).toBe(404);
  });
});
