/** What differs between the SCIM clients of Entra and Okta: the words of each step. */
import type { Person } from '../organization.ts';
import type { ScimClient } from './client.ts';

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export const patchOf = (...operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

export interface ScimDialect {
  label: string;
  userAgent: string;
  /** "Test connection". */
  test(client: ScimClient): Promise<boolean>;
  /** The id of whoever the server has already. */
  findUser(client: ScimClient, person: Person): Promise<string | undefined>;
  createUser(client: ScimClient, person: Person): Promise<string | undefined>;
  updateUser(client: ScimClient, id: string, person: Person): Promise<boolean>;
  /** Somebody who is disabled, or no longer assigned. */
  setActive(client: ScimClient, id: string, active: boolean): Promise<boolean>;
  /** Somebody who has gone from the directory. */
  removeUser(client: ScimClient, id: string): Promise<boolean>;
  findGroup(client: ScimClient, name: string): Promise<string | undefined>;
  createGroup(client: ScimClient, name: string): Promise<string | undefined>;
  addMembers(client: ScimClient, group: string, ids: string[]): Promise<boolean>;
  removeMembers(client: ScimClient, group: string, ids: string[]): Promise<boolean>;
  removeGroup(client: ScimClient, group: string): Promise<boolean>;
}

export const isDone = ({ status }: { status: number }) => status >= 200 && status < 300;

/** Entra encodes blanks as plus signs. */
export const plus = (filter: string) => encodeURIComponent(filter).replaceAll('%20', '+');

export const namesOf = ({ name, givenName, familyName, username }: Person) => {
  const [first = username, ...rest] = (name ?? username).split(' ');
  return { givenName: givenName ?? first, familyName: familyName ?? (rest.join(' ') || first) };
};
