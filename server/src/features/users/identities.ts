/** What identity providers say about a user: an identity is (connector, issuer, subject) (DESIGN section 7). */
import { sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { errors } from './errors.ts';
import type { ExternalIdentity, IdentityInput, IdentityKey } from './schema.ts';
import * as store from './store-identities.ts';

/** A name for the triple that fits into a path. */
export function identityId({ connectorId, issuer, subject }: IdentityKey): string {
  return sha256(JSON.stringify([connectorId, issuer, subject]));
}

function event(type: string, userId: string, { connectorId, issuer, subject }: IdentityKey) {
  return { type, subject: { type: 'user', id: userId }, connectorId, data: { issuer, subject } };
}

export interface IdentitiesDeps {
  /** In the transaction that takes an identity away, while it is still there. */
  onIdentityRemoved?(tx: TenantDb, userId: string, key: IdentityKey): Promise<unknown>;
}

export function createIdentities({ onIdentityRemoved }: IdentitiesDeps) {
  async function link(db: TenantDb, userId: string, identity: IdentityInput): Promise<ExternalIdentity> {
    return db.inTx(async (tx) => {
      const linked = await store.upsertIdentity(tx, userId, identity);
      if (!linked) throw errors['user.identity_taken']();
      if (linked.created) await emit(tx, event('user.identity_linked', userId, identity));
      return linked.identity;
    });
  }

  async function remove(db: TenantDb, userId: string, key: IdentityKey): Promise<void> {
    await db.inTx(async (tx) => {
      await onIdentityRemoved?.(tx, userId, key);
      const removed = await store.deleteIdentity(tx, userId, key);
      if (!removed) throw errors['user.identity_not_found']({ id: identityId(key) });
      await emit(tx, event('user.identity_removed', userId, key));
    });
  }

  return {
    /** The user to whom the identity is linked. */
    findIdentity: store.findIdentityUser,
    /** Links it, or notes its use with the newest claims when the user has it already. */
    linkIdentity: link,
    listIdentities: store.listIdentities,
    identities: store.listIdentities,
    /** Everybody who has signed in through a connector, with the claims of their latest sign-in. */
    identitiesOfConnector: store.identitiesOfConnector,
    removeIdentity: remove,
  };
}
