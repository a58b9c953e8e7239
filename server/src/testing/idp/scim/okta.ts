/**
 * Okta's provisioning (docs: idp-facts section 5): whole resources by PUT after a GET, a password that nobody asked for,
 * deactivation by a PATCH without a path, and never a DELETE of a person.
 */
import type { Person } from '../organization.ts';
import { groupUrn, isDone, namesOf, patchOf, type ScimDialect, userUrn } from './dialect.ts';

const resourceOf = (person: Person) => ({
  schemas: [userUrn],
  userName: person.username,
  name: namesOf(person),
  emails: [{ primary: true, value: person.email ?? person.username, type: 'work' }],
  displayName: person.name ?? person.username,
  locale: 'en-US',
  externalId: person.id,
  groups: [],
  password: '1mz050nq',
  active: !person.disabled,
});

const byFilter = (filter: string) => `filter=${encodeURIComponent(filter)}&startIndex=1&count=100`;

export const oktaClient: ScimDialect = {
  label: 'Okta',
  userAgent: 'Okta SCIM Client 1.0.0',
  async test(client) {
    const users = await client.send('GET', '/Users?startIndex=1&count=2');
    return isDone(users) && isDone(await client.send('GET', '/Groups?startIndex=1&count=100'));
  },
  async findUser(client, { username }) {
    const { body } = await client.send('GET', `/Users?${byFilter(`userName eq "${username}"`)}`);
    return body.Resources?.[0]?.id;
  },
  createUser: async (client, person) => (await client.send('POST', '/Users', resourceOf(person))).body.id,
  async updateUser(client, id, person) {
    const { body } = await client.send('GET', `/Users/${id}`);
    return isDone(await client.send('PUT', `/Users/${id}`, { ...body, ...resourceOf(person) }));
  },
  setActive: async (client, id, active) =>
    isDone(await client.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active } }))),
  removeUser: async (client, id) =>
    isDone(await client.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: false } }))),
  async findGroup(client, name) {
    const { body } = await client.send('GET', `/Groups?${byFilter(`displayName eq "${name}"`)}`);
    return body.Resources?.[0]?.id;
  },
  createGroup: async (client, displayName) =>
    (await client.send('POST', '/Groups', { schemas: [groupUrn], displayName, members: [] })).body.id,
  async addMembers(client, group, ids) {
    const value = ids.map((id) => ({ value: id, display: id }));
    return isDone(
      await client.send('PATCH', `/Groups/${group}`, patchOf({ op: 'add', path: 'members', value })),
    );
  },
  async removeMembers(client, group, ids) {
    const operations = ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }));
    return isDone(await client.send('PATCH', `/Groups/${group}`, patchOf(...operations)));
  },
  removeGroup: async (client, group) => isDone(await client.send('DELETE', `/Groups/${group}`)),
};
