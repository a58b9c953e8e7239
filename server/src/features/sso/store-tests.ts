/** SQL of tests. They are apart from requests and traces, so that no sign-in and no count of them meets a test. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { CauseCode } from './causes.ts';
import type { TraceStep } from './trace.ts';

const inTenMinutes = sql<Date>`now() + interval '10 minutes'`;

export interface TestDecision {
  action: 'sign-in' | 'link' | 'create' | 'prove-local-account' | 'refuse';
  /** Whose account it is about. */
  userId?: string;
  /** Of the person at the provider. */
  email?: string;
}

export interface StoredTest {
  id: string;
  connectorId: string;
  outcome: 'waiting' | 'passed' | 'failed';
  cause: CauseCode | null;
  steps: TraceStep[];
  claims: unknown;
  decision: TestDecision | null;
  createdAt: Date;
  /** Until when the address can be opened. */
  openUntil: Date;
  openedAt: Date | null;
  finishedAt: Date | null;
  /** The page of ours that it leads back to, when it began at one. */
  returnTo: string | null;
  /** Waiting for what can no longer come. */
  late: boolean;
}

export async function insertTest(
  db: TenantDb,
  test: {
    id: string;
    connectorId: string;
    tokenHash: string;
    returnTo?: string;
    candidate?: string;
    startedBy: string | null;
    byAdministrator: boolean;
  },
): Promise<Date> {
  const row = await db
    .insertInto('sso_tests', {
      id: test.id,
      connector_id: test.connectorId,
      token_hash: test.tokenHash,
      return_to: test.returnTo ?? null,
      candidate: test.candidate ?? null,
      started_by: test.startedBy,
      by_administrator: test.byAdministrator,
      open_until: inTenMinutes as never,
      expires_at: sql<Date>`now() + interval '30 days'` as never,
      claims: null,
      decision: null,
    })
    .returning('open_until')
    .executeTakeFirstOrThrow();
  return row.open_until;
}

/** The test behind an address that nobody has used. */
export async function findUnopened(
  db: TenantDb,
  tokenHash: string,
): Promise<{ id: string; connectorId: string; candidate: string | null } | undefined> {
  const row = await db
    .selectFrom('sso_tests')
    .select(['id', 'connector_id', 'candidate'])
    .where('token_hash', '=', tokenHash)
    .where('opened_at', 'is', null)
    .where('open_until', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && { id: row.id, connectorId: row.connector_id, candidate: row.candidate };
}

export interface OpeningValues {
  id: string;
  connection: number;
  stateHash: string;
  browserHash: string;
}

/** Of any number of browsers that open the address at the same moment one gets the test. */
export async function openTest(db: TenantDb, values: OpeningValues): Promise<Date | undefined> {
  const row = await db
    .updateTable('sso_tests')
    .set({
      connection: values.connection,
      state_hash: values.stateHash,
      browser_hash: values.browserHash,
      opened_at: sql<Date>`now()`,
      return_until: inTenMinutes,
    })
    .where('id', '=', values.id)
    .where('opened_at', 'is', null)
    .where('open_until', '>', sql<Date>`now()`)
    .returning('opened_at')
    .executeTakeFirst();
  return row?.opened_at ?? undefined;
}

/** What the answer needs again, known once the way to the provider is. */
export async function keepSecrets(db: TenantDb, id: string, sealed: string): Promise<void> {
  await db
    .updateTable('sso_tests')
    .set({ sealed })
    .where('id', '=', id)
    .where('outcome', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
}

export interface ReturnedTest {
  id: string;
  connection: number;
  sealed: string;
  candidate: string | null;
  openedAt: Date;
}

/** Once, by the browser that opened the address, at the connector that is tested, in time. */
export async function consumeReturn(
  db: TenantDb,
  key: { stateHash: string; connectorId: string; browserHash: string },
): Promise<ReturnedTest | undefined> {
  const row = await db
    .updateTable('sso_tests')
    .set({ returned_at: sql<Date>`now()` })
    .where('state_hash', '=', key.stateHash)
    .where('connector_id', '=', key.connectorId)
    .where('browser_hash', '=', key.browserHash)
    .where('returned_at', 'is', null)
    .where('outcome', '=', 'waiting')
    .where('return_until', '>', sql<Date>`now()`)
    .returning(['id', 'connection', 'sealed', 'candidate', 'opened_at'])
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    connection: Number(row.connection),
    sealed: row.sealed!,
    candidate: row.candidate,
    openedAt: row.opened_at!,
  };
}

/** Why consumeReturn gave nothing. */
export async function findByState(
  db: TenantDb,
  stateHash: string,
): Promise<{ id: string; connectorId: string; browserHash: string; ended: boolean } | undefined> {
  const row = await db
    .selectFrom('sso_tests')
    .select(['id', 'connector_id', 'browser_hash', 'returned_at', 'outcome'])
    .where('state_hash', '=', stateHash)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      connectorId: row.connector_id,
      browserHash: row.browser_hash!,
      ended: row.returned_at !== null || row.outcome !== 'waiting',
    }
  );
}

export interface TestEnd {
  id: string;
  outcome: 'passed' | 'failed';
  cause: CauseCode | null;
  steps: readonly TraceStep[];
  claims: object | null;
  decision: TestDecision | null;
}

/** What was needed for the round trip goes with its end. */
export async function finishTest(
  db: TenantDb,
  end: TestEnd,
): Promise<{ returnTo: string | null; administratorId: string | undefined } | undefined> {
  const json = (value: object | null) => value && sql`${JSON.stringify(value)}::jsonb`;
  const row = await db
    .updateTable('sso_tests')
    .set({
      outcome: end.outcome,
      cause: end.cause,
      steps: json(end.steps),
      claims: json(end.claims),
      decision: json(end.decision),
      sealed: null,
      candidate: null,
      finished_at: sql<Date>`now()`,
    })
    .where('id', '=', end.id)
    .where('outcome', '=', 'waiting')
    .returning(['return_to', 'started_by', 'by_administrator'])
    .executeTakeFirst();
  if (!row) return undefined;
  const administratorId = (row.by_administrator && row.started_by) || undefined;
  return { returnTo: row.return_to, administratorId };
}

/** Those that wait and lead back to a page below this path end without a result: what they would bring is forgotten. */
export async function endTestsOfPage(db: TenantDb, connectorId: string, path: string): Promise<void> {
  await db
    .updateTable('sso_tests')
    .set({
      outcome: 'failed',
      cause: 'test.unknown' satisfies CauseCode,
      sealed: null,
      candidate: null,
      finished_at: sql<Date>`now()`,
    })
    .where('connector_id', '=', connectorId)
    .where('outcome', '=', 'waiting')
    .where(sql`left(return_to, ${path.length})`, '=', path)
    .execute();
}

const testColumns = [
  'id',
  'connector_id',
  'outcome',
  'cause',
  'steps',
  'claims',
  'decision',
  'created_at',
  'open_until',
  'opened_at',
  'finished_at',
  'return_to',
] as const;

const isLate = sql<boolean>`outcome = 'waiting' and coalesce(return_until, open_until) <= now()`.as('late');

interface TestRow {
  id: string;
  connector_id: string;
  outcome: string;
  cause: string | null;
  steps: unknown;
  claims: unknown;
  decision: unknown;
  created_at: Date;
  open_until: Date;
  opened_at: Date | null;
  finished_at: Date | null;
  return_to: string | null;
  late: boolean;
}

/** Outcome, cause, steps and decision are written by this feature alone. */
const toTest = (row: TestRow): StoredTest => ({
  id: row.id,
  connectorId: row.connector_id,
  outcome: row.outcome as StoredTest['outcome'],
  cause: row.cause as CauseCode | null,
  steps: row.steps as TraceStep[],
  claims: row.claims,
  decision: row.decision as TestDecision | null,
  createdAt: row.created_at,
  openUntil: row.open_until,
  openedAt: row.opened_at,
  finishedAt: row.finished_at,
  returnTo: row.return_to,
  late: row.late,
});

export async function findTest(
  db: TenantDb,
  key: { id: string; connectorId: string },
): Promise<StoredTest | undefined> {
  const row = await db
    .selectFrom('sso_tests')
    .select([...testColumns, isLate])
    .where('id', '=', key.id)
    .where('connector_id', '=', key.connectorId)
    .executeTakeFirst();
  return row && toTest(row);
}

/** Newest first. */
export async function listTests(
  db: TenantDb,
  connectorId: string,
  page: { limit: number; offset: number },
): Promise<{ tests: StoredTest[]; total: number }> {
  const query = db.selectFrom('sso_tests').where('connector_id', '=', connectorId);
  const rows = await query
    .select([...testColumns, isLate])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { tests: rows.map(toTest), total: Number(total) };
}
