// The security settings over HTTP: one source of truth, safe bounds, and what they do at the real pages.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { permissionsOf } from '../management/index.ts';
import { tenantSettingsSchema } from './index.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
});
afterAll(() => app.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await app.fetch(path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined };
}
const path = '/api/security-settings';
const read = async () => (await call('GET', path)).json;
const { signingAlgorithm: _, ...defaults } = tenantSettingsSchema.parse({});

beforeEach(async () => {
  await call('PATCH', path, defaults);
});

describe('reading and changing', () => {
  test('the defaults are what was fixed before', async () => {
    const { version, ...settings } = await read();
    expect(settings).toEqual(defaults);
    expect(settings.lockout).toEqual({
      freeAttempts: 5,
      firstDelaySeconds: 2,
      maxDelaySeconds: 300,
      forgetAfterSeconds: 3600,
    });
    expect(settings.rateLimits.codesPerAccount).toMatchObject({ freeAttempts: 2, firstDelaySeconds: 30 });
    expect(version).toBeGreaterThan(0);
  });

  test('what a patch leaves out stays, at every depth; PATCH /tenants says and changes the same', async () => {
    const patch = { lockout: { freeAttempts: 3 }, rateLimits: { codesPerAddress: { freeAttempts: 19 } } };
    const { json, headers } = await call('PATCH', path, patch);
    expect(json.lockout).toEqual({ ...defaults.lockout, freeAttempts: 3 });
    expect(json.rateLimits.codesPerAddress.maxDelaySeconds).toBe(600);
    expect(json.rateLimits.codesPerAccount).toEqual(defaults.rateLimits.codesPerAccount);
    expect(headers.get('etag')).toBe(`"${json.version}"`);
    const { json: tenant } = await call('GET', '/api/tenants/default');
    expect(tenant.settings).toMatchObject({ signingAlgorithm: 'ES256', lockout: json.lockout });
    const settings = { sessions: { idleSeconds: 600 } };
    expect((await call('PATCH', '/api/tenants/default', { settings })).json.settings.sessions).toEqual({
      ...defaults.sessions,
      idleSeconds: 600,
    });
    expect(await read()).toMatchObject({ sessions: { idleSeconds: 600 }, lockout: { freeAttempts: 3 } });
  });

  test('RFC 9110 section 13.1.1: of two edits of one version, one is refused and told the current one', async () => {
    const { version } = await read();
    const edit = (minLength: number) =>
      call('PATCH', path, { passwords: { minLength } }, { 'if-match': `"${version}"` });
    const answers = await Promise.all([edit(10), edit(11)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const refused = answers.find(({ status }) => status === 412)!;
    expect(refused.json).toMatchObject({ code: 'request.version_mismatch', data: { current: version + 1 } });
  });

  test('lost update: changes of different fields at once all stay', async () => {
    const patches = [
      { passwords: { minLength: 12 } },
      { lockout: { freeAttempts: 7 } },
      { sessions: { idleSeconds: 900 } },
      { refreshTokenTtlSeconds: 7200 },
    ];
    await Promise.all(patches.map((patch) => call('PATCH', path, patch)));
    expect(await read()).toMatchObject({
      passwords: { minLength: 12 },
      lockout: { freeAttempts: 7 },
      sessions: { idleSeconds: 900 },
      refreshTokenTtlSeconds: 7200,
    });
  });

  test('the audit event tells who changed what, and only that', async () => {
    await call('PATCH', path, { passwords: { minLength: 14 } });
    await app.settle();
    const { json } = await call('GET', '/api/audit-events?type=tenant.security_changed&pageSize=1');
    expect(json[0]).toMatchObject({
      actor: { type: 'application' },
      subject: { type: 'tenant', id: 'default' },
      data: { before: { passwords: { minLength: 8 } }, after: { passwords: { minLength: 14 } } },
    });
    expect(Object.keys(json[0].data.after)).toEqual(['passwords']);
  });
});

describe('threats: settings that protect nobody, or lock everybody out', () => {
  test.each<[string, object, string]>([
    ['guessing without end', { lockout: { freeAttempts: 101 } }, 'lockout.freeAttempts'],
    ['not even one typo', { lockout: { freeAttempts: 2 } }, 'lockout.freeAttempts'],
    [
      'a company behind one address, locked for a day',
      { rateLimits: { passwordsPerAddress: { maxDelaySeconds: 3601 } } },
      'rateLimits.passwordsPerAddress.maxDelaySeconds',
    ],
    [
      'a company behind one address, locked for the typos of one',
      { rateLimits: { passwordsPerAddress: { freeAttempts: 9 } } },
      'rateLimits.passwordsPerAddress.freeAttempts',
    ],
    ['no delay', { lockout: { firstDelaySeconds: 0 } }, 'lockout.firstDelaySeconds'],
    ['delays that end at once', { lockout: { maxDelaySeconds: 1 } }, 'lockout.maxDelaySeconds'],
    ['locked for a month', { lockout: { maxDelaySeconds: 2_592_000 } }, 'lockout.maxDelaySeconds'],
    [
      'a count that is forgotten while the delay runs',
      { lockout: { maxDelaySeconds: 7200 } },
      'lockout.forgetAfterSeconds',
    ],
    ['a first delay above the longest', { lockout: { firstDelaySeconds: 600 } }, 'lockout.maxDelaySeconds'],
    [
      'a flood of codes into one mailbox',
      { rateLimits: { codesPerAccount: { freeAttempts: 21 } } },
      'rateLimits.codesPerAccount.freeAttempts',
    ],
    ['short passwords', { passwords: { minLength: 7 } }, 'passwords.minLength'],
    ['sessions for ever', { sessions: { idleSeconds: 1e12 } }, 'sessions.idleSeconds'],
    ['fractions', { refreshTokenTtlSeconds: 300.5 }, 'refreshTokenTtlSeconds'],
    ['null', { lockout: null }, 'lockout'],
    ['the algorithm of the keys', { signingAlgorithm: 'RS256' }, 'signingAlgorithm'],
    ['unknown fields', { lockout: { enabled: false } }, 'lockout.enabled'],
  ])('%s', async (_name, patch, issue) => {
    const { status, json } = await call('PATCH', path, patch);
    expect([status, json.code, json.data.issues[0].path]).toEqual([400, 'request.invalid', issue]);
    const { version: _v, ...settings } = await read();
    expect(settings).toEqual(defaults);
  });

  test('by way of PATCH /tenants the bounds are the same', async () => {
    const { status, json } = await call('PATCH', '/api/tenants/default', {
      settings: { lockout: { maxDelaySeconds: 7200 } },
    });
    expect([status, json.data.issues[0].path]).toEqual([400, 'settings.lockout.forgetAfterSeconds']);
  });
});

describe('who may', () => {
  test('owner and admin change, viewer reads, support neither; in the tenant admin only owners change', () => {
    const may = (role: 'admin' | 'support' | 'viewer', tenant = 'default') =>
      permissionsOf(role, tenant).filter((name) => name.startsWith('security-settings'));
    expect(may('admin')).toEqual(['security-settings:read', 'security-settings:write']);
    expect(may('viewer')).toEqual(['security-settings:read']);
    expect(may('support')).toEqual([]);
    expect(may('admin', 'admin')).toEqual(['security-settings:read']);
    expect(permissionsOf('owner', 'default')).toEqual(['all']);
  });

  test('tenant isolation: another tenant keeps its settings', async () => {
    const other = await app.tenants.create({ id: 'other', name: 'Other' });
    await call('PATCH', path, { passwords: { minLength: 20 } });
    expect((await app.tenants.byId(other.id))!.settings).toEqual(tenantSettingsSchema.parse({}));
  });
});

test('an account that is locked after three wrong passwords, as the tenant says', async () => {
  const { db } = app.tenant;
  const passwordHash = await app.credentials.hashPassword('correct-horse-battery');
  const user = await app.users.create(db, { username: 'alice', passwordHash });
  await call('PATCH', path, { lockout: { freeAttempts: 3, firstDelaySeconds: 60 } });
  const attempt = async (password: string) =>
    app.credentials.attemptPassword((await app.tenants.byId('default'))!, {
      identifierKey: 'alice',
      user: { id: user.id, passwordHash },
      password,
      address: '192.0.2.1',
      deviceToken: undefined,
    });
  for (let i = 0; i < 3; i += 1) expect((await attempt('wrong')).outcome).toBe('wrong');
  expect((await attempt('correct-horse-battery')).outcome).toBe('slow-down');
});

test('a node of yesterday’s settings: a tenant stored without the new groups has the defaults', async () => {
  const { db } = app.tenant;
  await app.db.pool.query(
    `update tenants set settings = '{"passwords":{"minLength":9}}' where tenant_id = 'default'`,
  );
  app.cache.invalidate(db.tenantId);
  expect(await read()).toMatchObject({ passwords: { minLength: 9 }, lockout: defaults.lockout });
});
