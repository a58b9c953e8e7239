/** The providers' tokens: kept when people sign in, given to the applications that may have them, deleted in time. */
import { type Clock, systemClock } from '../../../kernel/clock/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { type IdentityKey, identityId } from '../../users/index.ts';
import type { Connectors } from '../connectors.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { StoredConnector } from '../store.ts';
import type { TokenDeletion } from './deletion.ts';
import { errors } from './errors.ts';
import { createTokenGiving, type GivingDeps } from './giving.ts';
import * as store from './store.ts';

interface VaultDeps extends GivingDeps {
  deletion: TokenDeletion;
  connectors: Pick<Connectors, 'existing'>;
  clock?: Clock;
}

export type TokenVault = ReturnType<typeof createTokenVault>;

export function createTokenVault(deps: VaultDeps) {
  const { deletion, connectors, clock = systemClock } = deps;

  return {
    /** The provider's access token of the person in whose name an application asks. */
    accessToken: createTokenGiving(deps),

    /** In the transaction of the sign-in, and only where the connector stores tokens. */
    async keep(
      tx: TenantDb,
      { connection }: StoredConnector,
      { tokens, connectorId, issuer, subject, upstreamSub }: ExternalIdentity,
      userId: string,
    ): Promise<boolean> {
      if (!tokens) return false;
      const { expiresAt, ...sealed } = tokens;
      const expiresInSeconds = expiresAt === undefined ? null : (expiresAt - clock.now().getTime()) / 1_000;
      const owner = { connectorId, issuer, subject };
      const values = { ...owner, id: identityId(owner), upstreamSub, userId, connection };
      return store.upsertTokens(tx, { ...values, ...sealed, expiresInSeconds });
    },

    async count(db: TenantDb, connectorId: string) {
      await connectors.existing(db, connectorId);
      return store.countTokens(db, connectorId);
    },
    ofUser: store.tokensOfUser,

    /** All of a connector, at an administrator's word. */
    forgetAll: (db: TenantDb, connectorId: string): Promise<number> =>
      db.inTx(async (tx) => {
        await connectors.existing(tx, connectorId);
        return deletion.forget(tx, { connectorId }, 'administrator');
      }),
    /** @throws sso.token_not_found */
    async forgetOne(db: TenantDb, userId: string, id: string): Promise<void> {
      await db.inTx(async (tx) => {
        const count = await deletion.forget(tx, { userId, id }, 'administrator');
        if (count === 0) throw errors['sso.token_not_found']({ id });
      });
    },
    /** In the transaction that suspends or deletes the person. */
    ofDisabledUser: (tx: TenantDb, userId: string) => deletion.forget(tx, { userId }, 'user-disabled'),
    /** In the transaction that takes the identity away. */
    ofRemovedIdentity: (tx: TenantDb, userId: string, identity: IdentityKey) =>
      deletion.forget(tx, { userId, id: identityId(identity) }, 'identity-removed'),
  };
}
