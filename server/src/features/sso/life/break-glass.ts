/**
 * Break-glass: how owners get in when the enforced single sign-on of the tenant `admin` is broken. A one-time code,
 * made beforehand and kept on paper, opens a door of one hour in one browser; behind it the owner's own password is
 * asked for as ever (docs/decisions/sso-enforcement.md).
 */
import { randomInt } from 'node:crypto';
import { randomToken, sha256 } from '../../../kernel/crypto/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { type Actor, emit } from '../../../kernel/events/index.ts';
import { emailKey } from '../../../protocol/identifiers.ts';
import type { Admission } from '../../credentials/index.ts';
import { errors } from '../errors.ts';
import * as store from './store-break-glass.ts';

export interface Owner {
  id: string;
  email: string | null;
  suspendedAt: Date | null;
}

/** What break-glass needs of the features that know administrators, passwords and mail. */
export interface BreakGlassDeps {
  /** None in a tenant that has no administrators of its own. */
  owners(db: TenantDb): Promise<readonly Owner[]>;
  hasPassword(db: TenantDb, userId: string): Promise<boolean>;
  admit(db: TenantDb, who: { account: string; address: string | undefined }): Promise<Admission>;
  /** In the transaction of the use: sees to it that the other owners learn of it. */
  tellOwners(db: TenantDb, used: { userId: string; who: string; left: number }): Promise<void>;
}

export const breakGlassSeconds = 3600;
const codesEach = 8;
const groups = 4;

/** Crockford's base 32: no I, L, O and U to be mistaken. 20 of them hold 100 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function newCode(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** As people type it: small letters, blanks, and what looks alike. */
function hashOf(typed: string): string {
  const folded = typed
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 40);
  return sha256(`break-glass ${folded}`);
}

export interface OwnerCodes {
  userId: string;
  email: string | null;
  codesLeft: number;
  madeAt: Date | null;
  hasPassword: boolean;
}

export type BreakGlass = ReturnType<typeof createBreakGlass>;

export function createBreakGlass(deps: BreakGlassDeps | undefined) {
  const ownersOf = async (db: TenantDb): Promise<readonly Owner[]> =>
    ((await deps?.owners(db)) ?? []).filter(({ suspendedAt }) => suspendedAt === null);

  async function list(db: TenantDb): Promise<OwnerCodes[]> {
    const [owners, codes] = [await ownersOf(db), await store.countCodes(db)];
    const found: OwnerCodes[] = [];
    for (const { id: userId, email } of owners) {
      const own = codes.find((one) => one.userId === userId);
      const hasPassword = (await deps?.hasPassword(db, userId)) ?? false;
      found.push({ userId, email, codesLeft: own?.left ?? 0, madeAt: own?.madeAt ?? null, hasPassword });
    }
    return found;
  }

  return {
    list,

    /** Whether somebody can still get in when this tenant's single sign-on is broken. */
    async remains(db: TenantDb): Promise<boolean> {
      const owners = await list(db);
      // Its administrators live in another tenant, which this one's single sign-on does not lock.
      if (owners.length === 0) return true;
      return owners.some(({ codesLeft, hasPassword }) => codesLeft > 0 && hasPassword);
    },

    /** New codes for the owner who asks; shown this once. @throws sso.break_glass_owners_only */
    async makeCodes(db: TenantDb, actor: Actor): Promise<string[]> {
      const codes = Array.from({ length: codesEach }, newCode);
      await db.inTx(async (tx) => {
        const owner = (await ownersOf(tx)).find(({ id }) => actor.type === 'user' && id === actor.id);
        if (!owner) throw errors['sso.break_glass_owners_only']();
        await store.replaceCodes(tx, owner.id, codes.map(hashOf));
        const subject = { type: 'user', id: owner.id };
        await emit(tx, { type: 'sso.break_glass_codes_made', subject, data: { codes: codes.length } });
      });
      return codes;
    },

    /**
     * Uses a code up. Whether the address, the owner or the code was wrong shows neither in the answer nor in the
     * time it takes, unless the code itself was right.
     */
    async open(
      db: TenantDb,
      { email, code, address }: { email: string; code: string; address: string | undefined },
    ): Promise<
      { token: string } | { refused: 'wrong' } | { refused: 'slow-down'; retryAfterSeconds: number }
    > {
      if (!deps) return { refused: 'wrong' };
      const admission = await deps.admit(db, { account: emailKey(email), address });
      if (!admission.admitted)
        return { refused: 'slow-down', retryAfterSeconds: admission.retryAfterSeconds };
      const id = hashOf(code);
      const userId = await store.ownerOfCode(db, id);
      const owners = userId === undefined ? [] : await ownersOf(db);
      const owner = owners.find((one) => one.id === userId);
      if (!owner?.email || emailKey(owner.email) !== emailKey(email)) return { refused: 'wrong' };
      const token = randomToken();
      const opened = await db.inTx(async (tx) => {
        if (!(await store.useCode(tx, id, owner.id))) return false;
        await store.openDoor(tx, { id: sha256(token), userId: owner.id });
        const subject = { type: 'user', id: owner.id };
        const codesLeft = (await store.countCodes(tx)).find((one) => one.userId === owner.id)?.left ?? 0;
        const actor: Actor = { type: 'user', id: owner.id };
        await emit(tx, { type: 'sso.break_glass_used', subject, actor, data: { codesLeft } });
        await deps.tellOwners(tx, { userId: owner.id, who: owner.email!, left: codesLeft });
        return true;
      });
      return opened ? { token } : { refused: 'wrong' };
    },

    /** Who opened the door that this browser has come through, while it is open. */
    async at(db: TenantDb, token: string | undefined): Promise<Owner | undefined> {
      if (!deps || token === undefined) return undefined;
      const userId = await store.findDoor(db, sha256(token));
      return userId === undefined ? undefined : (await ownersOf(db)).find(({ id }) => id === userId);
    },

    /** Whether what this owner got behind a door still works. */
    isOpenFor: async (db: TenantDb, userId: string): Promise<boolean> =>
      deps !== undefined &&
      (await store.hasOpenDoor(db, userId)) &&
      (await ownersOf(db)).some(({ id }) => id === userId),
  };
}
