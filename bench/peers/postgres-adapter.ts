/** The peer's storage in PostgreSQL, as its example adapters do it: one table, one statement for each call. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import pg from 'pg';

const table = `create table if not exists oidc_payloads (
  model text not null, id text not null, payload jsonb not null, grant_id text, user_code text, uid text,
  expires_at timestamptz, consumed_at timestamptz, primary key (model, id));
  create index if not exists oidc_payloads_grant on oidc_payloads (grant_id);
  create index if not exists oidc_payloads_uid on oidc_payloads (uid);
  create index if not exists oidc_payloads_user_code on oidc_payloads (user_code)`;

// Named like ours, so that both are parsed and planned once for each connection.
const statements = {
  upsert: `insert into oidc_payloads (model, id, payload, grant_id, user_code, uid, expires_at)
    values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
    on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
      user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
  find: `select payload, consumed_at from oidc_payloads where model = $1 and id = $2 and expires_at > now()`,
  findByUid: `select payload, consumed_at from oidc_payloads where model = $1 and uid = $2 and expires_at > now()`,
  findByUserCode: `select payload, consumed_at from oidc_payloads
    where model = $1 and user_code = $2 and expires_at > now()`,
  consume: 'update oidc_payloads set consumed_at = now() where model = $1 and id = $2',
  destroy: 'delete from oidc_payloads where model = $1 and id = $2',
  revoke: 'delete from oidc_payloads where model = $1 and grant_id = $2',
} as const;

interface Row {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

export interface PostgresStorage {
  adapter(model: string): Adapter;
  statements(): number;
}

export async function openPostgresStorage(url: string): Promise<PostgresStorage> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(table);
  let count = 0;
  async function run(name: keyof typeof statements, values: unknown[]): Promise<Row[]> {
    count += 1;
    return (await pool.query<Row>({ name, text: statements[name], values })).rows;
  }
  const first = ([row]: Row[]): AdapterPayload | undefined =>
    row && {
      ...row.payload,
      ...(row.consumed_at && { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
    };
  const adapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const { grantId = null, userCode = null, uid = null } = payload;
      await run('upsert', [model, id, JSON.stringify(payload), grantId, userCode, uid, expiresIn]);
    },
    find: async (id) => first(await run('find', [model, id])),
    findByUid: async (uid) => first(await run('findByUid', [model, uid])),
    findByUserCode: async (userCode) => first(await run('findByUserCode', [model, userCode])),
    consume: async (id) => void (await run('consume', [model, id])),
    destroy: async (id) => void (await run('destroy', [model, id])),
    revokeByGrantId: async (grantId) => void (await run('revoke', [model, grantId])),
  });
  return { adapter, statements: () => count };
}
