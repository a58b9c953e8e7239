/** SQL of sign-in experiences: one row per tenant, absent while the defaults hold. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export interface ExperienceRow {
  value: unknown;
  version: number;
}

export async function findExperience(db: TenantDb): Promise<ExperienceRow | undefined> {
  return db.selectFrom('sign_in_experiences').select(['value', 'version']).executeTakeFirst();
}

/** Answers undefined when the stored version is another one by now. */
export async function saveExperience(
  db: TenantDb,
  value: unknown,
  expected: number,
): Promise<ExperienceRow | undefined> {
  const rows = await db.query<ExperienceRow>(sql<ExperienceRow>`
    insert into sign_in_experiences (tenant_id, value, version)
    values (${db.tenantId}, ${JSON.stringify(value)}::jsonb, ${expected + 1})
    on conflict (tenant_id) do update
      set value = excluded.value, version = sign_in_experiences.version + 1, updated_at = now()
      where sign_in_experiences.version = ${expected}
    returning value, version`);
  return rows[0];
}
