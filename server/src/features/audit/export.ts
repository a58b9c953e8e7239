/** The audit trail as a file: page by page, so that its length costs no memory and no long transaction. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { AuditEvent, AuditQuery } from './schema.ts';
import * as store from './store.ts';

/** Lines of one file at most. */
export const maxLines = 100_000;
const pageSize = 500;

export async function* exportPages(
  db: TenantDb,
  filter: AuditQuery,
  most = maxLines,
): AsyncGenerator<readonly AuditEvent[], void, undefined> {
  let after: store.Place | undefined;
  for (let left = most; left > 0; left -= pageSize) {
    const limit = Math.min(pageSize, left);
    const { items, last } = await store.auditEventsAfter(db, filter, after, limit);
    if (items.length > 0) yield items;
    if (items.length < limit) return;
    after = last;
  }
}
