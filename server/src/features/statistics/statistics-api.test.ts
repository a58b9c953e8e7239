// Statistics over HTTP: what people did at the real pages, as the management API tells it.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../kernel/clock/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { Visitor } from '../../testing/visitor.ts';

let app: TestApp;
let token: string;
const clock = fixedClock(new Date());
const today = clock.now().toISOString().slice(0, 10);
const redirectUri = 'http://localhost:3000/callback';
const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
const password = 'correct-horse-battery';

beforeAll(async () => {
  app = await buildTestApp({ clock });
  token = await app.managementToken(['statistics:read', 'applications:read', 'sso-connectors:read']);
});
afterAll(() => app.close());

async function read<T = Record<string, never>>(
  path: string,
  as = token,
): Promise<{ status: number; body: T }> {
  const response = await app.fetch(`/api${path}`, { headers: { authorization: `Bearer ${as}` } });
  return { status: response.status, body: (await response.json()) as T };
}

const application = (id: string) =>
  app.applications.create(
    app.tenant.db,
    { id, name: id, type: 'spa', redirectUris: [redirectUri] },
    app.tenant,
  );

function authorizeUrl(clientId: string, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...extra,
  });
  return `${app.endpoint}/oidc/auth?${query}`;
}

async function signIn(visitor: Visitor, clientId: string, identifier: string, typed = password) {
  await visitor.open(authorizeUrl(clientId));
  await visitor.submit({ identifier });
  return visitor.submit({ password: typed });
}

interface SignIns {
  total: { signIns: number; failures: number };
  groups: { key: string; signIns: number; failures: number }[];
}
interface GetStarted {
  [step: string]: { done: boolean; applicationId?: string | null; at?: string | null };
}
interface Activity {
  firstSignInAt: string | null;
  lastSignInAt: string | null;
  signInsLast30Days: number;
  failuresLast30Days: number;
}

describe('from nothing to the first sign-in', () => {
  const steps = async () => {
    const { body } = await read<GetStarted>('/get-started');
    return Object.entries(body).flatMap(([step, { done }]) => (done ? [step] : []));
  };

  test('an installation that was just made has nothing done; its own management application is none', async () => {
    expect(await steps()).toEqual([]);
    const { body } = await read<{ users: number; days: unknown[] }>('/statistics/overview');
    expect([body.users, body.days.length]).toEqual([0, 30]);
    expect((await read<SignIns>('/statistics/sign-ins?groupBy=method')).body.groups).toEqual([]);
  });

  test('an application, then the first sign-in through it', async () => {
    await application('bookstore');
    expect(await steps()).toEqual(['applicationCreated']);
    const passwordHash = await app.credentials.hashPassword(password);
    for (const username of ['alice', 'bob'])
      await app.users.create(app.tenant.db, { username, passwordHash });
    await signIn(new Visitor(app.endpoint), 'bookstore', 'alice');
    await app.settle();
    const { body } = await read<GetStarted>('/get-started');
    expect(body.firstSignIn).toEqual({ done: true, applicationId: 'bookstore', at: expect.any(String) });
    expect(await steps()).toEqual(['applicationCreated', 'firstSignIn']);
  });

  test('a connector, proved, enabled, switched on', async () => {
    const { db } = app.tenant;
    await app.sso.connectors.create(db, {
      id: 'acme',
      name: 'Acme',
      provider: 'oidc',
      config: { issuer: 'https://idp.acme.example', clientId: 'x', clientSecret: 'y' },
      domains: [{ name: 'acme.example' }],
      enabled: false,
    } as never);
    expect(await steps()).toContain('connectorCreated');
    expect(await steps()).not.toContain('connectorTested');
    await app.sso.connectors.update(db, 'acme', { enabled: true });
    await app.sso.connectors.recordCheck(db, 'acme', 'acme.example', true);
    await app.experience.update(db, { singleSignOnEnabled: false });
    expect(await steps()).not.toContain('singleSignOnEnabled');
    await app.experience.update(db, { singleSignOnEnabled: true });
    const { body } = await read<GetStarted>('/get-started');
    expect(body).toMatchObject({
      connectorTested: { done: true, connectorId: 'acme' },
      domainProved: { done: true, domain: 'acme.example', connectorId: 'acme' },
      singleSignOnEnabled: { done: true },
    });
  });
});

describe('people at the pages', () => {
  test('a wrong password is a failure, a typo in an empty form none', async () => {
    const visitor = new Visitor(app.endpoint);
    await signIn(visitor, 'bookstore', 'bob', 'wrong');
    await visitor.submit({ password: '' });
    await visitor.submit({ password });
    await signIn(new Visitor(app.endpoint), 'bookstore', 'nobody-at-all', 'wrong');
    await app.settle();
    const { body } = await read<{ total: number; causes: unknown[]; days: { day: string; count: number }[] }>(
      '/statistics/failures',
    );
    expect(body.total).toBe(2);
    expect(body.causes).toEqual([
      {
        cause: 'password_wrong',
        explanation: 'The password was wrong, or there is no such account.',
        method: 'password',
        connectorId: null,
        count: 2,
      },
    ]);
    expect(body.days.at(-1)).toEqual({ day: today, count: 2 });
  });

  test('whoever goes on to a second application while signed in is seen there, once per session', async () => {
    await application('wiki');
    const visitor = new Visitor(app.endpoint);
    await signIn(visitor, 'bookstore', 'alice');
    for (let i = 0; i < 3; i += 1) {
      const { url } = await visitor.open(authorizeUrl('wiki', { prompt: i === 2 ? 'none' : '' }));
      expect(url).toContain('code=');
    }
    await app.settle();
    expect((await read<Activity>('/applications/wiki/activity')).body).toEqual({
      firstSignInAt: expect.any(String),
      lastSignInAt: expect.any(String),
      signInsLast30Days: 1,
      failuresLast30Days: 0,
    });
    expect((await read<Activity>('/applications/bookstore/activity')).body).toMatchObject({
      signInsLast30Days: 3,
      failuresLast30Days: 2,
    });
  });

  test('a page that was asked for and never answered is no sign-in', async () => {
    await application('shop');
    const visitor = new Visitor(app.endpoint);
    await signIn(visitor, 'bookstore', 'alice');
    await visitor.open(authorizeUrl('shop', { prompt: 'login' }));
    await app.settle();
    expect((await read<Activity>('/applications/shop/activity')).body.lastSignInAt).toBeNull();
  });

  test('a provider that does not answer is a failure of its connector', async () => {
    await new Visitor(app.endpoint).open(authorizeUrl('bookstore', { direct_sign_in: 'sso:acme' }));
    await app.settle();
    const { body } = await read<{ causes: { method: string; connectorId: string | null }[] }>(
      '/statistics/failures',
    );
    expect(body.causes).toContainEqual(
      expect.objectContaining({
        method: 'sso',
        connectorId: 'acme',
        count: 1,
        explanation: expect.any(String),
      }),
    );
    expect((await read<Activity>('/sso-connectors/acme/activity')).body).toMatchObject({
      lastSignInAt: null,
      failuresLast30Days: 1,
    });
  });

  test('a callback with rubbish is nobody’s sign-in', async () => {
    const before = (await read<{ total: number }>('/statistics/failures')).body.total;
    await app.fetch('/callback/acme?state=made-up&code=x');
    await app.settle();
    expect((await read<{ total: number }>('/statistics/failures')).body.total).toBe(before);
  });

  test('the overview and the groups agree', async () => {
    const { body } = await read<{ day: string; users: number; activeUsers: unknown; newUsers: unknown }>(
      '/statistics/overview',
    );
    expect(body).toMatchObject({
      day: today,
      users: 2,
      newUsers: { today: { current: 2, previous: 0 }, last30Days: { current: 2, previous: 0 } },
      activeUsers: { daily: { current: 2, previous: 0 }, monthly: { current: 2, previous: 0 } },
    });
    const sum = { signIns: 0, failures: 0 };
    const { groups, total } = (await read<SignIns>('/statistics/sign-ins?groupBy=day')).body;
    for (const { signIns, failures } of groups) {
      sum.signIns += signIns;
      sum.failures += failures;
    }
    expect(sum).toEqual(total);
    expect(groups).toHaveLength(30);
    expect((await read<SignIns>('/statistics/sign-ins?groupBy=method')).body.groups).toEqual([
      { key: 'password', signIns: 4, failures: 2 },
      { key: 'session', signIns: 1, failures: 0 },
      { key: 'sso', signIns: 0, failures: 1 },
    ]);
  });

  test('an application that is deleted takes its last sign-in with it', async () => {
    await app.applications.remove(app.tenant.db, 'wiki');
    await app.settle();
    expect((await read('/applications/wiki/activity')).status).toBe(404);
    await application('wiki');
    expect((await read<Activity>('/applications/wiki/activity')).body.lastSignInAt).toBeNull();
  });
});

describe('a stacked chart', () => {
  interface Series {
    groups: { key: string; signIns: number; failures: number }[];
    series: { key: string; days: { day: string; signIns: number; failures: number }[] }[];
  }

  test('each method by day; together they are the days', async () => {
    const { body } = await read<Series>('/statistics/sign-ins?splitBy=method');
    expect(body.series.map(({ key }) => key)).toContain('password');
    for (const [i, { key, signIns, failures }] of body.groups.entries()) {
      const parts = body.series.map(({ days }) => days[i]!);
      expect(parts.map(({ day }) => day)).toEqual(parts.map(() => key));
      expect(parts.reduce((sum, part) => sum + part.signIns, 0)).toBe(signIns);
      expect(parts.reduce((sum, part) => sum + part.failures, 0)).toBe(failures);
    }
    expect(body.groups.at(-1)!.signIns).toBeGreaterThan(0);
  });

  test('sign-ins without a connector are no connector’s', async () => {
    const { body } = await read<Series>('/statistics/sign-ins?splitBy=connector');
    expect(body.series.map(({ key }) => key)).not.toContain('');
  });
});

describe('the column of a list', () => {
  interface LastSignIn {
    id: string;
    lastSignInAt: string | null;
    signIns30Days: number;
  }
  const ask = (query: string) => read<LastSignIn[] & { code: string }>(`/statistics/last-sign-ins?${query}`);

  test('one request and one statement for many, each once, in their order, unknown ones too', async () => {
    const { body: one } = await read<Activity>('/applications/bookstore/activity');
    const asked = 'of=application&ids=nobody,bookstore,%20nobody';
    const { body } = await ask(asked);
    expect(body).toEqual([
      { id: 'nobody', lastSignInAt: null, signIns30Days: 0 },
      { id: 'bookstore', lastSignInAt: one.lastSignInAt, signIns30Days: one.signInsLast30Days },
    ]);
    expect(body[1]!.signIns30Days).toBeGreaterThan(0);
    const { statements } = await app.db.statements.during(() => ask(asked));
    expect(statements.filter((text) => text.includes('last_sign_ins'))).toHaveLength(1);
    const { body: connectors } = await ask('of=connector&ids=bookstore,acme');
    expect(connectors.map(({ lastSignInAt }) => lastSignInAt)).toEqual([null, null]);
  });

  test.each([
    ['ids=a'],
    ['of=application'],
    ['of=application&ids='],
    ['of=application&ids=a,,b'],
    ['of=user&ids=a'],
    [`of=application&ids=${Array.from({ length: 101 }, (_, n) => n).join(',')}`],
    [`of=application&ids=${'x'.repeat(129)}`],
  ])('what can not be asked is refused: %s', async (query) => {
    const { status, body } = await ask(query);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });

  test('threat: another tenant’s application', async () => {
    const tenant = await app.tenants.create({ id: 'column', name: 'Column' });
    expect(await app.statistics.lastSignIns(tenant.db, 'application', ['bookstore'])).toEqual([
      { id: 'bookstore', lastSignInAt: null, signIns30Days: 0 },
    ]);
  });
});

describe('ranges', () => {
  const days = async (query: string) => {
    const { status, body } = await read<SignIns & { code: string }>(`/statistics/sign-ins?${query}`);
    return status === 200 ? [body.groups[0]?.key, body.groups.at(-1)?.key, body.groups.length] : body.code;
  };

  test('both ends are part of it, leap days too, and 366 days are the most', async () => {
    expect(await days('from=2024-02-28&to=2024-03-01')).toEqual(['2024-02-28', '2024-03-01', 3]);
    expect(await days('from=2024-01-01&to=2024-12-31')).toEqual(['2024-01-01', '2024-12-31', 366]);
    expect(await days('from=2024-01-01&to=2025-01-01')).toBe('statistics.range_too_long');
    expect(await days('from=2024-03-02&to=2024-03-01')).toBe('statistics.range_reversed');
    expect(await days('to=2024-03-01')).toEqual(['2024-02-01', '2024-03-01', 30]);
    expect(await days('from=0001-01-01')).toBe('request.invalid');
    expect(await days('from=9999-12-01&to=9999-12-31')).toEqual(['9999-12-01', '9999-12-31', 31]);
  });

  test.each([
    'from=yesterday',
    'from=2024-02-30',
    'from=2024-1-1',
    'from=2024-01-01T00:00:00Z',
    'from=%00',
    'from=',
    'from=2024-01-01&from=2024-01-02',
    'to=99999-01-01',
    'to=-000001-01-01',
    "groupBy=day'; drop table users",
    'groupBy=outcome',
    'groupBy=__proto__',
    'tenant=admin',
    'page=1',
  ])('what is none is refused: %s', async (query) => {
    for (const path of ['sign-ins', 'failures']) {
      const { status, body } = await read<{ code: string }>(`/statistics/${path}?${query}`);
      expect([status, body.code]).toEqual([400, 'request.invalid']);
    }
  });

  test('an id that nobody has is not found, whatever is in it', async () => {
    for (const id of ['nobody', "'--", '%25', 'x'.repeat(500)]) {
      for (const kind of ['applications', 'sso-connectors'])
        expect((await read(`/${kind}/${encodeURIComponent(id)}/activity`)).status).toBe(404);
    }
  });
});

describe('who may read', () => {
  test('statistics need their own permission', async () => {
    const weak = await app.managementToken(['users:read']);
    for (const path of [
      '/statistics/overview',
      '/statistics/sign-ins',
      '/statistics/failures',
      '/get-started',
      '/statistics/last-sign-ins?of=application&ids=a',
    ])
      expect((await read(path, weak)).status).toBe(403);
  });

  test('tenant isolation: another tenant has its own figures', async () => {
    const other = await app.tenants.create({ id: 'other', name: 'Other' });
    expect(await app.statistics.getStarted(other.db, false)).toMatchObject({
      applicationCreated: { done: false },
      firstSignIn: { done: false },
      connectorCreated: { done: false },
      domainProved: { done: false },
    });
    expect(await app.statistics.overview(other.db)).toMatchObject({ users: 0 });
    const range = { groupBy: 'application' } as const;
    expect((await app.statistics.signIns(other.db, range)).total).toEqual({ signIns: 0, failures: 0 });
    expect(await app.statistics.activity(other.db, 'application', 'bookstore')).toMatchObject({
      lastSignInAt: null,
      failuresLast30Days: 0,
    });
  });
});

test('DESIGN section 9: counting costs the pages no statement', async () => {
  await app.cache.poll(app.db);
  const visitor = new Visitor(app.endpoint);
  await visitor.open(authorizeUrl('bookstore'));
  await visitor.submit({ identifier: 'bob' });
  const { statements } = await app.db.statements.during(() => visitor.submit({ password: 'wrong' }));
  expect(statements.filter((text) => /sign_in_counts|user_active_days|daily_statistics/.test(text))).toEqual(
    [],
  );
  await signIn(visitor, 'bookstore', 'bob');
  // Warm: its row is cached.
  await new Visitor(app.endpoint).open(authorizeUrl('wiki'));
  const silent = await app.db.statements.during(() => visitor.open(authorizeUrl('wiki')));
  expect(silent.statements.length).toBeLessThanOrEqual(3);
});
