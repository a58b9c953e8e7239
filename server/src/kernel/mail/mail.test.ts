// Mail: part of the change that wants it, sent with retries, one recipient only, and nothing left lying about.

import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { createSealer } from '../crypto/index.ts';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { createOutbound } from '../outbound/index.ts';
import { createMail, type MailDeps, type MailMessage } from './index.ts';
import { MailServer } from './test-mail-server.ts';

let db: Database;
let server: MailServer;
let url: string;
let jobs: Jobs;
let logged: string[];

beforeAll(async () => {
  db = await openTestDatabase();
  await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A'), ('b', 'B')`);
});
beforeEach(async () => {
  await db.query(sql`delete from mail_messages`);
  await db.query(sql`delete from jobs`);
  server = new MailServer();
  url = await server.listen();
  logged = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  jobs = createJobs({ db, clock: fixedClock(), log, nodeId: 'n' });
});
afterEach(() => server.close());
afterAll(async () => {
  await outbound.close();
  await db.close();
});

const sealer = createSealer({ keys: new Map([['k1', Buffer.alloc(32, 1)]]), currentKeyId: 'k1' });
const outbound = createOutbound({ allow: [], endpointIsLoopback: true });
const create = ({ config }: Pick<MailDeps, 'config'>) => createMail({ jobs, sealer, outbound, config });
const tenant = (id = 'a') => db.forTenant(id);
const smtp = () => create({ config: { smtp: { url, from: 'Gatehouse <no-reply@id.example>' } } });
const message = (more: Partial<MailMessage> = {}): MailMessage => ({
  to: 'alice@acme.example',
  kind: 'sign-in-code',
  subject: 'Your code',
  text: 'The code is 731904.',
  code: '731904',
  ...more,
});
const again = async () => {
  await db.query(sql`update jobs set run_at = now() - interval '1 second'`);
  await jobs.drain();
};

describe('without a mail server', () => {
  it('mail ends in the mailbox of its tenant, newest first, with its code', async () => {
    const mail = create({ config: {} });
    await mail.send(tenant(), message({ subject: 'first' }));
    await mail.send(tenant(), message({ subject: 'second', html: '<p>x</p>' }));
    expect(await mail.mailbox(tenant())).toMatchObject([
      { subject: 'second', html: '<p>x</p>', to: 'alice@acme.example', status: 'mailbox' },
      { subject: 'first', code: '731904', text: 'The code is 731904.', kind: 'sign-in-code' },
    ]);
    expect(await mail.mailbox(tenant('b'))).toEqual([]);
    expect(await mail.mailbox(tenant(), { limit: 1 })).toHaveLength(1);
  });

  it('costs one statement', async () => {
    const mail = create({ config: {} });
    const { statements } = await db.statements.during(() => mail.send(tenant(), message()));
    expect(statements).toHaveLength(1);
  });

  it('expires after 7 days', async () => {
    await create({ config: {} }).send(tenant(), message());
    const [row] = await db.query(sql<{ days: number }>`
      select extract(epoch from expires_at - created_at)::float / 86400 as days from mail_messages`);
    expect(row?.days).toBeCloseTo(7, 2);
  });
});

describe('with a mail server', () => {
  it('is sent by a job after the commit, and its body is erased', async () => {
    const mail = smtp();
    await mail.send(tenant(), message({ html: '<p>The code is 731904.</p>' }));
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'queued' }]);
    await jobs.drain();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      to: ['alice@acme.example'],
      from: expect.stringContaining('no-reply@id.example'),
    });
    expect(server.received[0]?.data).toMatch(/^From: Gatehouse <no-reply@id\.example>$/m);
    expect(server.received[0]?.data).toContain('The code is 731904.');
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'sent', sentAt: expect.any(Date) }]);
    expect(JSON.stringify(await db.query(sql`select * from mail_messages`))).not.toContain('731904');
    expect(JSON.stringify(await db.query(sql`select * from jobs`))).toBe('[]');
  });

  it('does not go out when the change that wanted it is rolled back', async () => {
    const mail = smtp();
    const change = tenant().inTx(async (tx) => {
      await mail.send(tx, message());
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    await jobs.drain();
    expect(server.received).toEqual([]);
  });

  it('is tried again while the server has a passing trouble', async () => {
    const mail = smtp();
    server.answers = { RCPT: '451 come back later' };
    await mail.send(tenant(), message());
    await jobs.drain();
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'queued' }]);
    server.answers = {};
    await again();
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'sent' }]);
    expect(server.received).toHaveLength(1);
  });

  it('is given up at once when the server refuses for good, and its body is erased', async () => {
    const mail = smtp();
    server.answers = { RCPT: '550 no such user' };
    await mail.send(tenant(), message());
    await jobs.drain();
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'failed' }]);
    expect(JSON.stringify(await db.query(sql`select * from mail_messages`))).not.toContain('731904');
    expect(await jobs.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('is given up after the last attempt when nobody answers', async () => {
    const mail = create({ config: { smtp: { url: 'smtp://127.0.0.1:1', from: 'a@b.example' } } });
    await mail.send(tenant(), message());
    for (let i = 0; i < 10; i += 1) await again();
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'failed' }]);
    expect(await jobs.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('leaves neither address nor text nor code in the log', async () => {
    const mail = smtp();
    server.answers = { RCPT: '550 <alice@acme.example> no such user' };
    await mail.send(tenant(), message());
    await jobs.drain();
    expect(logged.join('')).toContain('mail was not sent');
    expect(logged.join('')).toContain('550');
    expect(logged.join('')).not.toMatch(/alice|731904|Your code/);
  });

  it('never sends a password in the clear to another machine', async () => {
    server.answers = { EHLO: '250-test\r\n250 AUTH PLAIN' };
    // On loopback it may; by any other name of the same machine it may not.
    const remote = url.replace('127.0.0.1', '0.0.0.0').replace('smtp://', 'smtp://user:hunter2@');
    const mail = create({ config: { smtp: { url: remote, from: 'a@b.example' } } });
    await mail.send(tenant(), message());
    await jobs.drain();
    expect(server.received).toEqual([]);
    expect(await mail.mailbox(tenant())).toMatchObject([{ status: 'queued' }]);
  });
});

describe('header injection and smuggled recipients', () => {
  it.each([
    'alice@acme.example\r\nBcc: eve@evil.example',
    'alice@acme.example\nBcc: eve@evil.example',
    'alice@acme.example, eve@evil.example',
    'alice@acme.example;eve@evil.example',
    'Alice <alice@acme.example>',
    '<alice@acme.example>',
    'group:alice@acme.example;',
    '"alice"@acme.example',
    'alice(comment)@acme.example',
    'alice@acme.example@evil.example',
    'alice @acme.example',
    'alice@',
    '@acme.example',
    'alice',
    '',
    'alice@acme.example\0',
    `${'a'.repeat(65)}@acme.example`,
  ])('refuses the address %j', async (to) => {
    const mail = create({ config: {} });
    await expect(mail.send(tenant(), message({ to }))).rejects.toMatchObject({
      code: 'mail.address_invalid',
      status: 400,
    });
    expect(await mail.mailbox(tenant())).toEqual([]);
  });

  it.each(['o’neil+tag@acme.example', "o'neil@sub.acme.example", '用户@例え.example'])(
    'takes %s',
    async (to) => {
      const mail = create({ config: {} });
      await mail.send(tenant(), message({ to }));
      expect(await mail.mailbox(tenant())).toMatchObject([{ to }]);
    },
  );

  it('keeps a subject on its line, whatever name is in it', async () => {
    const mail = smtp();
    await mail.send(tenant(), message({ subject: 'Sign in to X\r\nBcc: eve@evil.example\r\n\r\nHello' }));
    await jobs.drain();
    const headers = server.received[0]?.data.split('\n\n')[0] ?? '';
    expect(headers).not.toMatch(/^Bcc/m);
    expect(headers).toMatch(/^Subject: Sign in to X Bcc: eve@evil\.example Hello$/m);
    expect(server.received[0]?.to).toEqual(['alice@acme.example']);
  });
});
