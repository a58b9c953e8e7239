/** SQL of signing and cookie keys. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import { inOrderOfUse, rotationIn } from './store-rotation.ts';

export type KeyPurpose = 'token' | 'cookie';
export type KeyStatus = 'next' | 'current' | 'previous' | 'retired';

export interface KeyRow {
  id: string;
  purpose: string;
  status: string;
  algorithm: string;
  public_jwk: unknown;
  sealed_secret: string;
  created_at: Date;
  activated_at: Date | null;
  retired_at: Date | null;
}

/** Keys that are published or used: current first, then next, then previous ones, newest first. */
export async function listKeys(db: TenantDb): Promise<KeyRow[]> {
  return db
    .selectFrom('signing_keys')
    .selectAll()
    .where('status', '!=', 'retired')
    .where((e) => e.or([e('retired_at', 'is', null), e('retired_at', '>', sql<Date>`now()`)]))
    .orderBy(inOrderOfUse)
    .orderBy('created_at', 'desc')
    .execute();
}

export interface NewKey {
  id: string;
  purpose: KeyPurpose;
  status: 'current' | 'next';
  algorithm: string;
  public_jwk: unknown;
  sealed_secret: string;
}

/** Adds a key unless there is one with this status already: of two nodes one wins, both read the same. */
export async function insertKey(db: TenantDb, key: NewKey): Promise<void> {
  await db
    .insertInto('signing_keys', key)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Signing keys take turns, and so do cookie keys. */
export const { retireCurrent, promoteNext } = rotationIn<KeyPurpose>(
  'signing_keys',
  (purpose) => sql`purpose = ${purpose}`,
);

/** The next signing key; its age is in seconds, by the database's clock. */
export async function findNext(
  db: TenantDb,
): Promise<{ id: string; algorithm: string; age: number } | undefined> {
  const row = await db
    .selectFrom('signing_keys')
    .select(['id', 'algorithm', sql<number>`extract(epoch from now() - created_at)::bigint`.as('age')])
    .where('purpose', '=', 'token')
    .where('status', '=', 'next')
    .executeTakeFirst();
  return row && { ...row, age: Number(row.age) };
}

export async function deleteNextOfOther(db: TenantDb, algorithm: string): Promise<void> {
  await db
    .deleteFrom('signing_keys')
    .where('purpose', '=', 'token')
    .where('status', '=', 'next')
    .where('algorithm', '!=', algorithm)
    .execute();
}
