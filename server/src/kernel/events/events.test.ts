// The outbox: an event exists exactly when its change does, and reaches every subscriber at least once.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { requestContext } from '../http/request-context.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { silentLog } from '../log/index.ts';
import { createEventDispatcher, type EventDispatcher, emit, type StoredEvent } from './index.ts';

let db: Database;
let jobs: Jobs;
let dispatcher: EventDispatcher;
const log = silentLog();

function node(nodeId: string) {
  const nodeJobs = createJobs({ db, clock: fixedClock(), log, nodeId });
  return { jobs: nodeJobs, dispatcher: createEventDispatcher({ db, jobs: nodeJobs, log }) };
}

const count = async (table: string): Promise<number> => {
  const [row] = await db.query(sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`);
  return Number(row?.n);
};
const retryNow = () => db.query(sql`update jobs set run_at = now() - interval '1 second'`);

beforeAll(async () => {
  db = await openTestDatabase();
  await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A'), ('b', 'B')`);
});
beforeEach(async () => {
  await db.query(sql`delete from events`);
  await db.query(sql`delete from jobs`);
  await db.query(sql`delete from mail_messages`);
  ({ jobs, dispatcher } = node('node-1'));
});
afterAll(() => db.close());

const tenant = (id = 'a') => db.forTenant(id);

function collect(types: '*' | string | string[] = '*') {
  const seen: StoredEvent[] = [];
  dispatcher.subscribe(types, async (_tx, event) => void seen.push(event));
  return seen;
}

describe('emit', () => {
  it('writes nothing when the change is rolled back', async () => {
    const change = tenant().inTx(async (tx) => {
      await emit(tx, { type: 'user.created' });
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await count('events')).toBe(0);
  });

  it('costs one statement for several events', async () => {
    const { statements } = await db.statements.during(() =>
      emit(tenant(), { type: 'x.a' }, { type: 'x.b' }, { type: 'x.c' }),
    );
    expect(statements).toHaveLength(1);
    expect(await count('events')).toBe(3);
  });

  it('adds who asked and from where', async () => {
    const seen = collect();
    const request = {
      requestId: 'req_1',
      address: '203.0.113.9',
      userAgent: 'Browser',
      actor: { type: 'user', id: 'usr_1' },
    } as const;
    await requestContext.run({ ...request }, () =>
      emit(tenant(), {
        type: 'user.updated',
        subject: { type: 'user', id: 'usr_2' },
        data: { before: 1, after: 2 },
      }),
    );
    await dispatcher.drain();
    expect(seen[0]).toMatchObject({
      ...request,
      type: 'user.updated',
      tenantId: 'a',
      subject: { type: 'user', id: 'usr_2' },
      data: { before: 1, after: 2 },
    });
    expect(seen[0]?.id).toMatch(/^evt_/);
    expect(seen[0]?.createdAt).toBeInstanceOf(Date);
  });

  it('knows an explicit actor, an anonymous request and the system', async () => {
    const seen = collect();
    const request = { requestId: 'req_1', address: '::1', actor: { type: 'user', id: 'usr_1' } } as const;
    await requestContext.run({ ...request }, () =>
      emit(tenant(), { type: 'x', actor: { type: 'application', id: 'app' } }),
    );
    await requestContext.run({ requestId: 'req_2', address: '::1' }, () => emit(tenant(), { type: 'x' }));
    await emit(tenant(), { type: 'x' });
    await dispatcher.drain();
    expect(seen.map(({ actor }) => actor.type)).toEqual(['application', 'anonymous', 'system']);
  });

  it('never stores a secret, though a caller forgot to leave it out', async () => {
    await emit(tenant(), {
      type: 'x',
      data: {
        before: { clientSecret: 'hunter2' },
        after: { secrets: ['ok'], password: 'hunter2', tokens: [{ access_token: 'hunter2' }] },
      },
    });
    const rows = await db.query(sql`select payload from events`);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it('bears what the database cannot store: NUL and half characters', async () => {
    const seen = collect();
    await emit(tenant(), { type: 'x', data: { name: 'a\0b\ud800' } });
    await dispatcher.drain();
    expect(seen).toHaveLength(1);
  });
});

describe('the dispatcher', () => {
  it('hands events on in their order, tenant by tenant with its own handle, and empties the outbox', async () => {
    const seen: string[] = [];
    dispatcher.subscribe('*', async (tx, event) => void seen.push(`${tx.tenantId} ${event.type}`));
    await emit(tenant('a'), { type: 'x.1' }, { type: 'x.2' });
    await emit(tenant('b'), { type: 'x.3' });
    await emit(tenant('a'), { type: 'x.4' });
    await dispatcher.drain();
    expect(seen).toEqual(['a x.1', 'a x.2', 'b x.3', 'a x.4']);
    expect(await count('events')).toBe(0);
  });

  it('gives each subscriber the types it asked for', async () => {
    const one = collect('user.created');
    const two = collect(['user.created', 'user.deleted']);
    await emit(tenant(), { type: 'user.created' }, { type: 'user.updated' }, { type: 'user.deleted' });
    await dispatcher.drain();
    expect(one.map(({ type }) => type)).toEqual(['user.created']);
    expect(two.map(({ type }) => type)).toEqual(['user.created', 'user.deleted']);
  });

  it('undoes the work of the other subscribers when one fails, and does not hold up other events', async () => {
    let broken = true;
    dispatcher.subscribe('*', async (tx, { id }) => {
      await tx.query(sql`insert into mail_messages (tenant_id, id, recipient, subject, kind, body, status, expires_at)
        values (${tx.tenantId}, ${id}, 'x', 'x', 'x', '{}', 'sent', now())`);
    });
    dispatcher.subscribe('x.broken', async () => {
      if (broken) throw new Error('no');
    });
    await emit(tenant(), { type: 'x.broken' }, { type: 'x.fine' });
    await dispatcher.drain();
    expect(await count('mail_messages')).toBe(1);
    expect(await count('events')).toBe(0);

    await retryNow();
    await jobs.drain();
    expect(await count('mail_messages'), 'still broken').toBe(1);

    broken = false;
    await retryNow();
    await jobs.drain();
    expect(await count('mail_messages'), 'delivered by a later try').toBe(2);
    expect(await count('jobs')).toBe(0);
  });

  it('keeps the event as it was through its retries', async () => {
    const seen: StoredEvent[] = [];
    dispatcher.subscribe('*', async (_tx, event) => {
      seen.push(event);
      if (seen.length === 1) throw new Error('no');
    });
    await emit(tenant('b'), { type: 'x', data: { after: 1 } });
    await dispatcher.drain();
    await jobs.drain();
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('a retried event leaves the jobs in the transaction of its subscribers: no crash can deliver it twice', async () => {
    const waiting: number[] = [];
    dispatcher.subscribe('*', async (tx) => {
      const jobsNow = await tx.query(sql`select id from jobs where tenant_id = ${tx.tenantId}`);
      waiting.push(jobsNow.length);
      // Twice together with others and alone, then once as a job.
      if (waiting.length <= 3) throw new Error('no');
    });
    await emit(tenant(), { type: 'x' });
    await dispatcher.drain();
    expect(await count('jobs')).toBe(1);
    await jobs.drain();
    // That one failed too: the job is there again.
    expect(await count('jobs')).toBe(1);
    await retryNow();
    await jobs.drain();
    expect(waiting).toEqual([0, 0, 0, 0]);
    expect(await count('jobs')).toBe(0);
  });

  it('a run that has lost its job to another node ends before it hands anything on', async () => {
    let worked = false;
    jobs.register({
      name: 'test.late',
      maxAttempts: 1,
      async run({ db: own, endWith }) {
        await db.query(sql`update jobs set leased_by = 'another node'`);
        await own!.inTx(async (tx) => {
          await endWith(tx);
          worked = true;
        });
      },
    });
    await jobs.enqueue(tenant(), 'test.late', {});
    await jobs.drain();
    expect(worked).toBe(false);
    expect(await count('jobs')).toBe(1);
  });

  it('handles more than a batch', async () => {
    const seen = collect();
    await emit(tenant(), ...Array.from({ length: 450 }, (_, i) => ({ type: `x.${i}` })));
    await dispatcher.drain();
    expect(seen).toHaveLength(450);
  });

  it('two nodes at once handle each event once', async () => {
    const handled: string[] = [];
    const nodes = [node('n1'), node('n2')];
    for (const { dispatcher: one } of nodes) one.subscribe('*', async (_tx, { id }) => void handled.push(id));
    await emit(tenant(), ...Array.from({ length: 60 }, () => ({ type: 'x' })));
    await Promise.all(nodes.map(({ dispatcher: one }) => one.drain()));
    expect(handled).toHaveLength(60);
    expect(new Set(handled).size).toBe(60);
  });

  it('looks by itself once started, and its statements are no request’s', async () => {
    const arrived = new Promise<StoredEvent>((resolve) => {
      dispatcher.subscribe('*', async (_tx, event) => resolve(event));
    });
    const { statements } = await db.statements.during(async () => {
      dispatcher.start();
      await emit(tenant(), { type: 'x.started' });
      expect((await arrived).type).toBe('x.started');
      await dispatcher.stop();
    });
    expect(statements).toHaveLength(1);
    expect(await count('events')).toBe(0);
  });
});
