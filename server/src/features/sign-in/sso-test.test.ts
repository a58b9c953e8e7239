/** Issue 4, Enterprise SSO, Test: a real round trip that shows every rule's verdict and changes nobody (DESIGN section 7). */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Misbehaviour, MisbehaviourOptions } from '../../testing/idp/index.ts';
import type { Browser } from './sign-in-harness.ts';
import { entraTenant, startTestWorld, type TestWorld } from './sso-test-harness.ts';

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

const eventTypes = async () => {
  await w.app.settle();
  const rows = await w.tenant.db.selectFrom('audit_events').select('type').orderBy('id').execute();
  return rows.map(({ type }) => type);
};

describe('a test that passes', () => {
  test('runs every rule, shows what came and what would happen, and changes nothing', async () => {
    const before = await w.traces();
    const events = await eventTypes();
    const { page, test: done, started } = await w.run(browser);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('The test passed');
    expect(page.text).toContain('anna@acme.example');
    expect(done).toMatchObject({
      id: started.id,
      connectorId: 'acme',
      state: 'passed',
      cause: null,
      wouldHappen: { action: 'create', email: 'anna@acme.example', userId: null },
      claims: {
        verified: true,
        values: { email: 'anna@acme.example', name: 'anna of Acme', aud: 'acme-app' },
      },
      finishedAt: expect.any(String),
    });
    const verdicts = Object.fromEntries(
      done.steps.map((step: { rule: string; verdict: string }) => [step.rule, step.verdict]),
    );
    expect(verdicts).toMatchObject({
      'callback.request': 'pass',
      // A draft: a real sign-in would not have been let in.
      'connector.open': 'skip',
      'token.exchange': 'pass',
      'id_token.nonce': 'pass',
      'id_token.signature': 'pass',
      'identity.key': 'pass',
      'email.domain': 'pass',
      'email.verified': 'pass',
      'user.link': 'pass',
    });
    expect(await w.traces()).toEqual(before);
    expect((await eventTypes()).slice(events.length)).toEqual(['sso.test_started', 'sso.test_finished']);
  });

  test('goes the real way: registered redirect address, PKCE S256, state and nonce', async () => {
    const there = await w.toProvider(browser, await w.start());
    const asked = there.url.searchParams;
    expect(there.url.origin).toBe(new URL(w.idp.url).origin);
    expect(asked.get('redirect_uri')).toBe(`${w.app.endpoint}/callback/acme`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/.{40,}/);
  });

  test('signs nobody in: no cookie but its own, and the account page still asks who it is', async () => {
    const { page, callback } = await w.run(browser);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(browser.jar.header(new URL(callback!).pathname)).toMatch(
      /^gh_default_ssotest_[\w-]{16}=[\w-]{43}$/,
    );
    expect(browser.jar.header('/')).toBe('');
    const account = await browser.go('/account');
    expect(account.url.pathname).toMatch(/^\/sign-in\//);
  });

  test('keeps no token, code, nonce or secret, neither in the row nor in the answer', async () => {
    const { test: done, callback } = await w.run(browser);
    const rows = await w.tenant.db.selectFrom('sso_tests').selectAll().execute();
    const all = JSON.stringify([done, rows]);
    expect(all).not.toMatch(/eyJ|acme-secret/);
    expect(all).not.toContain(new URL(callback!).searchParams.get('code'));
    expect(rows.find(({ id }) => id === done.id)).toMatchObject({ sealed: null });
  });

  test('the pages speak Chinese too, and no page of a test needs a script', async () => {
    const { url } = await w.start();
    const chinese = { headers: { 'accept-language': 'zh-CN' } };
    const offer = await browser.go(url, chinese);
    expect(offer.text).toContain('测试与 ACME Inc 的连接');
    const callback = await w.fromProvider(await browser.post(offer, {}));
    const verdict = await browser.go(callback, chinese);
    expect(verdict.text).toContain('测试通过');
    for (const { headers } of [offer, verdict])
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('of a tenant with a path of its own stays there', async () => {
    const { app } = w;
    const tenant = await app.tenants.create({ id: 'branch', name: 'Branch', tag: 'development' });
    await app.sso.connectors.create(tenant.db, w.connector('acme') as never);
    const { url } = await app.sso.tests.create(tenant, tenant.db, 'acme');
    expect(url).toMatch(`${app.endpoint}/t/branch/sso-tests/`);
    // The default tenant does not know the address.
    expect((await browser.go(url.replace('/t/branch', ''))).status).toBe(410);
    const there = await w.toProvider(browser, { url });
    expect(there.url.searchParams.get('redirect_uri')).toBe(`${app.endpoint}/t/branch/callback/acme`);
    expect(browser.jar.header('/callback/acme')).toBe('');
  });
});

describe('what would happen', () => {
  const happens = async (username: string) => (await w.run(browser, username)).test.wouldHappen;

  test('link: a verified account with the address here', async () => {
    const user = await w.newUser('linda', { email: 'linda@acme.example' });
    expect(await happens('linda')).toMatchObject({ action: 'link', userId: user.id });
    expect(await w.app.users.identities(w.tenant.db, user.id)).toEqual([]);
  });

  test('sign-in: a person who is linked already, with nothing of theirs touched', async () => {
    const { users } = w.app;
    const { db } = w.tenant;
    const user = await w.newUser('known', { email: 'old@acme.example', name: 'Old name' });
    const subject = { issuer: w.idp.issuerOf('acme'), subject: 'known-1', upstreamSub: 'known-1' };
    await users.linkIdentity(db, user.id, { connectorId: 'acme', ...subject, email: null, claims: {} });
    const before = await users.find(db, user.id);
    expect(await happens('known')).toMatchObject({ action: 'sign-in', userId: user.id });
    expect(await users.find(db, user.id)).toEqual(before);
  });

  test('prove: an account whose address nobody has verified (pre-hijacking)', async () => {
    const user = await w.newUser('prove', { email: 'prove@acme.example', emailVerified: false });
    const { test: done } = await w.run(browser, 'prove');
    expect(done).toMatchObject({
      state: 'passed',
      wouldHappen: { action: 'prove-local-account', userId: user.id },
    });
  });

  test('refuse: a suspended account', async () => {
    const { users } = w.app;
    const user = await w.newUser('gone', { email: 'gone@acme.example' });
    await users.suspend(w.tenant.db, user.id);
    const { test: done, page } = await w.run(browser, 'gone');
    expect(done).toMatchObject({
      state: 'failed',
      cause: { code: 'user.suspended' },
      wouldHappen: { action: 'refuse', userId: user.id },
    });
    expect(page.text).toContain('The account is suspended.');
  });
});

describe('a test that fails names the right cause', () => {
  const table: [what: Misbehaviour, cause: string, options?: MisbehaviourOptions][] = [
    ['wrong-nonce', 'id_token.wrong_nonce'],
    ['wrong-aud', 'id_token.wrong_audience'],
    ['expired', 'id_token.expired'],
    ['wrong-key', 'id_token.unknown_key'],
    ['broken-signature', 'id_token.bad_signature'],
    ['alg-none', 'id_token.algorithm'],
    ['foreign-email', 'email.outside_domains'],
    ['missing-email', 'email.missing'],
    ['unverified-email', 'email.unverified'],
    ['wrong-callback-iss', 'callback.wrong_issuer'],
    ['access_denied', 'idp.access_denied'],
    ['consent-required', 'idp.consent_required'],
    ['token-error', 'client.secret_wrong'],
    ['token-invalid-grant', 'token.code_rejected'],
    ['token-html', 'idp.bad_answer'],
    ['no-id-token', 'id_token.missing'],
    ['down', 'idp.unreachable', { at: ['token'] }],
    ['discovery-404', 'discovery.not_found'],
    ['discovery-wrong-issuer', 'discovery.issuer_mismatch'],
    ['discovery-missing-endpoints', 'discovery.invalid'],
  ];

  test.each(table)('%s → %s', async (what, cause, options) => {
    w.idp.misbehave('acme', what, options ?? {});
    const before = await w.traces();
    const { test: done, page } = await w.run(browser);
    expect(done).toMatchObject({
      state: 'failed',
      cause: { code: cause, title: expect.any(String), fix: expect.any(String) },
    });
    const failed = done.steps.filter(({ verdict }: { verdict: string }) => verdict === 'fail');
    expect(failed).toMatchObject([{ cause }]);
    expect(page.text).toContain('The test failed');
    expect(await w.current()).toMatchObject({ state: 'draft', testedAt: null });
    expect(await w.traces()).toEqual(before);
  });

  test('a refused token’s claims are shown as what they are: not verified', async () => {
    w.idp.misbehave('acme', 'wrong-aud');
    const { test: done } = await w.run(browser);
    expect(done.claims).toMatchObject({ verified: false, values: { email: 'anna@acme.example' } });
    expect(done.claims.values.aud).not.toBe('acme-app');
  });

  test('hostile text of a provider is bounded and stays text', async () => {
    w.idp.misbehave('acme', 'hostile-error');
    const { test: done, page } = await w.run(browser);
    expect(JSON.stringify(done).length).toBeLessThan(2_000);
    expect(page.text).not.toContain('<img');
  });

  test('Entra: another tenant’s person', async () => {
    const issuer = w.idp.issuerOf(entraTenant);
    const config = { issuer, clientId: 'contoso-app', clientSecret: 'contoso-secret' };
    const domains = [{ name: 'contoso.example', proved: true }];
    await w.api(
      'POST',
      '/sso-connectors',
      w.connector('contoso', { provider: 'entra-oidc', config, domains }),
    );
    w.idp.misbehave(entraTenant, 'other-tid');
    const { test: done } = await w.run(browser, 'cara@contoso.example', 'contoso');
    expect(done.cause.code).toBe('entra.tenant_not_allowed');
    expect(done.claims).toMatchObject({ verified: true, values: { tid: expect.any(String) } });
    expect(done.claims.values.tid).not.toBe(entraTenant);
  });

  test('a provider that keeps the browser: the likely reason, once ten minutes are over', async () => {
    const started = await w.start();
    await w.toProvider(browser, started);
    expect(await w.result(started.id)).toMatchObject({ state: 'waiting', cause: null });
    await w.tenant.db.query(
      sql`update sso_tests set return_until = now() where tenant_id = ${w.tenant.id} and id = ${started.id}`,
    );
    expect(await w.result(started.id)).toMatchObject({
      state: 'failed',
      cause: { code: 'test.no_return', fix: expect.stringContaining('redirect address') },
    });
  });
});
