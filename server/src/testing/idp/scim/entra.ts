/**
 * Entra's provisioning service (docs: idp-facts section 5): capitalised operations, "False" as a text, filtered paths,
 * members one PATCH at a time with `$ref: null`. With `?aadOptscim062020` in the tenant URL it behaves as the standard says.
 */
import type { Person } from '../organization.ts';
import {
  enterpriseUrn,
  groupUrn,
  isDone,
  namesOf,
  patchOf,
  plus,
  type ScimDialect,
  userUrn,
} from './dialect.ts';

const matching = '7f1b1d7c-0000-4000-8000-000000000000';

const resourceOf = (person: Person, isOptimized: boolean) => ({
  schemas: [userUrn, enterpriseUrn],
  externalId: person.oid ?? person.id,
  userName: person.username,
  active: isOptimized ? !person.disabled : person.disabled ? 'False' : 'True',
  displayName: person.name ?? person.username,
  emails: [{ primary: true, type: 'work', value: person.email ?? person.username }],
  meta: { resourceType: 'User' },
  name: { formatted: person.name ?? person.username, ...namesOf(person) },
  roles: [],
});

function changesOf(person: Person, isOptimized: boolean): object[] {
  const { givenName, familyName } = namesOf(person);
  const email = { path: 'emails[type eq "work"].value', value: person.email ?? person.username };
  const rest = {
    displayName: person.name ?? person.username,
    'name.givenName': givenName,
    'name.familyName': familyName,
    externalId: person.oid ?? person.id,
  };
  // One operation without a path; filtered paths stay apart.
  if (isOptimized)
    return [
      { op: 'replace', value: rest },
      { op: 'replace', ...email },
    ];
  return [
    ...Object.entries(rest).map(([path, value]) => ({ op: 'Replace', path, value })),
    { op: 'Add', ...email },
  ];
}

export function entraClient({ isOptimized }: { isOptimized: boolean }): ScimDialect {
  const op = (name: 'Add' | 'Replace' | 'Remove') => (isOptimized ? name.toLowerCase() : name);
  return {
    label: 'Microsoft Entra ID',
    userAgent: 'Microsoft-Entra-Provisioning (simulated)',
    test: async (client) =>
      isDone(await client.send('GET', `/Users?filter=${plus(`userName eq "${matching}"`)}`)),
    async findUser(client, { username }) {
      const { body } = await client.send('GET', `/Users?filter=${plus(`userName eq "${username}"`)}`);
      return body.Resources?.[0]?.id;
    },
    createUser: async (client, person) =>
      (await client.send('POST', '/Users', resourceOf(person, isOptimized))).body.id,
    updateUser: async (client, id, person) =>
      isDone(await client.send('PATCH', `/Users/${id}`, patchOf(...changesOf(person, isOptimized)))),
    setActive: async (client, id, active) => {
      const value = isOptimized ? active : active ? 'True' : 'False';
      const operation = { op: op('Replace'), path: 'active', value };
      return isDone(await client.send('PATCH', `/Users/${id}`, patchOf(operation)));
    },
    removeUser: async (client, id) => isDone(await client.send('DELETE', `/Users/${id}`)),
    async findGroup(client, name) {
      const query = `excludedAttributes=members&filter=${plus(`displayName eq "${name}"`)}`;
      return (await client.send('GET', `/Groups?${query}`)).body.Resources?.[0]?.id;
    },
    createGroup: async (client, displayName) =>
      (await client.send('POST', '/Groups', { schemas: [groupUrn], externalId: displayName, displayName }))
        .body.id,
    async addMembers(client, group, ids) {
      const value = ids.map((id) => ({ $ref: null, value: id }));
      return isDone(
        await client.send('PATCH', `/Groups/${group}`, patchOf({ op: op('Add'), path: 'members', value })),
      );
    },
    async removeMembers(client, group, ids) {
      const operations = isOptimized
        ? ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }))
        : [{ op: 'Remove', path: 'members', value: ids.map((id) => ({ $ref: null, value: id })) }];
      return isDone(await client.send('PATCH', `/Groups/${group}`, patchOf(...operations)));
    },
    removeGroup: async (client, group) => isDone(await client.send('DELETE', `/Groups/${group}`)),
  };
}
