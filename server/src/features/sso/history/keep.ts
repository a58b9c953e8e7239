/** Keeps what a change replaces. Its secrets are sealed for their new place: a row copied elsewhere opens nowhere. */
import { type Sealer, sealContext } from '../../../kernel/crypto/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { type Actor, currentRequest } from '../../../kernel/http/request-context.ts';
import { newId } from '../../../kernel/ids/index.ts';
import type { NewRevision, StoredConnector } from '../store.ts';
import type { Connected, Revised, RolledBack } from './revision.ts';
import * as store from './store.ts';

export type VersionKeeper = ReturnType<typeof createVersionKeeper>;

/** How a change came about. */
export interface Revising {
  how: Revised['how'];
  restored?: number;
  /** Whether sign-ins may take it back; a change of the connection alone may be. */
  watched: boolean;
  rolledBack?: RolledBack;
  actor?: Actor;
}

const actorNow = (): Actor => {
  const request = currentRequest();
  return request?.actor ?? { type: request ? 'anonymous' : 'system' };
};

export function createVersionKeeper(sealer: Sealer) {
  const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_connector_versions', id);

  /** The earlier version as it was, secrets included. */
  const opened = (tenantId: string, version: store.StoredVersion): Connected => ({
    ...version,
    config: {
      ...version.config,
      ...(version.sealedSecrets !== null &&
        (JSON.parse(sealer.open(version.sealedSecrets, context(tenantId, version.id))) as object)),
    },
  });

  return {
    opened,
    /** In the transaction of the change; `fields` are those that it touches. */
    async keep(
      tx: TenantDb,
      before: StoredConnector,
      secrets: Readonly<Record<string, unknown>>,
      { fields, how, restored, watched, rolledBack, actor = actorNow() }: Revising & { fields: string[] },
    ): Promise<NewRevision> {
      const id = newId('ver');
      const hasSecrets = Object.keys(secrets).length > 0;
      await store.insertVersion(tx, before, {
        id,
        sealedSecrets: hasSecrets ? sealer.seal(JSON.stringify(secrets), context(tx.tenantId, id)) : null,
        rolledBack: how === 'roll-back',
      });
      const revised = { by: actor, how, fields, ...(restored !== undefined && { restored }) };
      return { revised, watched, rolledBack: rolledBack ?? null };
    },
  };
}
