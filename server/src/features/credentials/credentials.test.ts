/** Issue 2 section 3: guessing is slow for strangers, free of consequences for the person, and tells nothing. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, TenantDb } from '../../kernel/db/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { newId } from '../../kernel/ids/index.ts';
import { tenantSettingsSchema } from '../tenants/index.ts';
import { createCredentials } from './index.ts';
import type { PasswordAttempt, PasswordResult } from './service.ts';

const mails: { to: string; code?: string; kind: string }[] = [];
const credentials = createCredentials({
  mail: { send: async (_db, message) => void mails.push(message) },
  hashing: { concurrency: 2, waiting: 100 },
});

let database: Database;
let db: TenantDb;
let hash: string;
let settings = tenantSettingsSchema.parse({});
let user: { id: string; passwordHash: string | null };

beforeAll(async () => {
  database = await openTestDatabase();
  hash = await credentials.hashPassword('correct-horse-battery');
}, 60_000);

afterAll(async () => {
  await database?.close();
});

beforeEach(async () => {
  mails.length = 0;
  settings = tenantSettingsSchema.parse({});
  const tenantId = newId('t').replace('_', '-');
  await database.query(
    sql`insert into tenants (tenant_id, name, settings) values (${tenantId}, 'Test', '{}')`,
  );
  db = database.forTenant(tenantId);
  user = { id: newId('usr'), passwordHash: hash };
  await db.query(sql`insert into users (tenant_id, id) values (${db.tenantId}, ${user.id})`);
});

const attempt = (over: Partial<PasswordAttempt> = {}) =>
  credentials.attemptPassword(
    { db, settings },
    {
      identifierKey: 'alice',
      user,
      password: 'correct-horse-battery',
      address: '192.0.2.1',
      deviceToken: undefined,
      ...over,
    },
  );

const guess = (over: Partial<PasswordAttempt> = {}) => attempt({ password: 'wrong-guess', ...over });

/** About that long; the statement that set the delay may have taken a moment. */
function expectDelay(result: PasswordResult, seconds: number) {
  expect(result.outcome).toBe('slow-down');
  const left = result.outcome === 'slow-down' ? result.retryAfterSeconds : 0;
  expect(left).toBeGreaterThan(seconds / 2);
  expect(left).toBeLessThanOrEqual(seconds);
}

/** Lets the delays and windows that run now be over. */
async function passTime(seconds: number) {
  await db.query(sql`update rate_limits set blocked_until = blocked_until - make_interval(secs => ${seconds}::int),
    window_ends_at = window_ends_at - make_interval(secs => ${seconds}::int) where tenant_id = ${db.tenantId}`);
}

async function rows(table: 'events'): Promise<number> {
  const found = await db.query<{ n: number }>(
    sql`select count(*)::int as n from ${sql.table(table)} where tenant_id = ${db.tenantId}`,
  );
  return Number((found[0] as { n: number }).n);
}

describe('password attempts', () => {
  test('the right password is verified and the device remembered, the wrong one and the unknown user are alike', async () => {
    expect(await attempt()).toMatchObject({
      outcome: 'verified',
      deviceToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await guess()).toEqual({ outcome: 'wrong' });
    expect(await attempt({ identifierKey: 'nobody', user: undefined })).toEqual({ outcome: 'wrong' });
    expect(await attempt({ user: { id: user.id, passwordHash: null } })).toEqual({ outcome: 'wrong' });
  });

  test('DESIGN section 9: a success costs two statements, a wrong guess one', async () => {
    const success = await database.statements.during(() => attempt());
    expect(success.statements).toHaveLength(2);
    const failure = await database.statements.during(() => guess());
    expect(failure.statements).toHaveLength(1);
  });

  test('a user who is deleted in this very moment is no server error', async () => {
    await db.query(sql`delete from users where tenant_id = ${db.tenantId} and id = ${user.id}`);
    expect((await attempt()).outcome).toBe('verified');
  });

  test('guesses at one account are delayed from the fifth on, with growing delays, right password or not', async () => {
    for (let i = 0; i < 5; i += 1) expect((await guess({ address: `192.0.2.${i}` })).outcome).toBe('wrong');
    expectDelay(await attempt(), 2);
    await passTime(2);
    expect((await guess()).outcome).toBe('wrong');
    expectDelay(await guess(), 4);
    await passTime(4);
    expect((await guess()).outcome).toBe('wrong');
    expectDelay(await guess(), 8);
  });

  test('a delay never grows past five minutes', async () => {
    for (let i = 0; i < 40; i += 1) {
      await guess({ address: `198.51.100.${i}` });
      await passTime(300);
    }
    const result = await guess({ address: '203.0.113.9' });
    expect(result.outcome).toBe('wrong');
    expectDelay(await guess({ address: '203.0.113.9' }), 300);
  });

  test('parallel guesses do not slip past the counter', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => guess({ address: `192.0.2.${i}` })),
    );
    expect(results.filter((r) => r.outcome === 'wrong')).toHaveLength(5);
    expect(results.filter((r) => r.outcome === 'slow-down')).toHaveLength(15);
  });

  test('a success clears the count of the account', async () => {
    for (let i = 0; i < 4; i += 1) await guess();
    expect((await attempt()).outcome).toBe('verified');
    for (let i = 0; i < 4; i += 1) expect((await guess()).outcome).toBe('wrong');
    expect((await attempt()).outcome).toBe('verified');
  });

  test('the count is forgotten after an hour without attempts', async () => {
    for (let i = 0; i < 5; i += 1) await guess();
    await passTime(3601);
    for (let i = 0; i < 4; i += 1) expect((await guess()).outcome).toBe('wrong');
    expect((await attempt()).outcome).toBe('verified');
  });

  test('a stranger who fails on purpose does not lock the person out of a device that signed in before', async () => {
    const first = await attempt({ address: '203.0.113.7' });
    const deviceToken = first.outcome === 'verified' ? first.deviceToken : undefined;
    for (let i = 0; i < 60; i += 1) await guess({ address: '192.0.2.66' });
    expect((await attempt({ address: '203.0.113.7' })).outcome).toBe('slow-down');
    expect(await attempt({ address: '203.0.113.7', deviceToken })).toEqual({
      outcome: 'verified',
      deviceToken,
    });
    // Not even behind the same address as the stranger.
    expect((await attempt({ address: '192.0.2.66', deviceToken })).outcome).toBe('verified');
  });

  test('a known device is no way around the limits: it has a counter of its own', async () => {
    const first = await attempt();
    const deviceToken = first.outcome === 'verified' ? first.deviceToken : undefined;
    for (let i = 0; i < 5; i += 1) expect((await guess({ deviceToken })).outcome).toBe('wrong');
    expect((await guess({ deviceToken })).outcome).toBe('slow-down');
  });

  test('the device of one person, or a made-up one, is a stranger to another account', async () => {
    const first = await attempt();
    const deviceToken = first.outcome === 'verified' ? first.deviceToken : undefined;
    const other = { id: newId('usr'), passwordHash: hash };
    for (let i = 0; i < 5; i += 1) await guess({ identifierKey: 'bob', user: other, deviceToken });
    expect((await attempt({ identifierKey: 'bob', user: other, deviceToken })).outcome).toBe('slow-down');
    for (let i = 0; i < 5; i += 1) await guess({ deviceToken: 'x'.repeat(43) });
    expect((await guess({ deviceToken: 'x'.repeat(43) })).outcome).toBe('slow-down');
  });

  test('spraying many accounts from one address is delayed; an IPv6 subscriber counts as one address', async () => {
    for (let i = 0; i < 50; i += 1) {
      const address = `2001:db8:1:2::${i.toString(16)}`;
      expect((await guess({ identifierKey: `user${i}`, user: undefined, address })).outcome).toBe('wrong');
    }
    const next = { identifierKey: 'someone', user: undefined };
    expect((await guess({ ...next, address: '2001:db8:1:2:ffff::1' })).outcome).toBe('slow-down');
    expect((await guess({ ...next, address: '2001:db8:1:3::1' })).outcome).toBe('wrong');
  });

  test('an own account does not wash the address clean between guesses', async () => {
    for (let i = 0; i < 49; i += 1) await guess({ identifierKey: `victim${i}`, user: undefined });
    expect((await attempt({ identifierKey: 'mallory' })).outcome).toBe('verified');
    expect((await guess({ identifierKey: 'victim-50', user: undefined })).outcome).toBe('wrong');
    expect((await guess({ identifierKey: 'victim-51', user: undefined })).outcome).toBe('slow-down');
  });

  test('a blocked address does not add to the count of an account', async () => {
    for (let i = 0; i < 50; i += 1) await guess({ identifierKey: `user${i}`, user: undefined });
    for (let i = 0; i < 10; i += 1) expect((await guess()).outcome).toBe('slow-down');
    expect((await attempt({ address: '203.0.113.7' })).outcome).toBe('verified');
  });

  test('a flood of guesses is no flood of events', async () => {
    for (let i = 0; i < 25; i += 1) {
      await guess({ address: `192.0.2.${i}` });
      await passTime(300);
    }
    expect(await rows('events')).toBe(3); // at 5, 10 and 20
  });

  test('too much to do is no wrong guess: 429, and the place is given back', async () => {
    const busy = createCredentials({
      mail: { send: async () => undefined },
      hashing: { concurrency: 1, waiting: 0 },
    });
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        busy.attemptPassword(
          { db, settings },
          {
            identifierKey: 'alice',
            user,
            password: 'correct-horse-battery',
            address: '192.0.2.1',
            deviceToken: undefined,
          },
        ),
      ),
    );
    const refused = results.filter((r) => r.status === 'rejected');
    for (const r of refused) expect(r.reason).toMatchObject({ status: 429 });
    expect((await attempt()).outcome).toBe('verified');
  });

  test('another tenant has counters of its own', async () => {
    for (let i = 0; i < 5; i += 1) await guess();
    const other = newId('t').replace('_', '-');
    await database.query(
      sql`insert into tenants (tenant_id, name, settings) values (${other}, 'Other', '{}')`,
    );
    db = database.forTenant(other);
    expect((await guess()).outcome).toBe('wrong');
  });
});

describe('limits that the tenant has set', () => {
  const slowdown = { freeAttempts: 3, firstDelaySeconds: 40, maxDelaySeconds: 60, forgetAfterSeconds: 600 };

  test('lockout: from the third guess on, 40 seconds and at most 60, with an event when it begins', async () => {
    settings = tenantSettingsSchema.parse({ lockout: slowdown });
    for (let i = 0; i < 3; i += 1) await guess({ address: `192.0.2.${i}` });
    expectDelay(await attempt(), 40);
    expect(await rows('events')).toBe(1);
    await passTime(40);
    await guess();
    expectDelay(await guess(), 60);
    await passTime(600);
    for (let i = 0; i < 3; i += 1) expect((await guess()).outcome).toBe('wrong');
  });

  test('one address, whatever the account', async () => {
    settings = tenantSettingsSchema.parse({
      rateLimits: { passwordsPerAddress: { ...slowdown, freeAttempts: 10 } },
    });
    for (let i = 0; i < 10; i += 1) await guess({ identifierKey: `p${i}`, user: undefined });
    expectDelay(await attempt(), 40);
    expect((await attempt({ address: '192.0.2.7' })).outcome).toBe('verified');
  });

  test('a stricter rule holds from the next guess on, and costs no statement more', async () => {
    for (let i = 0; i < 3; i += 1) await guess();
    settings = tenantSettingsSchema.parse({ lockout: slowdown });
    const { statements } = await database.statements.during(() => guess());
    expect(statements.length).toBeLessThanOrEqual(2); // the guess, and its event
    expectDelay(await attempt(), 60);
  });
});

describe('mailed codes', () => {
  const emailKey = 'alice@example.com';
  const compose = (code: string) => ({ kind: 'sign-in-code', subject: code, text: code });

  async function issue() {
    const id = await credentials.codes.issue(db, {
      purpose: 'sign-in',
      emailKey,
      deliver: { to: emailKey, compose },
    });
    return { id, code: mails.at(-1)?.code ?? '' };
  }
  const verify = (id: string, code: string, over: { emailKey?: string; purpose?: 'register' } = {}) =>
    credentials.codes.verify(db, { id, purpose: 'sign-in', emailKey, code, ...over });
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test('a code has six digits and works once, however it is typed', async () => {
    const { id, code } = await issue();
    expect(code).toMatch(/^\d{6}$/);
    expect(await verify(id, ` ${code.slice(0, 3)}-${code.slice(3)} `)).toEqual({ outcome: 'verified' });
    expect(await verify(id, code)).toEqual({ outcome: 'dead' });
  });

  test('of twenty that present the right code at once, one wins', async () => {
    const { id, code } = await issue();
    const results = await Promise.all(Array.from({ length: 20 }, () => verify(id, code)));
    expect(results.filter((r) => r.outcome === 'verified')).toHaveLength(1);
  });

  test('five wrong tries kill a code, also when they come at once', async () => {
    const { id, code } = await issue();
    const results = await Promise.all(Array.from({ length: 20 }, () => verify(id, other(code))));
    expect(results.filter((r) => r.outcome === 'wrong')).toHaveLength(4);
    expect(await verify(id, code)).toEqual({ outcome: 'dead' });
  });

  test('a code belongs to its purpose, its address and its tenant', async () => {
    const { id, code } = await issue();
    expect(await verify(id, code, { purpose: 'register' })).toEqual({ outcome: 'dead' });
    expect(await verify(id, code, { emailKey: 'mallory@example.com' })).toEqual({ outcome: 'dead' });
    expect(await verify('cod_made_up', code)).toEqual({ outcome: 'dead' });
    expect(await verify(id, code)).toEqual({ outcome: 'verified' });
  });

  test('a code dies after ten minutes', async () => {
    const { id, code } = await issue();
    await db.query(
      sql`update verification_codes set expires_at = expires_at - interval '601 seconds' where tenant_id = ${db.tenantId}`,
    );
    expect(await verify(id, code)).toEqual({ outcome: 'dead' });
  });

  test('the code is not in the database', async () => {
    const { code } = await issue();
    const found = await db.query<{ row: string }>(
      sql`select row_to_json(c)::text as row from verification_codes c where tenant_id = ${db.tenantId}`,
    );
    expect(JSON.stringify(found)).not.toContain(`"${code}"`);
    expect(found).toHaveLength(1);
  });

  test('a decoy behaves like a real code that is guessed wrongly, and sends nothing', async () => {
    const id = await credentials.codes.issue(db, { purpose: 'sign-in', emailKey });
    expect(mails).toEqual([]);
    expect(await verify(id, '123456')).toEqual({ outcome: 'wrong', triesLeft: 4 });
    for (let i = 0; i < 3; i += 1) await verify(id, '123456');
    expect(await verify(id, '123456')).toEqual({ outcome: 'dead' });
  });

  test('asking for codes is limited by address of the mailbox, whoever asks', async () => {
    const ask = (address: string) =>
      credentials.limits.take({ db, settings }, { rule: 'issue-code', account: emailKey, address });
    expect(await ask('192.0.2.1')).toMatchObject({ admitted: true, nextInSeconds: 0 });
    expect(await ask('192.0.2.2')).toMatchObject({ admitted: true, nextInSeconds: 30 });
    expect((await ask('192.0.2.3')).admitted).toBe(false);
  });
});

describe('one-time links', () => {
  const issue = () =>
    credentials.links.issue(db, { purpose: 'set-up', data: { for: 'alice' }, lifetimeSeconds: 60 });

  test('a link can be looked at, and of twenty that use it at once, one succeeds', async () => {
    const token = await issue();
    expect(await credentials.links.find(db, 'set-up', token)).toEqual({ for: 'alice' });
    const used = await Promise.all(
      Array.from({ length: 20 }, () => credentials.links.consume(db, 'set-up', token)),
    );
    expect(used.filter((data) => data !== undefined)).toEqual([{ for: 'alice' }]);
    expect(await credentials.links.find(db, 'set-up', token)).toBeUndefined();
  });

  test('a link is no link for another purpose, after its time, or by what the database holds', async () => {
    const token = await issue();
    expect(await credentials.links.consume(db, 'sso-return', token)).toBeUndefined();
    const stored = await db.query<{ id: string }>(
      sql`select id from one_time_links where tenant_id = ${db.tenantId}`,
    );
    expect(await credentials.links.consume(db, 'set-up', (stored[0] as { id: string }).id)).toBeUndefined();
    await db.query(sql`update one_time_links set expires_at = now() where tenant_id = ${db.tenantId}`);
    expect(await credentials.links.consume(db, 'set-up', token)).toBeUndefined();
  });
});
