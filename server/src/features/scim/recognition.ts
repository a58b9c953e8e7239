/**
 * Whether a directory knows the person of a first sign-in by its own key: Entra's object id, Okta's user id. Equal keys
 * are one person whatever the address; different keys of one kind are two (docs/decisions/scim.md).
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { User, Users } from '../users/index.ts';
import { areDifferentPeople, isKey, type KeyedIdentity, keyOf } from './facts.ts';
import { findUser, findUsers } from './store-users.ts';

export interface Recognised {
  verdict: 'same-person' | 'other-person';
  user?: User;
}

export function createRecognition(users: Pick<Users, 'find'>) {
  return async function recognise(
    db: TenantDb,
    { connectorId, ...identity }: KeyedIdentity & { connectorId: string },
    ofEmail: string | undefined,
  ): Promise<Recognised | undefined> {
    const key = keyOf(identity);
    if (!isKey(key)) return undefined;
    const [same] = await findUsers(db, connectorId, { externalId: key }, { limit: 1, offset: 0 });
    const user = same && (await users.find(db, same.userId));
    if (user) return { verdict: 'same-person', user };
    const person = ofEmail === undefined ? undefined : await findUser(db, connectorId, ofEmail);
    const isOther = person?.externalId && areDifferentPeople(person.externalId, identity);
    return isOther ? { verdict: 'other-person' } : undefined;
  };
}
