// The routes of applications: what they accept, what they refuse, and that secrets are shown once.
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { fixedClock } from '../../kernel/clock/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { applicationRoutes, createApplications } from './index.ts';

const clock = fixedClock();
const applications = createApplications({ cache: createTenantCache(), clock });
const routes = applicationRoutes(applications);
let first: TestApi;
let api: TestApi;

beforeAll(async () => {
  first = await openTestApi(routes);
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
});

const traditional = {
  name: 'Bookstore',
  type: 'traditional',
  redirectUris: ['http://localhost:3000/callback'],
};
const create = (extra: object = {}) => api.call('POST', '/applications', { ...traditional, ...extra });

describe('creation', () => {
  test('a confidential application gets an id that survives Basic, and a secret that is shown once', async () => {
    const created = await create();
    expect(created.status).toBe(201);
    expect(created.json.id).toMatch(/^[a-z0-9]{21}$/);
    expect(created.json.secret).toMatch(/^[A-Za-z0-9]{43,}$/);
    expect(created.json).toMatchObject({ authentication: 'secret', pkce: 'required', thirdParty: false });
    const again = await api.call('GET', `/applications/${created.json.id}`);
    expect(again.json).not.toHaveProperty('secret');
    expect(again.headers.get('etag')).toBe('"1"');
    const stored = await api.db.selectFrom('application_secrets').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(created.json.secret);
  });

  test('public applications have no secret; the given id and secret are taken', async () => {
    const spa = await create({ type: 'spa' });
    expect(spa.json).toMatchObject({ authentication: 'none', secret: null });
    const given = await create({ id: 'bookstore', secret: 'abcdefgh-IJKLMNO.1~' });
    expect(given.json).toMatchObject({ id: 'bookstore', secret: 'abcdefgh-IJKLMNO.1~' });
    expect((await create({ id: 'bookstore' })).json.code).toBe('application.exists');
  });

  test.each([
    ['an id with capitals', { id: 'Bookstore' }, 'id'],
    ['a secret that Basic would garble', { secret: 'abc%2Bdefghijklmnop' }, 'secret'],
    ['a secret that is too short', { secret: 'abc' }, 'secret'],
    ['a secret for a public application', { type: 'spa', secret: 'abcdefghijklmnopq' }, 'secret'],
    ['optional PKCE for a public application', { type: 'spa', pkce: 'optional' }, 'pkce'],
    [
      'a secret as authentication of a native application',
      { type: 'native', authentication: 'secret' },
      'authentication',
    ],
    ['redirect URIs for a machine', { type: 'machine-to-machine' }, 'redirectUris'],
    [
      'management permissions for a person’s application',
      { managementPermissions: ['all'] },
      'managementPermissions',
    ],
    ['an unknown permission', { managementPermissions: ['everything:write'] }, 'managementPermissions.0'],
    [
      'the same redirect URI twice',
      { redirectUris: ['https://a.example/', 'https://a.example/'] },
      'redirectUris',
    ],
    ['a CORS origin with a path', { corsAllowedOrigins: ['https://a.example/x'] }, 'corsAllowedOrigins.0'],
    ['key authentication without keys', { authentication: 'key' }, 'jwks'],
    ['an unknown field', { redirectUri: 'https://a.example/' }, 'redirectUri'],
    ['a name of blanks', { name: '   ' }, 'name'],
    [
      'a back-channel address on plain http',
      { backchannelLogoutUri: 'http://a.example/' },
      'backchannelLogoutUri',
    ],
    ['too much custom data', { customData: { a: 'x'.repeat(17_000) } }, 'customData'],
  ])('refuses %s, and says where', async (_, extra, path) => {
    const { status, json } = await create(extra);
    expect(json.code).toBe('request.invalid');
    expect(status).toBe(400);
    expect(json.data.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });
});

describe('redirect URIs (RFC 6749 section 3.1.2, RFC 8252 section 7)', () => {
  const accepted = async (type: string, uri: string) =>
    (await create({ type, redirectUris: [uri] })).status === 201;

  test.each([
    ['spa', 'https://app.example/cb?x=%20&y'],
    ['spa', 'http://localhost:3000/callback'],
    ['spa', 'http://127.0.0.1/cb'],
    ['traditional', 'http://[::1]:8080'],
    ['native', 'com.example.app:/cb'],
    ['native', 'com.example.app://cb'],
    ['native', 'http://127.0.0.1:0/cb'],
    ['native', 'https://app.example/cb'],
  ])('%s takes %s and keeps it verbatim', async (type, uri) => {
    const { json } = await create({ type, redirectUris: [uri] });
    expect(json.redirectUris).toEqual([uri]);
  });

  test.each([
    ['spa', 'http://app.example/cb'],
    ['spa', 'http://localhost.evil.example/cb'],
    ['spa', 'https://app.example/cb#x'],
    ['spa', 'https://app.example/cb#'],
    ['spa', 'javascript:alert(1)'],
    ['spa', 'data:text/html,x'],
    ['native', 'javascript:alert(1)'],
    ['native', 'data.x:text/html,x y'],
    ['native', 'file:///etc/passwd'],
    ['native', 'myapp://cb'],
    ['native', 'https://localhost/cb'],
    ['native', 'http://app.example/cb'],
    ['spa', 'com.example.app:/cb'],
    ['spa', '/callback'],
    ['spa', 'https://user:pass@app.example/'],
    ['spa', 'https://*.example/'],
    ['spa', ' https://app.example/'],
    ['spa', 'https://app.example/\t'],
    ['spa', 'https:\\\\app.example/'],
    ['spa', 'https://äpp.example/'],
    ['spa', ''],
  ])('threat: %s is refused %s', async (type, uri) => {
    expect(await accepted(type, uri)).toBe(false);
  });

  test('a development tenant may use http with any host, but not for a native application', async () => {
    const redirectUris = ['http://laptop.local:3000/cb'];
    const input = { ...traditional, type: 'traditional', redirectUris } as const;
    await applications.create(api.db, input, { tag: 'development' });
    await expect(
      applications.create(api.db, { ...input, type: 'native' }, { tag: 'development' }),
    ).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('keys of private_key_jwt', () => {
  const withKey = (key: object) =>
    create({ type: 'machine-to-machine', redirectUris: [], authentication: 'key', jwks: { keys: [key] } });

  test('public keys that can sign are taken', async () => {
    const { publicKey } = await generateKeyPair('ES256');
    const { json } = await withKey(await exportJWK(publicKey));
    expect(json).toMatchObject({ authentication: 'key', secret: null });
  });

  test('threat: private, symmetric, weak, broken and encryption keys', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const bad = [
      await exportJWK(pair.privateKey),
      { kty: 'oct', k: 'c2VjcmV0' },
      { ...publicJwk, use: 'enc' },
      { ...publicJwk, x: 'AAAA' },
      { ...publicJwk, alg: 'HS256' },
      { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(128, 255).toString('base64url') },
      { kty: 'none' },
    ];
    for (const key of bad) {
      const { status, json } = await withKey(key);
      expect(status, JSON.stringify(key)).toBe(400);
      expect(json.data.issues[0].path).toBe('jwks.keys.0');
    }
    const { json } = await withKey(bad[0]!);
    expect(json.data.issues[0].message).toContain('no longer secret');
  });
});

describe('changes', () => {
  test('a patch leaves the rest alone and counts the version', async () => {
    const { json } = await create();
    const changed = await api.call('PATCH', `/applications/${json.id}`, { name: 'Books' });
    expect(changed.json).toMatchObject({ name: 'Books', redirectUris: traditional.redirectUris, version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
  });

  test('RFC 9110 section 13.1.1: of two edits of one version, one is refused and told the current one', async () => {
    const { json } = await create();
    const edit = (name: string) =>
      api.call('PATCH', `/applications/${json.id}`, { name }, { 'if-match': '"1"' });
    const answers = await Promise.all([edit('A'), edit('B')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    const refused = answers.find((answer) => answer.status === 412)!;
    expect(refused.json).toMatchObject({ code: 'request.version_mismatch', data: { current: 2 } });
    expect(refused.headers.get('etag')).toBe('"2"');
    for (const tag of ['W/"2"', '"x"', '2']) {
      const { status } = await api.call('DELETE', `/applications/${json.id}`, undefined, { 'if-match': tag });
      expect(status, tag).toBe(412);
    }
    const gone = await api.call('DELETE', `/applications/${json.id}`, undefined, { 'if-match': '"2"' });
    expect(gone.status).toBe(204);
  });

  test('a change can not leave an application that could not be created', async () => {
    const { json } = await create();
    const patch = (body: object) => api.call('PATCH', `/applications/${json.id}`, body);
    expect((await patch({ authentication: 'none' })).status).toBe(400);
    expect((await patch({ redirectUris: ['javascript:x'] })).status).toBe(400);
    expect((await patch({ type: 'spa' })).json.data.issues[0]).toMatchObject({ path: 'type' });
  });

  test('each is told with actor, before and after, and without secrets', async () => {
    const { json } = await create();
    await api.call('PATCH', `/applications/${json.id}`, { name: 'Books' });
    await api.call('DELETE', `/applications/${json.id}`);
    const events = await api.db
      .selectFrom('events')
      .select(['type', 'payload'])
      .orderBy('created_at')
      .execute();
    expect(events.map((event) => event.type)).toEqual([
      'application.created',
      'application.updated',
      'application.deleted',
    ]);
    expect(events[1]!.payload).toMatchObject({
      actor: { type: 'application', id: 'tester' },
      subject: { type: 'application', id: json.id },
      address: '192.0.2.1',
      data: { before: { name: 'Bookstore' }, after: { name: 'Books' } },
    });
    expect(JSON.stringify(events)).not.toContain(json.secret);
  });

  test('threat: another tenant’s application is not there', async () => {
    const { json } = await create();
    const other = await first.another();
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      expect((await other.call(method, `/applications/${json.id}`, body)).status).toBe(404);
    }
    expect((await other.call('GET', '/applications')).json).toEqual([]);
  });
});

describe('the list', () => {
  const names = async (query: string, of = api) =>
    (await of.call('GET', `/applications?${query}`)).json.map(({ name }: { name: string }) => name);

  test('is searched by a part of the name or the beginning of the id, in any spelling, and by type, page by page', async () => {
    await create({ id: 'shop1', name: 'Bücherei' });
    await create({ name: 'Alte BÜCHER', type: 'spa' });
    await create({ name: 'Wiki' });
    expect(await names('search=bücher')).toEqual(['Bücherei', 'Alte BÜCHER']);
    expect(await names('search=SHOP1')).toEqual(['Bücherei']);
    expect(await names('search=b%C3%BCcher&type=spa')).toEqual(['Alte BÜCHER']);
    expect(await names('type=traditional')).toEqual(['Bücherei', 'Wiki']);
    const { json, headers } = await api.call('GET', '/applications?search=i&pageSize=1&page=2');
    expect([json[0].name, headers.get('total-number')]).toEqual(['Wiki', '2']);
    expect(await names('search=nothing')).toEqual([]);
  });

  test('threats: a search that is a pattern, finds a stranger’s application, or is too long', async () => {
    await create();
    for (const text of ['%25', '_', "'%20or%201=1--", '.*'])
      expect(await names(`search=${text}`)).toEqual([]);
    expect(await names('search=book', await first.another())).toEqual([]);
    expect((await api.call('GET', `/applications?search=${'x'.repeat(300)}`)).status).toBe(400);
    expect((await api.call('GET', '/applications?search=%20')).status).toBe(400);
    expect((await api.call('GET', '/applications?type=all')).status).toBe(400);
  });
});

describe('secrets', () => {
  test('several are valid at once, until deleted or expired', async () => {
    const { json } = await create();
    const application = (await applications.find(api.db, json.id))!;
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const added = await api.call('POST', `/applications/${json.id}/secrets`, { name: 'Next', expiresAt });
    expect(added.status).toBe(201);
    const fits = (secret: string) => applications.verifySecret(api.tenant, application, secret);
    expect(await fits(json.secret)).toBe(true);
    expect(await fits(added.json.value)).toBe(true);
    expect(await fits('wrong')).toBe(false);
    clock.advance(60_000);
    expect(await fits(added.json.value)).toBe(false);
    const { json: listed } = await api.call('GET', `/applications/${json.id}/secrets`);
    expect(listed).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toContain(json.secret);
    await api.call('DELETE', `/applications/${json.id}/secrets/${listed[0].id}`);
    expect(await fits(json.secret)).toBe(false);
  });

  test('threat: a secret still works after the application went over to keys', async () => {
    const { json } = await create();
    const { publicKey } = await generateKeyPair('ES256');
    const jwks = { keys: [await exportJWK(publicKey)] };
    const changed = await api.call('PATCH', `/applications/${json.id}`, { authentication: 'key', jwks });
    expect(changed.status).toBe(200);
    const application = (await applications.find(api.db, json.id))!;
    expect(await applications.verifySecret(api.tenant, application, json.secret)).toBe(false);
  });

  test('public applications have none, and there is a limit', async () => {
    const spa = await create({ type: 'spa' });
    const refused = await api.call('POST', `/applications/${spa.json.id}/secrets`, { name: 'x' });
    expect(refused.json.code).toBe('application.no_secrets');
    const { json } = await create();
    const add = () => api.call('POST', `/applications/${json.id}/secrets`, { name: 'x' });
    const answers = await Promise.all(Array.from({ length: 12 }, add));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(9);
  });

  test('threat: a secret of another tenant’s application can neither be added nor deleted', async () => {
    const { json } = await create();
    const [secret] = await applications.listSecrets(api.db, json.id);
    const other = await first.another();
    const path = `/applications/${json.id}/secrets`;
    expect((await other.call('POST', path, { name: 'x' })).status).toBe(404);
    expect((await other.call('DELETE', `${path}/${secret!.id}`)).status).toBe(404);
    expect(await applications.listSecrets(api.db, json.id)).toHaveLength(1);
  });
});

describe('threat: more permissions by way of an application', () => {
  const machine = { name: 'M', type: 'machine-to-machine', managementPermissions: ['all'] };

  test('one can neither grant what one lacks nor use a mightier application', async () => {
    const { json } = await api.call('POST', '/applications', machine);
    api.permissions = ['applications:write', 'applications:read', 'users:read'];
    const refused = 'application.permission_not_held';
    expect((await api.call('POST', '/applications', machine)).json.code).toBe(refused);
    const path = `/applications/${json.id}`;
    expect((await api.call('POST', `${path}/secrets`, { name: 'mine' })).json.code).toBe(refused);
    expect((await api.call('PATCH', path, { name: 'mine' })).json.code).toBe(refused);
    expect((await api.call('DELETE', path)).json.code).toBe(refused);
    const own = { ...machine, managementPermissions: ['users:read'] };
    expect((await api.call('POST', '/applications', own)).status).toBe(201);
  });
});
