/** SQL of images: rows that are added and deleted, never changed. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ImageType } from './image-types.ts';

export interface ImageRow {
  id: string;
  contentType: ImageType;
  size: number;
  createdAt: Date;
}

interface StoredRow {
  id: string;
  content_type: string;
  size: number;
  created_at: Date;
}

/** The type is written by this feature alone. */
const fromRow = (row: StoredRow): ImageRow => ({
  id: row.id,
  contentType: row.content_type as ImageType,
  size: Number(row.size),
  createdAt: row.created_at,
});

/** Answers undefined when the tenant has as many as it may have. */
export async function insertImage(
  db: TenantDb,
  image: { id: string; contentType: ImageType; bytes: Buffer },
  most: number,
): Promise<ImageRow | undefined> {
  const { id, contentType, bytes } = image;
  const rows = await db.query<StoredRow>(sql<StoredRow>`
    insert into images (tenant_id, id, content_type, bytes, size)
    select ${db.tenantId}::text, ${id}::text, ${contentType}::text, ${bytes}::bytea, ${bytes.length}::bigint
    where (select count(*) from images where tenant_id = ${db.tenantId}) < ${most}::bigint
    returning id, content_type, size, created_at`);
  return rows[0] && fromRow(rows[0]);
}

export async function findImage(
  db: TenantDb,
  id: string,
): Promise<{ contentType: ImageType; bytes: Uint8Array } | undefined> {
  const row = await db
    .selectFrom('images')
    .select(['content_type', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { contentType: row.content_type as ImageType, bytes: row.bytes };
}

/** Newest first. */
export async function listImages(
  db: TenantDb,
  page: { limit: number; offset: number },
): Promise<{ items: ImageRow[]; total: number }> {
  const { total } = await db
    .selectFrom('images')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('images')
    .select(['id', 'content_type', 'size', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { items: rows.map(fromRow), total: Number(total) };
}

export async function deleteImage(db: TenantDb, id: string): Promise<ImageRow | undefined> {
  const row = await db
    .deleteFrom('images')
    .where('id', '=', id)
    .returning(['id', 'content_type', 'size', 'created_at'])
    .executeTakeFirst();
  return row && fromRow(row);
}
