/** The SCIM server as a stranger or a careless client meets it: tokens, limits, bodies, addresses, paging, discovery. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FixedClock, fixedClock } from '../../kernel/clock/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { requestRate, strangersRate } from './limits.ts';
import { type Directory, newDirectory, patchOf, person, scimType, sendTo } from './scim-harness.ts';

let app: TestApp;
let clock: FixedClock;
let token: string;
beforeAll(async () => {
  clock = fixedClock(new Date());
  app = await buildTestApp({ clock });
  token = await app.managementToken();
});
afterAll(() => app.close());

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';
const refused = (status: number, scimError?: string) => ({
  status,
  body: { schemas: [errorUrn], status: String(status), ...(scimError && { scimType: scimError }) },
});
/** Room for wrong tokens again. */
const later = () => clock.advance(600_000);

const api = async (method: string, path: string, body?: unknown) => {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
};

const ask = (directory: Directory, bearer: string | undefined, path = '/Users') =>
  sendTo(`${app.endpoint}${directory.base}${path}`, bearer, { method: 'GET' });

describe('tokens', () => {
  test('RFC 6750: none, a made-up one, one of another connector, tenant or kind opens nothing', async () => {
    later();
    const [one, other] = [await newDirectory(app), await newDirectory(app)];
    for (const bearer of [
      undefined,
      '',
      'scim_',
      'x'.repeat(600),
      other.token,
      one.token.slice(0, -1),
      token,
    ]) {
      const answer = await ask(one, bearer);
      expect(answer).toMatchObject(refused(401));
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await ask(one, one.token)).status).toBe(200);
    const nowhere = { ...one, base: '/scim/v2/no-such-connector' };
    expect(await ask(nowhere, one.token)).toMatchObject(refused(401));
    const elsewhere = { ...one, base: `/t/admin${one.base}` };
    expect(await ask(elsewhere, one.token)).toMatchObject(refused(401));
  });

  test('shown once, kept as a hash, two valid at once, revoked at once', async () => {
    const directory = await newDirectory(app);
    const path = `/sso-connectors/${directory.id}/scim/tokens`;
    const second = await api('POST', path, { expiresInDays: 30 });
    expect(second).toMatchObject({
      status: 201,
      body: { state: 'valid', value: expect.stringMatching(/^scim_\w{44}$/) },
    });
    expect((await api('POST', path, {})).body).toMatchObject({ code: 'scim.too_many_tokens' });
    for (const bearer of [directory.token, second.body.value])
      expect((await ask(directory, bearer)).status).toBe(200);
    const { body: listed } = await api('GET', path);
    expect(JSON.stringify(listed)).not.toContain(second.body.value);
    expect(listed).toMatchObject([{ lastUsedAt: expect.any(String) }, { lastUsedAt: expect.any(String) }]);
    const { rows } = await app.db.pool.query('select hash from scim_tokens');
    expect(JSON.stringify(rows)).not.toContain(second.body.value);
    expect((await api('DELETE', `${path}/${listed[0].id}`)).status).toBe(204);
    expect((await ask(directory, directory.token)).status).toBe(401);
    expect((await ask(directory, second.body.value)).status).toBe(200);
  });

  test('an expired one is refused and says so', async () => {
    const directory = await newDirectory(app);
    await app.db.pool.query(
      `update scim_tokens set expires_at = now() - interval '1 second' where connector_id = $1`,
      [directory.id],
    );
    expect((await ask(directory, directory.token)).body).toMatchObject({
      detail: expect.stringContaining('expired'),
    });
  });

  test('switched off, everything is refused', async () => {
    const directory = await newDirectory(app);
    await api('PATCH', `/sso-connectors/${directory.id}/scim`, { enabled: false });
    expect(await directory.send('GET', '/Users')).toMatchObject(refused(403));
    expect(await directory.send('POST', '/Users', person(directory, 'ada'))).toMatchObject(refused(403));
  });

  test('token guessing: an address that guesses is made to wait, others are not', async () => {
    later();
    const directory = await newDirectory(app);
    const guess = (n: number, address: string) =>
      sendTo(`${app.endpoint}${directory.base}/Users`, `scim_${'a'.repeat(43)}${n % 10}`, {
        method: 'GET',
        headers: { 'x-forwarded-for': address },
      });
    const statuses = new Set<number>();
    for (let n = 0; n < 25; n++) statuses.add((await guess(n, '203.0.113.9')).status);
    expect([...statuses]).toEqual([401, 429]);
    const own = (address: string) =>
      directory.send('GET', '/Users', undefined, { 'x-forwarded-for': address });
    const waiting = await own('203.0.113.9');
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await own('203.0.113.10')).status).toBe(200);
  });

  test('threat: strangers fill the log of a connector: a few of their requests are kept', async () => {
    later();
    const directory = await newDirectory(app);
    for (let n = 0; n < 40; n++)
      await sendTo(`${app.endpoint}${directory.base}/Users`, `scim_${'b'.repeat(43)}`, {
        method: 'GET',
        headers: { 'x-forwarded-for': `198.51.100.${n}` },
      });
    const log = await api('GET', `/sso-connectors/${directory.id}/scim/events`);
    expect(Number(log.headers.get('total-number'))).toBe(strangersRate.burst);
    await directory.send('GET', '/Users');
    expect((await api('GET', `/sso-connectors/${directory.id}/scim/events`)).body[0].status).toBe(200);
  });

  test('a directory that sends too much is told to wait', async () => {
    const directory = await newDirectory(app);
    let last = 200;
    for (let n = 0; n <= requestRate.burst && last === 200; n++)
      last = (await directory.send('GET', '/Schemas/none')).status === 429 ? 429 : 200;
    expect(last).toBe(429);
    clock.advance(2_000);
    expect((await directory.send('GET', '/Users')).status).toBe(200);
  });
});

describe('bodies and addresses', () => {
  test.each([
    ['no JSON', '{"userName": ', 400],
    ['a list', '[]', 400],
    ['a text', '"x"', 400],
    ['nothing', '', 400],
    ['no object of the prototype', '{"__proto__":{"admin":true},"userName":"x"}', 400],
    ['the same attribute in two spellings', '{"userName":"a@x.example","USERNAME":"b@x.example"}', 400],
    ['NUL', '{"userName":"a\\u0000"}', 400],
    ['half of a character', '{"userName":"\\ud800"}', 400],
    ['depth', `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, 400],
    ['more than a megabyte', `{"userName":"${'x'.repeat(1_100_000)}"}`, 413],
    ['no userName', '{}', 400],
    ['a userName of blanks', '{"userName":"  "}', 400],
    ['a userName that is an object', '{"userName":{"$ne":null}}', 400],
  ])('hostile: %s', async (_name, body, status) => {
    const directory = await newDirectory(app);
    for (const [method, path] of [
      ['POST', '/Users'],
      ['POST', '/Groups'],
    ] as const) {
      expect((await directory.send(method, path, body)).status).toBe(
        path === '/Groups' && status === 413 ? 413 : status,
      );
    }
  });

  test('a body of another type is refused; JSON under any of its names is read', async () => {
    const directory = await newDirectory(app);
    const body = JSON.stringify(person(directory, 'ada'));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '']) {
      const answer = await directory.send('POST', '/Users', body, { 'content-type': type });
      expect(answer).toMatchObject(refused(415));
    }
    const accepted = await directory.send('POST', '/Users', body, {
      'content-type': 'Application/JSON; charset=utf-8',
    });
    expect(accepted.status).toBe(201);
  });

  test.each([
    '/Users/..%2f..%2fapi%2fusers',
    '/Users/usr_x/extra',
    '/Users/%00',
    '/Users/%E0%A4%A',
    '/Nothing',
    '/users%2f',
    '/constructor',
    '/__proto__',
    '/Users/__proto__',
    '/Schemas/nothing',
    '/ServiceProviderConfig/x',
  ])('path injection: %s is nothing', async (path) => {
    const directory = await newDirectory(app);
    expect((await directory.send('GET', path)).status).toBe(404);
  });

  test('RFC 7644: what is not supported says so', async () => {
    const directory = await newDirectory(app);
    expect(await directory.send('GET', '/Me')).toMatchObject(refused(501));
    expect(await directory.send('POST', '/Bulk', { Operations: [] })).toMatchObject(refused(501));
    const wrong = await directory.send('DELETE', '/Users');
    expect(wrong).toMatchObject(refused(405));
    expect(wrong.headers.get('allow')).toBe('GET, POST');
    expect(await directory.send('GET', '/Schemas?filter=id+pr')).toMatchObject(refused(403));
  });

  test('a group of names with what a browser would run stays data', async () => {
    const directory = await newDirectory(app);
    const displayName = '<script>alert(1)</script>';
    const { body, headers } = await directory.send('POST', '/Groups', { displayName });
    expect(body.displayName).toBe(displayName);
    expect(headers.get('content-type')).toContain(scimType);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('lists', () => {
  test('RFC 7644 section 3.4.2: pages in a stable order, sorting, and what is answered', async () => {
    const directory = await newDirectory(app);
    const names = ['eve', 'ann', 'dan', 'bob', 'cyd'];
    for (const name of names) await directory.send('POST', '/Users', person(directory, name));
    const list = async (query: string) => {
      const { status, body } = await directory.send('GET', `/Users?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return {
        totalResults: body.totalResults,
        itemsPerPage: body.itemsPerPage,
        startIndex: body.startIndex,
        Resources: body.Resources,
        names: body.Resources.map((user) => user.userName?.split('@')[0]),
      };
    };
    const pages = await Promise.all([1, 3, 5].map((start) => list(`startIndex=${start}&count=2`)));
    expect(pages.flatMap((page) => page.names)).toEqual(names);
    expect(pages[2]).toMatchObject({ totalResults: 5, itemsPerPage: 1, startIndex: 5 });
    expect((await list('count=0')).totalResults).toBe(5);
    expect((await list('startIndex=-3&count=1')).names).toEqual(['eve']);
    expect((await list('startIndex=99')).names).toEqual([]);
    expect((await list('sortBy=userName')).names).toEqual([...names].sort());
    expect((await list('sortBy=name.givenName&sortOrder=descending&count=2&startIndex=2')).names).toEqual([
      'dan',
      'cyd',
    ]);
    expect((await list('filter=userName+sw+%22b%22')).names).toEqual(['bob']);
    const [only] = (await list('attributes=name.givenName&count=1')).Resources;
    expect(only).toEqual({ schemas: expect.any(Array), id: expect.any(String), name: { givenName: 'eve' } });
    const [without] = (await list('excludedAttributes=emails,meta&count=1')).Resources;
    expect(without).toMatchObject({ userName: expect.any(String) });
    expect(without).not.toHaveProperty('emails');
    for (const wrong of ['count=x', 'startIndex=1.5', 'sortOrder=up', 'sortBy=nothing', 'filter=(']) {
      expect((await directory.send('GET', `/Users?${wrong}`)).status).toBe(400);
    }
  });

  test('Entra and Okta test the connection with what nobody has', async () => {
    const directory = await newDirectory(app);
    for (const query of [
      'filter=userName+eq+%22f81d4fae-7dec-11d0-a765-00a0c91e6bf6%22',
      'filter=externalId%20eq%20%22none%22',
      'startIndex=1&count=2',
    ]) {
      expect((await directory.send('GET', `/Users?${query}`)).body).toMatchObject({
        totalResults: 0,
        Resources: [],
      });
    }
  });

  test('section 3.4.3: searches by POST, of one kind and of all', async () => {
    const directory = await newDirectory(app);
    const { body: ada } = await directory.send('POST', '/Users', person(directory, 'ada'));
    await directory.send('POST', '/Groups', { displayName: 'ada’s friends', members: [{ value: ada.id }] });
    const search = (path: string, body: object) => directory.send('POST', path, body);
    expect(
      (await search('/Users/.search', { filter: 'userName sw "ada"', attributes: ['userName'] })).body,
    ).toMatchObject({
      totalResults: 1,
      Resources: [{ userName: ada.userName }],
    });
    expect((await search('/.search', { filter: 'meta.resourceType pr' })).body.totalResults).toBe(2);
    expect((await search('/.search', { filter: 'userName pr' })).body.totalResults).toBe(1);
    expect(
      (await search('/.search', { filter: 'id pr', startIndex: 2, count: 5 })).body.Resources,
    ).toHaveLength(1);
  });

  test('SQL injection: a filter is compared, never run', async () => {
    const directory = await newDirectory(app);
    await directory.send('POST', '/Users', person(directory, 'ada'));
    for (const value of [`' or 1=1 --`, `\\"; drop table scim_users; --`, `%`, `_da%`]) {
      const filter = encodeURIComponent(`userName eq "${value}"`);
      expect((await directory.send('GET', `/Users?filter=${filter}`)).body.totalResults).toBe(0);
    }
    expect((await directory.send('GET', '/Users')).body.totalResults).toBe(1);
  });
});

describe('RFC 7644 section 4: discovery', () => {
  test('says what it can, and every schema by its id', async () => {
    const directory = await newDirectory(app);
    expect((await directory.send('GET', '/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    const { body: types } = await directory.send('GET', '/ResourceTypes');
    expect(types.Resources.map((type) => type.endpoint)).toEqual(['/Users', '/Groups']);
    const { body: schemas } = await directory.send('GET', '/Schemas');
    for (const { id } of schemas.Resources)
      expect((await directory.send('GET', `/Schemas/${id}`)).body.id).toBe(id);
    expect(JSON.stringify(schemas)).not.toContain('password');
  });
});

describe('the event log', () => {
  test('each request, what it changed, why not; no value of an attribute, no token; searchable', async () => {
    const directory = await newDirectory(app);
    const path = `/sso-connectors/${directory.id}/scim`;
    expect((await api('GET', path)).body).toMatchObject({ enabled: true, state: 'waiting', people: 0 });
    const { body: ada } = await directory.send(
      'POST',
      '/Users',
      person(directory, 'ada', { title: 'Top Secret Title' }),
    );
    await directory.send(
      'PATCH',
      `/Users/${ada.id}`,
      patchOf({ op: 'replace', path: 'shoeSize', value: '43' }),
    );
    await directory.send(
      'POST',
      '/Users',
      person(directory, 'eve', { emails: [{ value: 'eve@elsewhere.example' }] }),
    );
    await directory.send('GET', '/Users');
    const { body: events, headers } = await api('GET', `${path}/events`);
    expect(headers.get('total-number')).toBe('4');
    expect(events).toMatchObject([
      { method: 'GET', outcome: 'read', status: 200 },
      { outcome: 'refused', status: 403, problem: expect.stringContaining('elsewhere.example') },
      { outcome: 'unchanged', ignored: ['shoeSize'], resourceId: ada.id, subject: `ada@${directory.domain}` },
      { outcome: 'changed', changed: expect.arrayContaining(['title']), resource: 'User' },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Top Secret|scim_[A-Za-z0-9]{10}/);
    expect((await api('GET', `${path}/events?outcome=refused`)).body).toHaveLength(1);
    expect((await api('GET', `${path}/events?search=ADA@`)).body).toHaveLength(2);
    expect((await api('GET', path)).body).toMatchObject({ people: 1, activePeople: 1, state: 'failing' });
    expect((await api('GET', `/users/${ada.id}/directory-sync`)).body).toMatchObject([
      { connectorId: directory.id, userName: `ada@${directory.domain}`, externalId: 'ext-ada', active: true },
    ]);
  });

  test('what a directory does to people is in the audit log, by its name', async () => {
    const directory = await newDirectory(app);
    const { body: ada } = await directory.send('POST', '/Users', person(directory, 'ada'));
    await directory.send(
      'PATCH',
      `/Users/${ada.id}`,
      patchOf({ op: 'replace', path: 'active', value: false }),
    );
    await app.settle();
    const { body: events } = await api('GET', `/audit-events?subject=${ada.id}`);
    const types = events.map(({ type }: { type: string }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'user.created',
        'scim.user_created',
        'user.suspended',
        'scim.user_deactivated',
      ]),
    );
    expect(events[0].actor).toEqual({ type: 'system', id: `scim:${directory.id}` });
  });
});
