/**
 * The tokens of a directory: shown once, kept as SHA-256 (they are long and random), valid for a time, two at once so
 * that one can be replaced without a pause.
 */
import { equalDigests, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { newId, newSecret } from '../../kernel/ids/index.ts';
import { errors } from './errors.ts';
import * as store from './store.ts';

const maxValid = 2;
const prefix = 'scim_';

export interface NewToken extends store.ScimToken {
  /** The only time that it can be read. */
  value: string;
}

export const tokenDays = { least: 1, most: 730, usual: 365 } as const;

const eventOf = (connectorId: string, type: string, data: { [key: string]: string }) => ({
  type,
  subject: { type: 'sso-connector', id: connectorId },
  connectorId,
  data,
});

/** Under the lock of the settings: two calls at once can't pass the limit together. */
export async function createToken(db: TenantDb, connectorId: string, days: number): Promise<NewToken> {
  const value = prefix + newSecret();
  const token = { id: newId('sct'), hash: sha256(value), hint: value.slice(0, prefix.length + 4), days };
  return db.inTx(async (tx) => {
    await store.insertSync(tx, connectorId);
    await store.lockSync(tx, connectorId);
    const valid = (await store.listTokens(tx, connectorId)).filter(({ expired }) => !expired);
    if (valid.length >= maxValid) throw errors['scim.too_many_tokens']({ limit: maxValid });
    const created = await store.insertToken(tx, connectorId, token);
    const data = { id: created.id, expiresAt: created.expiresAt.toISOString() };
    await emit(tx, eventOf(connectorId, 'scim.token_created', data));
    return { ...created, value };
  });
}

export async function revokeToken(db: TenantDb, connectorId: string, id: string): Promise<void> {
  await db.inTx(async (tx) => {
    if (!(await store.deleteToken(tx, connectorId, id))) throw errors['scim.token_not_found']({ id });
    await emit(tx, eventOf(connectorId, 'scim.token_revoked', { id }));
  });
}

export type Judged =
  | { verdict: 'valid'; tokenId: string; sync: store.DirectorySync }
  | { verdict: 'expired' | 'switched-off'; tokenId: string }
  | { verdict: 'unknown' };

/** Of another connector or tenant it is as unknown as a made-up one. */
export async function judgeToken(
  db: TenantDb,
  connectorId: string,
  authorization: string | undefined,
): Promise<Judged> {
  const presented = /^bearer +([\x21-\x7e]{1,512})$/i.exec(authorization ?? '')?.[1];
  if (!presented?.startsWith(prefix)) return { verdict: 'unknown' };
  const hash = sha256(presented);
  const found = await store.findToken(db, connectorId, hash);
  if (!found || !equalDigests(found.hash, hash)) return { verdict: 'unknown' };
  const { tokenId, expired, sync } = found;
  if (expired) return { verdict: 'expired', tokenId };
  return sync.enabled ? { verdict: 'valid', tokenId, sync } : { verdict: 'switched-off', tokenId };
}
