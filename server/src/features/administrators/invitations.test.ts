// Invitations of administrators: links that work once, for one address, as long as who invited may.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Administration, type Answer, password, startAdministration } from './administrators-harness.ts';

let world: Administration;
let owner: string;
beforeAll(async () => {
  world = await startAdministration();
  owner = (await world.signIn('owner@example.com')).access_token;
}, 60_000);
afterAll(() => world?.close());

const path = '/t/admin/api/administrator-invitations';
const invite = (email: string, role = 'support', by = owner, headers = {}): Promise<Answer> =>
  world.call(by, 'POST', path, { email, role }, headers);
const tokenOf = (answer: Answer) => String(answer.json.link).split('/').at(-1) ?? '';
const form = { name: 'Ina', password: 'green teapot hums' };
const roleOfUser = async (email: string) => {
  const user = await world.app.users.findByIdentifier(world.tenant.db, { email });
  return user && (await world.roles())[user.id];
};
const expire = (email: string) =>
  world.tenant.db.query(sql`
    update administrator_invitations set expires_at = now() - interval '1 second'
    where tenant_id = ${world.tenant.id} and email = ${email}`);

describe('an invitation', () => {
  test('makes somebody new an administrator with a proved address and the role', async () => {
    const answer = await invite('Ina@Example.com');
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      email: 'Ina@example.com',
      role: 'support',
      status: 'pending',
      invitedBy: { type: 'user', id: world.owner.id },
    });
    expect(answer.json.link).toMatch(/^http:\/\/localhost:\d+\/t\/admin\/invitation\/[\w-]{43}$/);
    const browser = world.browser();
    const page = await browser.go(answer.json.link);
    expect(page.text).toContain('Ina@example.com');
    expect(page.text).toContain('Support');
    const done = await browser.post(page, form);
    expect([done.status, done.text.includes('Ina@example.com')]).toEqual([200, true]);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email: 'ina@example.com' });
    expect(user).toMatchObject({ name: 'Ina', emailVerified: true, hasPassword: true });
    expect(await roleOfUser('ina@example.com')).toBe('support');
    expect(await world.told(answer.json.id)).toEqual([
      'administrator_invitation.created',
      'administrator_invitation.accepted',
    ]);
    expect(await world.told(user!.id)).toContain('administrator.added');
    const [listed] = (await world.call(owner, 'GET', `${path}?status=accepted`)).json;
    expect(listed).toMatchObject({ id: answer.json.id, status: 'accepted', acceptedBy: user!.id });
    expect(listed.link).toBeUndefined();
  });

  test('theft from a database copy: the link is kept as a hash only, and no event tells it', async () => {
    const answer = await invite('hash@example.com');
    await world.app.settle();
    const rows = await world.app.db.query(sql`select * from administrator_invitations`);
    const events = await world.app.db.query(sql`select * from audit_events`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([rows, events])).not.toContain(tokenOf(answer));
    expect(JSON.stringify((await world.call(owner, 'GET', path)).json)).not.toContain(tokenOf(answer));
  });

  test('is mailed, in the language of who invites', async () => {
    const answer = await invite('mail@example.com', 'viewer', owner, { 'accept-language': 'zh-CN' });
    const mails = await world.app.mail.mailbox(world.tenant.db, { limit: 20 });
    const mail = mails.find(({ to }) => to === 'mail@example.com');
    expect(mail).toMatchObject({ kind: 'administrator-invitation' });
    expect(mail?.subject).toContain('邀请');
    expect(mail?.text).toContain(answer.json.link);
    expect(mail?.html).toContain(`href="${answer.json.link}"`);
  });

  test('asked for twice with one Idempotency-Key is one, and the link is shown once', async () => {
    const headers = { 'idempotency-key': 'invite-ivy' };
    const first = await invite('ivy@example.com', 'viewer', owner, headers);
    const second = await invite('ivy@example.com', 'viewer', owner, headers);
    expect(second.json).toEqual({ ...first.json, link: null });
  });

  test('for an address with an open invitation, or of an administrator, is refused', async () => {
    await invite('twice@example.com');
    expect((await invite('TWICE@example.com')).json.code).toBe('administrator_invitation.exists');
    expect((await invite('owner@example.com')).json.code).toBe('administrator.exists');
  });

  test.each([
    [{ email: 'nonsense', role: 'viewer' }],
    [{ email: 'a@example.com\r\nBcc: b@example.com', role: 'viewer' }],
    [{ email: 'a@example.com', role: 'root' }],
    [{ email: 'a@example.com' }],
    [{ email: 'a@example.com', role: 'viewer', id: 'x' }],
  ])('refuses %j', async (body) => {
    expect((await world.call(owner, 'POST', path, body)).status).toBe(400);
  });

  test('a mistake in the form does not use it up', async () => {
    const { link } = (await invite('slip@example.com')).json;
    const browser = world.browser();
    for (const [wrong, message] of [
      ['', 'Choose a password'],
      ['short', 'at least 8 characters'],
      ['password123', 'common passwords'],
      ['slip@example.com', 'your email or your username'],
    ] as const) {
      const page = await browser.post(link, { name: 'Sue', password: wrong });
      expect([page.status, wrong, page.text.includes(message)]).toEqual([400, wrong, true]);
      expect(page.text).toContain('aria-invalid');
      expect(page.text).toContain('value="Sue"');
    }
    expect((await browser.post(link, form)).status).toBe(200);
    expect(await roleOfUser('slip@example.com')).toBe('support');
  });
});

describe('a link that works no longer, or not here', () => {
  const refused = async (link: string) => {
    const browser = world.browser();
    expect((await browser.go(link)).status).toBe(410);
    expect((await browser.post(link, form)).status).toBe(410);
    expect((await browser.go(`${link}/sign-in`)).status).toBe(410);
  };

  test('token reuse: it works once', async () => {
    const { link } = (await invite('once@example.com')).json;
    expect((await world.browser().post(link, form)).status).toBe(200);
    await refused(link);
  });

  test('token reuse after the administrator was removed gives no role back', async () => {
    const { link } = (await invite('back@example.com')).json;
    await world.browser().post(link, form);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email: 'back@example.com' });
    await world.call(owner, 'DELETE', `/t/admin/api/administrators/${user!.id}`);
    await refused(link);
    expect(await roleOfUser('back@example.com')).toBeUndefined();
  });

  test('expired after seven days', async () => {
    const answer = await invite('late@example.com');
    const days = (Date.parse(answer.json.expiresAt) - Date.parse(answer.json.createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(7, 3);
    await expire('late@example.com');
    await refused(answer.json.link);
    const listed = (await world.call(owner, 'GET', `${path}?status=expired`)).json;
    expect(listed).toMatchObject([{ id: answer.json.id, status: 'expired' }]);
    const again = await world.call(owner, 'POST', `${path}/${answer.json.id}/resend`);
    expect(again.json.status).toBe('pending');
    expect((await world.browser().post(again.json.link, form)).status).toBe(200);
  });

  test('revoked', async () => {
    const answer = await invite('revoked@example.com');
    expect((await world.call(owner, 'DELETE', `${path}/${answer.json.id}`)).status).toBe(204);
    await refused(answer.json.link);
    expect(await world.told(answer.json.id)).toContain('administrator_invitation.revoked');
    expect((await world.call(owner, 'DELETE', `${path}/${answer.json.id}`)).status).toBe(404);
    expect((await world.call(owner, 'POST', `${path}/${answer.json.id}/resend`)).status).toBe(404);
  });

  test('sent again: the new link works, the old one has ended', async () => {
    const first = (await invite('again@example.com')).json;
    const second = (await world.call(owner, 'POST', `${path}/${first.id}/resend`)).json;
    expect(second.link).not.toBe(first.link);
    await refused(first.link);
    expect((await world.browser().post(second.link, form)).status).toBe(200);
  });

  test('accepted: neither sent again nor revoked', async () => {
    const { id, link } = (await invite('settled@example.com')).json;
    await world.browser().post(link, form);
    expect((await world.call(owner, 'POST', `${path}/${id}/resend`)).status).toBe(404);
    expect((await world.call(owner, 'DELETE', `${path}/${id}`)).status).toBe(404);
  });

  test('guessing: no made-up token opens anything, and all of them look the same', async () => {
    const browser = world.browser();
    const guess = await browser.go(`/t/admin/invitation/${'x'.repeat(43)}`);
    expect(guess.status).toBe(410);
    const { id, link } = (await invite('guess@example.com')).json;
    await world.call(owner, 'DELETE', `${path}/${id}`);
    expect((await browser.go(link)).text).toBe(guess.text);
    for (const odd of ['short', '%00', 'a'.repeat(44), `${'x'.repeat(42)}%2F`])
      expect((await browser.send(`/t/admin/invitation/${odd}`)).status).toBe(404);
  });

  test('foreign tenant: no page, no route and no token of another one', async () => {
    const token = tokenOf(await invite('foreign@example.com'));
    await world.app.tenants.create({ id: 'acme', name: 'Acme' });
    const browser = world.browser();
    for (const base of ['', '/t/acme']) {
      expect((await browser.send(`${base}/invitation/${token}`)).status).toBe(404);
      const body = new URLSearchParams(form);
      expect((await browser.send(`${base}/invitation/${token}`, { method: 'POST', body })).status).toBe(404);
    }
    const here = (await world.signIn('owner@example.com', `${world.app.endpoint}/api`)).access_token;
    for (const [method, below] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/x/resend'],
      ['DELETE', '/x'],
    ] as const) {
      const body = method === 'POST' && below === '' ? { email: 'a@example.com', role: 'viewer' } : undefined;
      const answer = await world.call(here, method, `/api/administrator-invitations${below}`, body);
      expect([method, answer.json.code]).toEqual([method, 'administrator.not_here']);
    }
  });

  test('CSRF: forms of other sites are refused', async () => {
    const { link } = (await invite('csrf@example.com')).json;
    const headers = { 'sec-fetch-site': 'cross-site' };
    const body = new URLSearchParams(form);
    expect((await world.browser().send(link, { method: 'POST', headers, body })).status).toBe(403);
  });
});

describe('races', () => {
  test('ten who accept at once make one administrator, and no user is left over', async () => {
    const { link } = (await invite('crowd@example.com')).json;
    const pages = await Promise.all(
      Array.from({ length: 10 }, (_, i) => world.browser().post(link, { ...form, name: `Guest ${i}` })),
    );
    const done = pages.filter(({ status, url }) => status === 200 && url.pathname.includes('/setup/'));
    expect(done).toHaveLength(1);
    const users = await world.app.users.search(world.tenant.db, { search: 'Guest', limit: 20, offset: 0 });
    expect(users.total).toBe(1);
  });

  test('two confirmations of one person at once give one role and one event', async () => {
    const { id, email } = await world.person('both');
    const { link, id: invitation } = (await invite(email)).json;
    const browser = world.browser();
    await signInAt(browser, link, email);
    const pages = await Promise.all([browser.post(link, {}), browser.post(link, {})]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await world.told(id)).filter((type) => type === 'administrator.added')).toHaveLength(1);
    expect((await world.told(invitation)).filter((type) => type.endsWith('accepted'))).toHaveLength(1);
  });

  test('revoked or accepted, whichever is first: never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = `tie-${round}@example.com`;
      const { id, link } = (await invite(email)).json;
      const [page, revoked] = await Promise.all([
        world.browser().post(link, form),
        world.call(owner, 'DELETE', `${path}/${id}`),
      ]);
      expect([page.status, revoked.status]).toEqual(revoked.status === 204 ? [410, 204] : [200, 404]);
      expect(await roleOfUser(email)).toBe(revoked.status === 204 ? undefined : 'support');
    }
  });
});

type Browser = ReturnType<Administration['browser']>;

/** From the invitation to the sign-in and back. */
async function signInAt(browser: Browser, link: string, email: string) {
  const offer = await browser.go(link);
  expect(offer.text).toContain(`href="${new URL(link).pathname}/sign-in"`);
  let page = await browser.go(`${link}/sign-in`);
  if (page.url.pathname.endsWith('/identifier')) page = await browser.post(page, { identifier: email });
  return browser.post(page, { password });
}

describe('somebody who is a user of the tenant admin already', () => {
  test('signs in, comes back, confirms, and keeps the account', async () => {
    const { id, email } = await world.person('una');
    const { link } = (await invite(email, 'viewer')).json;
    const browser = world.browser();
    const first = await browser.go(link);
    expect(first.text).not.toContain('name="password"');
    expect(first.text).toContain(email);
    const back = await signInAt(browser, link, email);
    expect(back.url.href).toBe(link);
    expect(back.text).toContain('Accept');
    expect((await world.roles())[id]).toBeUndefined();
    const done = await browser.post(back, {});
    expect([done.status, done.text.includes(email)]).toEqual([200, true]);
    expect((await world.roles())[id]).toBe('viewer');
  });

  test('without a session: the link alone gives no role and changes no password', async () => {
    const { id, email } = await world.person('ursula');
    const { link } = (await invite(email)).json;
    const page = await world.browser().post(link, form);
    expect(page.text).toContain('Sign in to accept');
    expect((await world.roles())[id]).toBeUndefined();
    expect((await world.signIn(email)).access_token).toBeDefined();
  });

  test('session swap: somebody else’s session accepts nothing', async () => {
    const { id, email } = await world.person('uwe');
    const other = await world.person('mallory');
    const { link } = (await invite(email)).json;
    const browser = world.browser();
    await world.signIn(other.email, world.tenant.apiResource, browser);
    expect((await browser.go(link)).text).toContain('Sign in to accept');
    await browser.post(link, {});
    expect(await world.roles()).not.toHaveProperty(id);
    expect(await world.roles()).not.toHaveProperty(other.id);
  });

  test('suspended: nothing is accepted', async () => {
    const { id, email } = await world.person('ulf');
    const { link } = (await invite(email)).json;
    const browser = world.browser();
    expect((await signInAt(browser, link, email)).text).toContain('Accept');
    await world.app.users.suspend(world.tenant.db, id);
    await browser.post(link, {});
    expect(await world.roles()).not.toHaveProperty(id);
  });

  test('an enforced domain: no way around its single sign-on, also for somebody new', async () => {
    const { db } = world.tenant;
    await world.app.sso.connectors.create(db, {
      name: 'Acme',
      provider: 'oidc',
      config: { issuer: 'https://idp.acme.example', clientId: 'x', clientSecret: 'y' },
      domains: [{ name: 'acme.example', proved: true }],
      enabled: true,
    });
    await world.app.experience.update(db, { singleSignOnEnabled: true });
    const { link } = (await invite('new@acme.example')).json;
    const page = await world.browser().post(link, form);
    expect(page.text).toContain('Sign in to accept');
    expect(await world.app.users.findByIdentifier(db, { email: 'new@acme.example' })).toBeUndefined();
  });

  test('an address that became somebody’s after the page was shown: the form leads to the sign-in', async () => {
    const { link } = (await invite('racer@example.com')).json;
    const browser = world.browser();
    const page = await browser.go(link);
    await world.person('racer');
    expect((await browser.post(page, form)).text).toContain('Sign in to accept');
    expect(await roleOfUser('racer@example.com')).toBeUndefined();
  });

  test('open redirect: the way back leads to invitations only', async () => {
    const browser = world.browser();
    for (const value of ['https://evil.example', '//evil.example', '../account', '']) {
      const headers = { cookie: `gh_admin_invitation=${encodeURIComponent(value)}` };
      const response = await world.app.fetch('/t/admin/invitation/signed-in', { headers });
      expect(response.headers.get('location')).toBe('/t/admin/account');
    }
    expect(browser.jar.has('gh_admin_invitation')).toBe(false);
  });
});

describe('the pages', () => {
  test('stay in their frame: no script inline, no form to elsewhere, nothing kept', async () => {
    const { link } = (await invite('csp@example.com')).json;
    const page = await world.browser().go(link);
    const csp = page.headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("form-action 'self'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });

  test('speak the visitor’s language', async () => {
    const { link } = (await invite('zh@example.com')).json;
    const response = await world.browser().send(link, { headers: { 'accept-language': 'zh-CN' } });
    expect(await response.text()).toContain('你收到了邀请');
  });

  test('the accepted can sign in at the console', async () => {
    const { link } = (await invite('console@example.com', 'viewer')).json;
    await world.browser().post(link, { ...form, password });
    const { access_token: token } = await world.signIn('console@example.com', `${world.app.endpoint}/api`);
    expect((await world.call(token, 'GET', '/api/users')).status).toBe(200);
    expect((await world.call(token, 'POST', '/api/users', {})).status).toBe(403);
  });
});
