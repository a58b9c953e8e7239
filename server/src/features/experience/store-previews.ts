/** SQL of previews: the newest drafts of a tenant, each for ten minutes. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Preview } from './previews.ts';

export async function insertPreview(
  db: TenantDb,
  { tokenHash, experience, page, colorScheme, locale }: Preview & { tokenHash: string },
): Promise<Date> {
  const row = await db
    .insertInto('experience_previews', {
      token_hash: tokenHash,
      experience: sql`${JSON.stringify(experience)}::jsonb`,
      page,
      color_scheme: colorScheme,
      locale,
      // Of the statement: several may be made in one transaction.
      created_at: sql<Date>`clock_timestamp()` as never,
      expires_at: sql<Date>`now() + interval '10 minutes'` as never,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return row.expires_at;
}

export async function deleteOldest(db: TenantDb, kept: number): Promise<void> {
  const older = db
    .selectFrom('experience_previews')
    .select('token_hash')
    .orderBy('created_at', 'desc')
    .orderBy('token_hash')
    .offset(kept);
  await db.deleteFrom('experience_previews').where('token_hash', 'in', older).execute();
}

/** The values are written by this feature alone; the experience is checked by its schema when it is read. */
export async function findPreview(
  db: TenantDb,
  tokenHash: string,
): Promise<(Omit<Preview, 'experience'> & { experience: unknown }) | undefined> {
  const row = await db
    .selectFrom('experience_previews')
    .select(['experience', 'page', 'color_scheme', 'locale'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return (
    row && {
      experience: row.experience,
      page: row.page as Preview['page'],
      colorScheme: row.color_scheme as Preview['colorScheme'],
      locale: row.locale as Preview['locale'],
    }
  );
}
