/** SQL of remembered consent: what a person let a third-party application have. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Granted } from './policy.ts';

export async function findConsent(
  db: TenantDb,
  userId: string,
  applicationId: string,
): Promise<Granted | undefined> {
  const row = await db
    .selectFrom('consents')
    .select('granted')
    .where('user_id', '=', userId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row?.granted as Granted | undefined;
}

export async function saveConsent(
  db: TenantDb,
  userId: string,
  applicationId: string,
  granted: Granted,
): Promise<void> {
  await db
    .insertInto('consents', { user_id: userId, application_id: applicationId, granted })
    .onConflict((c) =>
      c
        .columns(['tenant_id', 'user_id', 'application_id'])
        .doUpdateSet({ granted: sql`excluded.granted`, updated_at: sql<Date>`now()` }),
    )
    .execute();
}

export async function deleteConsent(db: TenantDb, userId: string, applicationId: string): Promise<void> {
  await db
    .deleteFrom('consents')
    .where('user_id', '=', userId)
    .where('application_id', '=', applicationId)
    .execute();
}
