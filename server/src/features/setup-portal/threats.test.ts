/** Issue 5: what the holder of a set-up link, or somebody without one, might try with the portal. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signInAtIdp } from '../../testing/idp/index.ts';
import { Visitor } from '../../testing/visitor.ts';
import { clientSecret, type PortalWorld, startPortal } from './portal-harness.ts';

let w: PortalWorld;

beforeAll(async () => {
  w = await startPortal();
}, 60_000);
afterAll(() => w?.close());
beforeEach(async () => {
  await w.app.tenant.db.query(sql`delete from rate_limits where tenant_id = ${w.app.tenant.id}`);
});

const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1)!;

describe('the address', () => {
  test('enumeration: unknown, expired, revoked and renewed links look alike, and so does another browser', async () => {
    const db = w.app.tenant.db;
    const [expired, revoked, renewed, living] = [
      await w.make(),
      await w.make(),
      await w.make(),
      await w.make(),
    ];
    await db.query(
      sql`update setup_links set expires_at = now() where tenant_id = ${db.tenantId} and id = ${expired.id}`,
    );
    await w.api('POST', `/setup-links/${revoked.id}/revoke`);
    await w.api('POST', `/setup-links/${renewed.id}/renew`, {});
    const unknown = `${w.app.endpoint}/sso-setup/open/${'A'.repeat(43)}`;
    const urls = [unknown, expired.url, revoked.url, renewed.url];
    const inner = ['sul_nobody', expired.id, living.id].map(
      (id) => `${w.app.endpoint}/sso-setup/${id}/health`,
    );
    const pages = await Promise.all([...urls, ...inner].map((url) => new Visitor(w.app.endpoint).open(url)));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([410]));
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
    expect(pages[0]?.html).toContain('ask whoever sent it for a new one');
    expect(pages.every(({ html }) => !html.includes('Acme Corp'))).toBe(true);
  });

  test('leak: it is exchanged for a cookie of the link’s own pages, and no page, referrer or store has it', async () => {
    const link = await w.make();
    const response = await new Visitor(w.app.endpoint).request(link.url);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/sso-setup/${link.id}`);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`Path=/sso-setup/${link.id};`));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const visitor = await w.enter(link);
    expect(visitor.page?.html).not.toContain(tokenOf(link));
    const rows = await w.app.tenant.db.selectFrom('setup_links').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    expect(JSON.stringify((await w.api('GET', `/setup-links/${link.id}`)).json)).not.toContain(tokenOf(link));
  });

  test('guessing: whoever tries many is slowed down', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 64; tries += 1) {
      const url = `/sso-setup/open/${String(tries).padStart(43, 'B')}`;
      const response = await w.app.fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9' } });
      statuses.push(response.status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  test('search engines and frames are kept out, and no script stands in the page', async () => {
    const visitor = await w.enter(await w.make());
    const { headers, html } = visitor.page!;
    expect(headers.get('x-robots-tag')).toContain('noindex');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|\sstyle="/);
  });
});

describe('the mailed code', () => {
  test('opens the link only for an address that it was made for, and tells nobody which those are', async () => {
    const link = await w.make({ emails: ['it@acme.example'] });
    const stranger = await w.enter(link);
    expect(stranger.page?.html).not.toContain('Acme Corp');
    const before = (await w.mails()).length;
    const wrong = await stranger.submit({ email: 'it@evil.example' });
    expect((await w.mails()).length).toBe(before);
    const visitor = await w.enter(link);
    const right = await visitor.submit({ email: 'IT@acme.example' });
    const same = (html: string) =>
      html.replaceAll(/(it|IT)@[a-z.]+/g, '').replaceAll(/name="form_token" value="[^"]+"/g, '');
    expect(same(right.html)).toBe(same(wrong.html));
    const [mail] = (await w.mails()).filter(({ to }) => to === 'it@acme.example');
    expect((await visitor.submit({ code: '000000' })).status).toBe(400);
    await visitor.submit({ code: mail!.code! });
    expect(visitor.page?.url).toContain('/provider');
  });

  test('no page is shown and nothing is done before it', async () => {
    const link = await w.make({ emails: ['it@acme.example'] });
    const visitor = await w.enter(link);
    for (const page of ['provider', 'connection', 'health', 'renew', 'finish']) {
      expect((await visitor.open(`/sso-setup/${link.id}/${page}`)).url).toContain('/code');
    }
    const csrf = /name="form_token" value="([^"]+)"/.exec(visitor.page!.html)![1]!;
    const body = new URLSearchParams({ form_token: csrf, provider: 'okta' });
    await visitor.open(`/sso-setup/${link.id}/provider`, { method: 'POST', body });
    expect((await w.api('GET', `/setup-links/${link.id}`)).json.progress.provider).toBeNull();
  });

  test('of another browser or link opens nothing, and guessing ends it', async () => {
    const [one, two] = [
      await w.make({ emails: ['x@acme.example'] }),
      await w.make({ emails: ['x@acme.example'] }),
    ];
    const first = await w.enter(one);
    const second = await w.enter(two);
    await first.submit({ email: 'x@acme.example' });
    const code = (await w.mails()).find(({ to }) => to === 'x@acme.example')!.code!;
    await second.submit({ email: 'x@acme.example' });
    expect((await second.submit({ code })).status).toBe(400);
    for (let tries = 0; tries < 5; tries += 1)
      await first.submit({ code: code === '111111' ? '222222' : '111111' });
    const page = await first.submit({ code });
    expect(page.status).toBe(400);
    expect(page.html).toContain('no longer works');
  });

  test('mail flood: asking again and again is slowed down', async () => {
    const link = await w.make({ emails: ['flood@acme.example'] });
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const visitor = await w.enter(link);
      statuses.push((await visitor.submit({ email: 'flood@acme.example' })).status);
    }
    expect(statuses).toContain(429);
    expect((await w.mails()).filter(({ to }) => to === 'flood@acme.example').length).toBeLessThanOrEqual(3);
  });
});

describe('forms', () => {
  test('CSRF: another site’s form, and one without the token of this browser, do nothing', async () => {
    const link = await w.make();
    const visitor = await w.enter(link);
    const other = await w.enter(await w.make());
    const foreign = /name="form_token" value="([^"]+)"/.exec(other.page!.html)![1]!;
    const own = /name="form_token" value="([^"]+)"/.exec(visitor.page!.html)![1]!;
    const post = (fields: Record<string, string>, headers: Record<string, string>) =>
      visitor.request(`${w.app.endpoint}/sso-setup/${link.id}/provider`, {
        method: 'POST',
        body: new URLSearchParams({ provider: 'okta', ...fields }),
        headers,
      });
    const here = { origin: w.app.endpoint };
    expect((await post({ form_token: own }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({}, here)).status).toBe(403);
    expect((await post({ form_token: foreign }, here)).status).toBe(403);
    expect((await w.api('GET', `/setup-links/${link.id}`)).json.progress.provider).toBeNull();
    expect((await post({ form_token: own }, here)).status).toBe(303);
  });

  test.each([
    [
      'too large',
      () =>
        `--b\r\ncontent-disposition: form-data; name="x_file"; filename="x"\r\n\r\n${'a'.repeat(700_000)}\r\n--b--\r\n`,
      413,
    ],
    ['without an end', () => '--b\r\ncontent-disposition: form-data; name="x"\r\n\r\nx', 400],
    ['with NUL', () => '--b\r\ncontent-disposition: form-data; name="issuer"\r\n\r\na\0b\r\n--b--\r\n', 400],
    [
      'of no text',
      () =>
        '--b\r\ncontent-disposition: form-data; name="x_file"; filename="x"\r\n\r\n\u00ff\u00fe\r\n--b--\r\n',
      400,
    ],
  ])('hostile upload %s is refused in words', async (_, body, status) => {
    const link = await w.make({ providers: ['oidc'] });
    const visitor = await w.enter(link);
    const response = await visitor.request(`${w.app.endpoint}/sso-setup/${link.id}/connection`, {
      method: 'POST',
      headers: { origin: w.app.endpoint, 'content-type': 'multipart/form-data; boundary=b' },
      body: Buffer.from(body(), 'latin1'),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  test('a secret is never shown again, nor what was typed for one', async () => {
    const { link, visitor } = await w.connected();
    const pages = [
      await visitor.open(`/sso-setup/${link.id}/connection`),
      await visitor.submit({ issuer: 'http://', clientId: 'portal-app', clientSecret }),
      await visitor.open(`/sso-setup/${link.id}/renew`),
    ];
    expect(pages.every(({ html }) => !html.includes(clientSecret))).toBe(true);
    expect(JSON.stringify(await w.events(link.id))).not.toContain(clientSecret);
  });

  test('markup in names and values stays text', async () => {
    const link = await w.make({ customer: '<img src=x onerror=alert(1)>', providers: ['oidc'] });
    const visitor = await w.enter(link);
    await visitor.open(`/sso-setup/${link.id}/connection`);
    const page = await visitor.submit({
      issuer: '"><script>alert(1)</script>',
      clientId: '',
      clientSecret: '',
    });
    expect(page.html).not.toMatch(/<img|<script>alert/);
  });
});

describe('IDOR', () => {
  test('a link reaches its own pages only: its cookie is not sent to, nor good for, another’s', async () => {
    const [mine, theirs] = [await w.connected(), await w.connected()];
    const page = await mine.visitor.open(`/sso-setup/${theirs.link.id}/health`);
    expect(page.status).toBe(410);
    const cookie = [...mine.visitor.cookies].find(([key]) => key.includes(mine.link.id))!;
    const response = await fetch(`${w.app.endpoint}/sso-setup/${theirs.link.id}/connection`, {
      headers: { cookie: `${cookie[0].split('|')[0]}=${cookie[1].value}` },
    });
    expect(response.status).toBe(410);
  });

  test('an administrator’s test of the same connector, and another link’s, are not shown', async () => {
    const { link, visitor, connectorId } = await w.connected();
    const started = (await w.api('POST', `/sso-connectors/${connectorId}/tests`)).json;
    const own = new Visitor(w.app.endpoint);
    await own.open(started.url);
    const there = await own.submit({});
    const { callbackUrl } = await signInAtIdp(w.idp, there.url, { username: 'anna@acme.example' });
    await own.open(callbackUrl.href);
    const page = await visitor.open(`/sso-setup/${link.id}/test/${started.id}`);
    expect(page.url).toMatch(/\/test$/);
    expect(page.html).not.toContain('anna@');
  });

  test('the domain of another connector is not to be had, and whose it is is not told', async () => {
    await w.api('POST', '/sso-connectors', {
      id: 'rival',
      name: 'Rival Inc',
      provider: 'oidc',
      config: { issuer: 'https://idp.rival.example', clientId: 'a', clientSecret: 'b' },
      domains: [{ name: 'rival.example', proved: true }],
    });
    const { link, visitor, connectorId } = await w.connected();
    await visitor.open(`/sso-setup/${link.id}/domain`);
    const page = await visitor.submit({ domain: 'rival.example' });
    expect(page.status).toBe(400);
    expect(page.html).not.toMatch(/rival"|Rival Inc|connector/i);
    const domains = (await w.api('GET', `/sso-connectors/${connectorId}/domains`)).json;
    expect(domains.map(({ name }: { name: string }) => name)).not.toContain('rival.example');
  });

  test('a link that names domains claims no others, and none can vouch for its own', async () => {
    const { link, visitor, connectorId } = await w.connected({ domains: ['named.example'] });
    const page = await visitor.open(`/sso-setup/${link.id}/domain`);
    const csrf = /name="form_token" value="([^"]+)"/.exec(page.html)![1]!;
    const body = new URLSearchParams({
      form_token: csrf,
      do: 'add',
      domain: 'other.example',
      proved: 'true',
    });
    await visitor.open(`/sso-setup/${link.id}/domain`, { method: 'POST', body });
    const domains = (await w.api('GET', `/sso-connectors/${connectorId}/domains`)).json;
    expect(domains.map(({ name }: { name: string }) => name)).toEqual(['acme.example', 'named.example']);
    expect(domains[1].proved).toBe(false);
  });
});

describe('what the administrator did not allow', () => {
  test('a provider that is not on the list can’t be chosen', async () => {
    const link = await w.make({ providers: ['okta', 'oidc'] });
    const visitor = await w.enter(link);
    await visitor.open(`/sso-setup/${link.id}/provider`);
    await visitor.submit({ provider: 'entra-oidc' });
    expect((await w.api('GET', `/setup-links/${link.id}`)).json.progress.provider).toBeNull();
  });

  test('switching it on: without “may enable” the form does nothing, without a passed test it does nothing either', async () => {
    for (const mayEnable of [false, true]) {
      const { link, visitor, connectorId } = await w.connected({ mayEnable });
      await visitor.open(`/sso-setup/${link.id}/test`);
      const csrf = /name="form_token" value="([^"]+)"/.exec(visitor.page!.html)![1]!;
      const enable = () =>
        visitor.open(`/sso-setup/${link.id}/finish`, {
          method: 'POST',
          body: new URLSearchParams({ form_token: csrf, do: 'enable' }),
        });
      await enable();
      expect((await w.api('GET', `/sso-connectors/${connectorId}`)).json.enabled).toBe(false);
      await visitor.open(`/sso-setup/${link.id}/test`);
      await w.runTest(visitor);
      await enable();
      expect((await w.api('GET', `/sso-connectors/${connectorId}`)).json.enabled).toBe(mayEnable);
    }
  });

  test('a connection that is in use is not edited: values, provider and domains stay as they are', async () => {
    const { link, visitor, connectorId } = await w.connected();
    const page = await visitor.open(`/sso-setup/${link.id}/connection`);
    const csrf = /name="form_token" value="([^"]+)"/.exec(page.html)![1]!;
    await w.app.sso.connectors.update(w.app.tenant.db, connectorId, { enabled: true });
    const before = (await w.api('GET', `/sso-connectors/${connectorId}`)).json;
    for (const [path, fields] of [
      ['connection', w.values({ clientId: 'evil' })],
      ['provider', { provider: 'okta' }],
      ['domain', { do: 'add', domain: 'more.example' }],
    ] as const)
      await visitor.open(`/sso-setup/${link.id}/${path}`, {
        method: 'POST',
        body: new URLSearchParams({ form_token: csrf, ...(fields as Record<string, string>) }),
      });
    expect((await w.api('GET', `/sso-connectors/${connectorId}`)).json).toEqual(before);
  });

  test('parts that the link was not made for are closed', async () => {
    const { link, visitor } = await w.connected({ parts: ['set-up'] });
    for (const part of ['health', 'renew']) {
      expect((await visitor.open(`/sso-setup/${link.id}/${part}`)).url).not.toContain(part);
    }
  });

  test('SSRF: the look at a provider goes to no address of this server’s network', async () => {
    const link = await w.make({ providers: ['oidc'] });
    const visitor = await w.enter(link);
    await visitor.open(`/sso-setup/${link.id}/connection`);
    const page = await visitor.submit(
      w.values({ issuer: 'http://169.254.169.254/latest/meta-data' }) as never,
    );
    expect(page.html).toMatch(/in a network that this server does not call/);
  });
});

describe('the management API', () => {
  test('needs the permissions of connectors', async () => {
    const reader = await w.app.managementToken(['sso-connectors:read']);
    const other = await w.app.managementToken(['users:read']);
    expect((await w.api('POST', '/setup-links', { customer: 'X' }, reader)).status).toBe(403);
    expect((await w.api('GET', '/setup-links', undefined, other)).status).toBe(403);
    expect((await w.api('GET', '/setup-links', undefined, reader)).status).toBe(200);
  });

  test.each([
    [{ customer: '' }],
    [{ customer: 'X', expiresInDays: 31 }],
    [{ customer: 'X', emails: ['nobody'] }],
    [{ customer: 'X', domains: ['gmail.com'] }],
    [{ customer: 'X', parts: [] }],
    [{ customer: 'X', providers: ['nothing'] }],
  ])('refuses %j', async (input) => {
    expect((await w.api('POST', '/setup-links', input)).status).toBe(400);
  });

  test('a revoked link is not renewed', async () => {
    const link = await w.make();
    await w.api('POST', `/setup-links/${link.id}/revoke`);
    const { status, json } = await w.api('POST', `/setup-links/${link.id}/renew`, {});
    expect(status).toBe(409);
    expect(json.code).toBe('setup_link.revoked');
  });
});
