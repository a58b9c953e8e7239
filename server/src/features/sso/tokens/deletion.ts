/** Deletes tokens in the transaction of whatever ends their right to be kept, and has them revoked after it. */
import { randomToken } from '../../../kernel/crypto/index.ts';
import type { Json, TenantDb } from '../../../kernel/db/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Connector } from '../schema.ts';
import type { StoredConnector } from '../store.ts';
import type { DeletionReason } from './schema.ts';
import { type Doomed, deleteTokens } from './store-revocations.ts';

export const revocationJob = 'sso.revoke-tokens';

/** Plain data: it waits in the table of jobs. */
export interface RevocationPayload {
  connectorId: string;
}

export interface DeletionDeps {
  /** Has the revocations of a connector done when the transaction has committed; absent where there are no jobs. */
  queueRevocations?(tx: TenantDb, payload: RevocationPayload): Promise<void>;
}

/** The connection that tokens came through, as `Connectors.partyOf` opens it: the secrets stay sealed. */
export const connectionOf = ({ provider, config, sealedSecrets }: StoredConnector): Json =>
  ({ provider, config, sealedSecrets }) as Json;

export type TokenDeletion = ReturnType<typeof createTokenDeletion>;

export function createTokenDeletion({ queueRevocations }: DeletionDeps) {
  /** @returns how many there were */
  async function forget(
    tx: TenantDb,
    doomed: Doomed,
    reason: DeletionReason,
    client?: Json,
  ): Promise<number> {
    const counts = await deleteTokens(tx, doomed, { salt: randomToken(9), client });
    for (const [connectorId, count] of counts) {
      const subject =
        'userId' in doomed
          ? { type: 'user', id: doomed.userId }
          : { type: 'sso-connector', id: doomed.connectorId };
      await emit(tx, { type: 'sso.tokens_deleted', subject, connectorId, data: { reason, count } });
      await queueRevocations?.(tx, { connectorId });
    }
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }

  return {
    forget,
    /** After a change of the connector: deletes what its present settings would not have brought here. */
    async settle(tx: TenantDb, before: StoredConnector, after: Settled): Promise<void> {
      const reason = reasonToForget(before, after);
      if (reason) await forget(tx, { connectorId: before.id }, reason, connectionOf(before));
    },
  };
}

type Settled = Pick<Connector, 'tokenStorage' | 'config'>;

/** Tokens are of one client at one issuer; a new secret of the same client is none. */
const identifying = ['issuer', 'clientId', 'allowedTenants', 'hostedDomains'] as const;

function reasonToForget(before: Settled, after: Settled): DeletionReason | undefined {
  if (!before.tokenStorage.enabled) return undefined;
  if (!after.tokenStorage.enabled) return 'storage-off';
  const changed = identifying.some(
    (name) => JSON.stringify(before.config[name]) !== JSON.stringify(after.config[name]),
  );
  if (changed) return 'connector-changed';
  const kept = new Set(scopesAsked(after));
  return scopesAsked(before).every((scope) => kept.has(scope)) ? undefined : 'scopes-reduced';
}

const scopesAsked = ({ tokenStorage, config }: Settled): string[] => [
  ...tokenStorage.scopes,
  ...(Array.isArray(config.extraScopes) ? config.extraScopes.map(String) : []),
];
