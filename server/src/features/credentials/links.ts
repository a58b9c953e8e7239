/** One-time links: an unguessable token in an address, kept as a hash, good for one use within its time. */
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { Json, TenantDb } from '../../kernel/db/index.ts';
import * as store from './store-links.ts';

export type LinkPurpose = 'set-up' | 'set-up-done' | 'sso-return' | 'sso-idp-start';

export const links = {
  async issue(
    db: TenantDb,
    link: { purpose: LinkPurpose; data: Json; lifetimeSeconds: number },
  ): Promise<string> {
    const token = randomToken(32);
    await store.insertLink(db, { ...link, id: sha256(token) });
    return token;
  },
  /** Looks without using it up; undefined when it is used, expired or unknown. */
  find: (db: TenantDb, purpose: LinkPurpose, token: string): Promise<unknown> =>
    store.findLink(db, purpose, sha256(token)),
  consume: (db: TenantDb, purpose: LinkPurpose, token: string): Promise<unknown> =>
    store.consumeLink(db, purpose, sha256(token)),
};
