/** Custom domains as an administrator manages them: claimed, proved, activated, given up. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Call, type Domains, startDomains } from './domains-harness.ts';
import type { Tenant } from './index.ts';

let d: Domains;
let shop: Tenant;
let rival: Tenant;
let call: Call;
let callRival: Call;

beforeAll(async () => {
  d = await startDomains();
  shop = await d.app.tenants.create({ id: 'shop', name: 'Shop' });
  rival = await d.app.tenants.create({ id: 'rival', name: 'Rival' });
  call = await d.managing(shop);
  callRival = await d.managing(rival);
});
afterAll(() => d.close());
beforeEach(async () => {
  d.dns.clear();
  for (const { db } of [shop, rival]) await db.deleteFrom('custom_domains').execute();
  for (const { db } of [shop, rival]) await d.app.cache.bump(db);
});

const path = (domain: string, more = '') => `/custom-domains/${domain}${more}`;
const claim = (domain: string, by = call) => by('POST', '/custom-domains', { domain });
const verify = (domain: string, by = call) => by('POST', path(domain, '/verify'));
const issuer = (domain: string) => `http://${domain}:${new URL(d.app.endpoint).port}/oidc`;
const activate = (domain: string, by = call) =>
  by('POST', path(domain, '/activate'), { issuer: issuer(domain) });
const deactivate = (domain: string, by = call) =>
  by('POST', path(domain, '/deactivate'), { issuer: issuer(domain) });

/** Publishes the record of a claim. */
function publish({ json }: Awaited<ReturnType<Call>>): void {
  d.dns.set(json.record.name, [...((d.dns.get(json.record.name) as string[]) ?? []), json.record.value]);
}

async function prove(domain: string, by = call): Promise<void> {
  publish(await claim(domain, by));
  expect((await verify(domain, by)).json).toMatchObject({ status: 'proved' });
}

async function eventsOf(tenant: Tenant): Promise<string[]> {
  await d.app.settle();
  const rows = await tenant.db.query<{ type: string }>(sql<{ type: string }>`
    select type from audit_events where tenant_id = ${tenant.id} and type like 'custom_domain.%' order by created_at, id`);
  return rows.map(({ type }) => type);
}

describe('a claim', () => {
  test('says which record to publish and what the issuer will be, and changes nothing yet', async () => {
    const { status, json } = await claim('login.shop.example');
    expect(status).toBe(201);
    expect(json).toMatchObject({
      domain: 'login.shop.example',
      baseUrl: issuer('login.shop.example').replace('/oidc', ''),
      issuer: issuer('login.shop.example'),
      status: 'unproved',
      primary: false,
      record: {
        type: 'TXT',
        name: '_gatehouse.login.shop.example',
        value: expect.stringMatching(/^gatehouse-verify=.{20,}/),
      },
      provedAt: null,
      activatedAt: null,
    });
    expect((await call('GET', '/custom-domains')).json).toEqual([json]);
    expect((await call('GET', path('login.shop.example'))).json).toEqual(json);
    expect((await d.app.tenants.byId('shop'))?.issuer).toBe(shop.issuer);
  });

  test.each([
    ['10.0.0.1', 'malformed'],
    ['[::1]', 'malformed'],
    ['2130706433', 'malformed'],
    ['localhost', 'malformed'],
    ['login', 'malformed'],
    ['*.shop.example', 'malformed'],
    ['_gatehouse.shop.example', 'malformed'],
    ['https://login.shop.example', 'malformed'],
    ['login.shop.example:8443', 'malformed'],
    ['login.shop.example/oidc', 'malformed'],
    ['a@login.shop.example', 'malformed'],
    ['login.shop.example%2f', 'malformed'],
    ['co.uk', 'public_suffix'],
    ['github.io', 'public_suffix'],
    ['gmail.com', 'public_mail'],
  ])('of %s is refused: %s', async (domain, problem) => {
    expect(await claim(domain)).toMatchObject({ status: 400, json: { code: `custom_domain.${problem}` } });
  });

  test('IDNA, upper case and a trailing dot are one spelling of the same name', async () => {
    expect((await claim('Login.Bücher.Example.')).json.domain).toBe('login.xn--bcher-kva.example');
    expect((await claim('LOGIN.xn--bcher-kva.example')).json.code).toBe('custom_domain.exists');
    expect((await call('GET', path(encodeURIComponent('login.BÜCHER.example.')))).status).toBe(200);
  });

  test('threat: a tenant that fills the registry; at most five, also at once', async () => {
    const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => claim(`login${n}.shop.example`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409]);
  });

  test('threat: a domain for the tenant admin, whose people run the installation', async () => {
    const admin = await d.managing((await d.app.tenants.byId('admin'))!);
    expect((await claim('login.shop.example', admin)).json.code).toBe('custom_domain.not_here');
  });

  test('of another tenant is nobody else’s to read or to change', async () => {
    await claim('login.shop.example');
    for (const [method, more, body] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/verify'],
      ['POST', '/activate', { issuer: issuer('login.shop.example') }],
      ['POST', '/deactivate', { issuer: issuer('login.shop.example') }],
    ] as [string, string, object?][]) {
      expect((await callRival(method, path('login.shop.example', more), body)).status).toBe(404);
    }
  });

  test('needs custom-domains:write, and looking needs custom-domains:read', async () => {
    const reader = await d.managing(shop, ['custom-domains:read']);
    expect((await reader('GET', '/custom-domains')).status).toBe(200);
    expect((await claim('login.shop.example', reader)).status).toBe(403);
    const other = await d.managing(shop, ['tenants:write']);
    expect((await other('GET', '/custom-domains')).status).toBe(403);
  });
});

describe('the proof', () => {
  test('is the TXT record at the name made for it, and at no other', async () => {
    const { json } = await claim('login.shop.example');
    d.dns.set('login.shop.example', [json.record.value]);
    expect(await verify('login.shop.example')).toMatchObject({
      status: 409,
      json: { code: 'custom_domain.unproved' },
    });
    d.dns.set(json.record.name, ['v=spf1 -all', json.record.value]);
    const after = await verify('login.shop.example');
    expect(after.json).toMatchObject({ status: 'proved', checkedAt: expect.any(String) });
    expect(await eventsOf(shop)).toEqual(
      expect.arrayContaining(['custom_domain.added', 'custom_domain.proved']),
    );
  });

  test('is not another tenant’s record, nor a DNS that does not answer', async () => {
    await claim('login.shop.example');
    publish(await claim('login.shop.example', callRival));
    expect((await verify('login.shop.example')).json.code).toBe('custom_domain.unproved');
    d.dns.set('_gatehouse.login.shop.example', 'ETIMEOUT');
    expect((await verify('login.shop.example')).json.code).toBe('custom_domain.dns_unreachable');
  });

  test('threat: squatting; an unproved claim keeps nobody from the name', async () => {
    await claim('login.shop.example', callRival);
    await prove('login.shop.example');
    expect((await activate('login.shop.example')).json.status).toBe('active');
  });

  test('threat: two tenants prove the same name at once; one has it, the other is told', async () => {
    publish(await claim('login.shop.example'));
    publish(await claim('login.shop.example', callRival));
    const answers = await Promise.all([
      verify('login.shop.example'),
      verify('login.shop.example', callRival),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.code).toBe('custom_domain.taken');
  });

  test('is looked for again: a record that is gone takes it away, unless the tenant answers there', async () => {
    await prove('idle.shop.example');
    await prove('used.shop.example');
    await activate('used.shop.example');
    d.dns.clear();
    expect((await verify('idle.shop.example')).json.code).toBe('custom_domain.unproved');
    expect((await verify('used.shop.example')).json.code).toBe('custom_domain.unproved');
    expect((await call('GET', path('idle.shop.example'))).json.status).toBe('unproved');
    expect((await call('GET', path('used.shop.example'))).json).toMatchObject({
      status: 'active',
      provedAt: expect.any(String),
    });
    expect(await eventsOf(shop)).toContain('custom_domain.lapsed');
  });

  test('threat: a name that changed hands; a proof that is gone gives way, one that is there does not', async () => {
    await prove('login.shop.example', callRival);
    d.dns.clear();
    publish(await claim('login.shop.example'));
    expect((await verify('login.shop.example')).json.status).toBe('proved');
    expect((await callRival('GET', path('login.shop.example'))).json.status).toBe('unproved');
    // Threat: the other tenant's audit log as a window into this one.
    await d.app.settle();
    const lapsed = await rival.db.query(sql`
      select actor_type, actor_id, address, user_agent, request_id from audit_events
      where tenant_id = ${rival.id} and type = 'custom_domain.lapsed'`);
    const nobody = { actor_id: null, address: null, user_agent: null, request_id: null };
    expect(lapsed).toEqual([{ actor_type: 'system', ...nobody }]);
    // The other way round the record of the owner is still there.
    publish({ status: 200, json: (await callRival('GET', path('login.shop.example'))).json });
    expect((await verify('login.shop.example', callRival)).json.code).toBe('custom_domain.taken');
  });

  test('threat: takeover of a name in use; it is not taken away though its record is gone', async () => {
    await prove('login.shop.example', callRival);
    await activate('login.shop.example', callRival);
    d.dns.clear();
    publish(await claim('login.shop.example'));
    expect((await verify('login.shop.example')).json.code).toBe('custom_domain.taken');
    expect((await callRival('GET', path('login.shop.example'))).json.status).toBe('active');
  });
});

describe('the activation', () => {
  test('threat: an unproved domain', async () => {
    await claim('login.shop.example');
    expect(await activate('login.shop.example')).toMatchObject({
      status: 409,
      json: { code: 'custom_domain.not_proved' },
    });
    expect((await d.app.tenants.byId('shop'))?.issuer).toBe(shop.issuer);
  });

  test('threat: a proof of long ago; the record must be there now', async () => {
    await prove('login.shop.example');
    d.dns.clear();
    expect((await activate('login.shop.example')).json.code).toBe('custom_domain.unproved');
    expect((await call('GET', path('login.shop.example'))).json.status).toBe('unproved');
  });

  test('is confirmed by the issuer that it brings, and so is its end', async () => {
    await prove('login.shop.example');
    for (const wrong of [shop.issuer, 'https://login.shop.example/oidc', 'yes']) {
      const answer = await call('POST', path('login.shop.example', '/activate'), { issuer: wrong });
      expect(answer.json.code).toBe('custom_domain.unconfirmed');
    }
    expect((await call('POST', path('login.shop.example', '/activate'), {})).status).toBe(400);
    expect((await activate('login.shop.example')).json).toMatchObject({ status: 'active', primary: true });
    const end = await call('POST', path('login.shop.example', '/deactivate'), { issuer: shop.issuer });
    expect(end.json.code).toBe('custom_domain.unconfirmed');
    expect((await deactivate('login.shop.example')).json).toMatchObject({ status: 'proved', primary: false });
    expect((await eventsOf(shop)).slice(-2)).toEqual([
      'custom_domain.activated',
      'custom_domain.deactivated',
    ]);
  });

  test('of a second one makes that the first address, and both answer', async () => {
    for (const domain of ['one.shop.example', 'two.shop.example']) {
      await prove(domain);
      await activate(domain);
    }
    const primary = async () =>
      (await call('GET', '/custom-domains')).json
        .filter((one: { primary: boolean }) => one.primary)
        .map((one: { domain: string }) => one.domain);
    expect(await primary()).toEqual(['two.shop.example']);
    expect((await call('GET', '/tenants/shop')).json).toMatchObject({
      issuer: issuer('two.shop.example'),
      apiResource: shop.apiResource,
    });
    await activate('one.shop.example');
    expect(await primary()).toEqual(['one.shop.example']);
    expect((await d.app.tenants.byId('shop'))?.issuers).toEqual([
      shop.issuer,
      issuer('one.shop.example'),
      issuer('two.shop.example'),
    ]);
  });

  test('keeps the domain from being given up', async () => {
    await prove('login.shop.example');
    await activate('login.shop.example');
    expect((await call('DELETE', path('login.shop.example'))).json.code).toBe('custom_domain.active');
    await deactivate('login.shop.example');
    expect((await call('DELETE', path('login.shop.example'))).status).toBe(204);
    expect((await call('GET', path('login.shop.example'))).status).toBe(404);
  });
});

test('a name below localhost needs no record on a developer’s machine', async () => {
  await claim('shop.localhost');
  expect((await verify('shop.localhost')).json.status).toBe('proved');
  expect((await activate('shop.localhost')).json.status).toBe('active');
});
