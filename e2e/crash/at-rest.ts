/** Reads the database itself while no server runs: what HTTP cannot show. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

type Rows = <T>(text: string, values?: unknown[]) => Promise<T[]>;

/** The embedded cluster is read from a copy: the original stays as the crash left it. */
async function inCopy<T>(dataDir: string, read: (rows: Rows) => Promise<T>): Promise<T> {
  const copy = await mkdtemp(join(tmpdir(), 'gatehouse-copy-'));
  await cp(join(dataDir, 'pg18'), copy, { recursive: true });
  const database = await PGlite.create(copy);
  try {
    return await read(
      async <R>(text: string, values?: unknown[]) => (await database.query<R>(text, values)).rows,
    );
  } finally {
    await database.close();
    await rm(copy, { recursive: true, force: true });
  }
}

async function inPostgres<T>(url: string, read: (rows: Rows) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await read(
      async <R>(text: string, values?: unknown[]) => (await client.query(text, values)).rows as R[],
    );
  } finally {
    await client.end();
  }
}

export const readAtRest = <T>(
  where: { databaseUrl?: string; dataDir: string },
  read: (rows: Rows) => Promise<T>,
): Promise<T> => (where.databaseUrl ? inPostgres(where.databaseUrl, read) : inCopy(where.dataDir, read));

/** How the server files what a client holds. */
export const filedAs = (handle: string): string => createHash('sha256').update(handle).digest('base64url');

export interface Remains {
  emails: Set<string>;
  /** Users that lack a part which is written together with them. */
  halfWritten: string[];
  /** Of the given one-time things: those with a row, and those that could be used once more. */
  filed: number;
  alive: string[];
}

export function remainsOf(
  where: { databaseUrl?: string; dataDir: string },
  oneTime: string[],
): Promise<Remains> {
  return readAtRest(where, async (rows) => {
    const users = await rows<{ email: string; half: boolean }>(`
      select email, password_hash is null or email_key is null
        or not exists (select 1 from events e where e.tenant_id = u.tenant_id and e.type = 'user.created'
            and e.payload::text like '%' || u.id || '%')
          and not exists (select 1 from audit_events a where a.tenant_id = u.tenant_id and a.type = 'user.created'
            and a.subject_id = u.id) as half
      from users u where u.tenant_id = 'default'`);
    const ids = JSON.stringify(oneTime.map(filedAs));
    const filed = await rows<{ id: string; consumed: boolean }>(
      `select id, consumed_at is not null as consumed from oidc_tokens
       where tenant_id = 'default' and id in (select jsonb_array_elements_text($1::jsonb))`,
      [ids],
    );
    return {
      emails: new Set(users.map(({ email }) => email)),
      halfWritten: users.filter(({ half }) => half).map(({ email }) => email),
      filed: filed.length,
      alive: filed.filter(({ consumed }) => !consumed).map(({ id }) => id),
    };
  });
}
