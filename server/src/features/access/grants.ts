/** Who has which permission of an API resource. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { isForeignKeyViolation, type TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { errors } from './errors.ts';
import type { Grant } from './schema.ts';
import { findResource } from './store.ts';
import type { HolderKind } from './store-grants.ts';
import * as store from './store-grants.ts';

/** What somebody should have: resource id → names of its permissions. */
export type WantedGrants = Readonly<Record<string, readonly string[]>>;

async function give(
  db: TenantDb,
  kind: HolderKind,
  holderId: string,
  resourceId: string,
  names: readonly string[],
): Promise<void> {
  const resource = await findResource(db, { id: resourceId });
  if (!resource) throw errors['api_resource.not_found']({ id: resourceId });
  const known = new Set(resource.permissions.map((permission) => permission.name));
  const missing = names.find((name) => !known.has(name));
  if (missing !== undefined) {
    throw errors['api_permission.not_found']({ resource: resourceId, name: missing });
  }
  try {
    await store.insertGrants(db, kind, holderId, resourceId, [...names]);
  } catch (error) {
    if (isForeignKeyViolation(error)) throw errors['access.subject_not_found']({ id: holderId });
    throw error;
  }
}

const names = (grants: Grant[]) => Object.fromEntries(grants.map((g) => [g.indicator, g.permissions]));

export function createGrants({ cache }: { cache: TenantCache }) {
  /** Runs a change of somebody's permissions, and tells what they were and are. */
  async function changing(
    db: TenantDb,
    kind: HolderKind,
    holderId: string,
    apply: (tx: TenantDb) => Promise<void>,
  ): Promise<Grant[]> {
    return db.inTx(async (tx) => {
      const before = await store.listGrants(tx, kind, holderId);
      await apply(tx);
      const after = await store.listGrants(tx, kind, holderId);
      await emit(tx, {
        type: `${kind}.permissions_changed`,
        subject: { type: kind, id: holderId },
        data: { before: names(before), after: names(after) },
      });
      if (kind === 'application') await cache.bump(tx);
      return after;
    });
  }

  /** Replaces everything that somebody has. */
  function set(db: TenantDb, kind: HolderKind, holderId: string, wanted: WantedGrants): Promise<Grant[]> {
    return changing(db, kind, holderId, async (tx) => {
      await store.deleteGrants(tx, kind, holderId);
      for (const [resourceId, list] of Object.entries(wanted)) {
        await give(tx, kind, holderId, resourceId, list);
      }
    });
  }

  return {
    /** Everyone's permissions, the user's own and those of their roles. */
    permissionsOfUser: store.permissionsOfUser,
    /** From the cache: client_credentials answers without a statement. Not for open transactions. */
    permissionsOfApplication(db: TenantDb, resourceId: string, applicationId: string): Promise<string[]> {
      const key = `application-permissions:${applicationId}:${resourceId}`;
      return cache.get(db.tenantId, key, () =>
        store.ownPermissions(db, 'application', applicationId, resourceId),
      );
    },
    grantsOfUser: (db: TenantDb, userId: string) => store.listGrants(db, 'user', userId),
    grantsOfApplication: (db: TenantDb, id: string) => store.listGrants(db, 'application', id),
    setUserPermissions: (db: TenantDb, userId: string, wanted: WantedGrants) =>
      set(db, 'user', userId, wanted),
    setApplicationPermissions: (db: TenantDb, id: string, wanted: WantedGrants) =>
      set(db, 'application', id, wanted),
    /** Adds to what the user has. */
    grantToUser: (db: TenantDb, userId: string, resourceId: string, list: readonly string[]) =>
      changing(db, 'user', userId, (tx) => give(tx, 'user', userId, resourceId, list)),
    grantToApplication: (db: TenantDb, id: string, resourceId: string, list: readonly string[]) =>
      changing(db, 'application', id, (tx) => give(tx, 'application', id, resourceId, list)),
  };
}
