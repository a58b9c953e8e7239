/** Going back, once per change: of two nodes that find the threshold passed one does it. */
import type { TenantCache } from '../../../kernel/cache/index.ts';
import type { Clock } from '../../../kernel/clock/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import type { IdpMetadata } from '../saml/idp-metadata.ts';
import type { StoredConnector } from '../store.ts';
import type { Verdict } from './evidence.ts';
import { createHindrance } from './hindrance.ts';
import type { Connected, RolledBack } from './revision.ts';
import type { StoredVersion } from './store.ts';
import * as failures from './store-failures.ts';

export interface RollBackDeps {
  cache: TenantCache;
  clock: Clock;
  connectors: Connectors;
  /** What a metadata address says now. */
  readMetadata(url: string, entityId: string | undefined): Promise<IdpMetadata>;
}

/** The change that the threshold was passed for is not there any more. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

const systemActor = { type: 'system' } as const;

/** Seen to pass by an administrator it is what they wanted, whoever else fails. */
export const isWatched = (connector: StoredConnector): connector is StoredConnector & { revisedAt: Date } => {
  const { watched, automaticRollBack, enabled, revisedAt, administratorAt } = connector;
  const seen = revisedAt !== null && administratorAt !== null && administratorAt >= revisedAt;
  return watched && automaticRollBack && enabled && revisedAt !== null && !seen;
};

/** What of the earlier version would be put back: how we speak to the provider, not who gets which roles. */
export const goingBack = (earlier: Connected, present: Connected): Connected => ({
  ...present,
  config: earlier.config,
});

export function createRollBack(deps: RollBackDeps) {
  const { cache, clock, connectors } = deps;
  const hindranceTo = createHindrance(deps);

  /** Going back would help nobody, or is not ours to decide: people are told, once. */
  async function withhold({ db }: Tenant, id: string, told: RolledBack): Promise<void> {
    await db.inTx(async (tx) => {
      await cache.bump(tx);
      if (!(await failures.endWatch(tx, { id, revision: told.from }, told))) return;
      const subject = { type: 'sso-connector', id };
      const data = { ...told };
      await emit(tx, { type: 'sso.roll_back_withheld', subject, connectorId: id, data, actor: systemActor });
    });
  }

  async function putBack({ db }: Tenant, id: string, told: RolledBack, version: StoredVersion) {
    const event = { type: 'sso.connector_rolled_back', data: { ...told, actor: systemActor } };
    await connectors.putBack(db, id, event, async (tx, before) => {
      if (before.revision !== told.from || !isWatched(before)) throw new Superseded();
      const earlier = connectors.versions.opened(tx.tenantId, version);
      return {
        connected: goingBack(earlier, connectors.connectedOf(tx.tenantId, before)),
        tried: version,
        how: 'roll-back',
        restored: version.revision,
        watched: false,
        rolledBack: told,
        actor: systemActor,
      };
    });
  }

  return async function rollBack(
    tenant: Tenant,
    seen: StoredConnector,
    version: StoredVersion,
    { earlier, bySignatures, ...verdict }: Verdict & { fields: string[]; earlier: Connected },
  ): Promise<void> {
    const { id, revision: from } = seen;
    const why = await hindranceTo(seen, version, { earlier, bySignatures, fields: verdict.fields });
    const at = clock.now().toISOString();
    const told: RolledBack = { done: !why, at, from, to: version.revision, ...verdict, ...(why && { why }) };
    if (why) return withhold(tenant, id, told);
    await putBack(tenant, id, told, version).catch((error: unknown) => {
      if (!(error instanceof Superseded)) throw error;
    });
  };
}
