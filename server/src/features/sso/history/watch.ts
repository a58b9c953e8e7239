/**
 * Automatic roll-back: after a change of the connection the failures of real sign-ins are looked at, and when they pass
 * the threshold the last connection that had succeeded takes its place again, once per change. Only what failed is
 * looked at: an ordinary sign-in costs nothing.
 */
import { sha256 } from '../../../kernel/crypto/index.ts';
import { currentRequest } from '../../../kernel/http/request-context.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Lookup } from '../lookup.ts';
import type { ProtocolOf } from '../protocols.ts';
import type { SsoSettings } from '../settings.ts';
import { judge } from './evidence.ts';
import { createHearing, type FailedSignIn } from './hearing.ts';
import { changedFields } from './revision.ts';
import { createRollBack, goingBack, isWatched, type RollBackDeps } from './roll-back.ts';
import * as store from './store.ts';
import * as failures from './store-failures.ts';

interface WatchDeps extends RollBackDeps {
  lookup: Pick<Lookup, 'load'>;
  protocolOf: ProtocolOf;
  settings: Pick<SsoSettings, 'of'>;
}

/** The address that was typed, else the browser as far as it can be told apart. It only keeps one from being many. */
export function whoOf(tenant: Pick<Tenant, 'id'>, loginHint: string | undefined): string {
  const request = currentRequest();
  const who = loginHint?.trim().toLowerCase() || `${request?.address} ${request?.userAgent}`;
  return sha256(`${tenant.id} ${who}`);
}

export type ChangeWatch = ReturnType<typeof createChangeWatch>;

export function createChangeWatch(deps: WatchDeps) {
  const { clock, connectors, lookup, settings } = deps;
  const hear = createHearing(deps);
  const rollBack = createRollBack(deps);

  async function isInTime(tenant: Tenant, since: Date): Promise<boolean> {
    const { enabled, minutes } = (await settings.of(tenant)).rollBack;
    return enabled && clock.now().getTime() - since.getTime() <= minutes * 60_000;
  }

  return {
    /** After the failure was written. Costs nothing unless the connection was changed a short while ago. */
    async failed(tenant: Tenant, connectorId: string, failed: FailedSignIn): Promise<void> {
      const connector = await lookup.load(tenant, connectorId);
      if (!connector || !isWatched(connector) || !(await isInTime(tenant, connector.revisedAt))) return;
      const { db } = tenant;
      const version = await store.lastThatSucceeded(db, connectorId);
      if (!version) return;
      const earlier = connectors.versions.opened(tenant.id, version);
      const present = connectors.connectedOf(tenant.id, connector);
      const fields = changedFields(goingBack(earlier, present), present);
      const counted = await hear(tenant, connector, version, failed, fields);
      if (!counted) return;
      const { revision } = connector;
      await failures.insertFailure(db, { ...counted, connectorId, revision, reference: failed.reference });
      const all = await failures.failuresOf(db, connectorId, revision);
      const verdict = judge(
        all,
        await failures.successesOf(db, connector),
        (await settings.of(tenant)).rollBack,
      );
      if (verdict) await rollBack(tenant, connector, version, { ...verdict, fields, earlier });
    },
  };
}
