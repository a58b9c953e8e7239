/** Groups as a directory creates, changes and removes them. Members are changed as a set, never read as a whole. */
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import { fold } from '../../protocol/identifiers.ts';
import { isObject, type Resource } from '../../protocol/scim/evaluate.ts';
import { normalize } from '../../protocol/scim/normalize.ts';
import { applyPatch, type PatchOperation } from '../../protocol/scim/patch.ts';
import { groupShape } from '../../protocol/scim/schema.ts';
import { badRequest, ScimError } from '../../protocol/scim/scim-error.ts';
import { type MemberStep, memberIds, splitMembers } from './member-steps.ts';
import { namesVersion, note, type Scope } from './scope.ts';
import * as store from './store-groups.ts';

type ScimGroup = store.ScimGroup;

export interface GroupsDeps {
  applyRoles(tx: TenantDb, connectorId: string, userIds: readonly string[]): Promise<void>;
}

const notFound = (id: string) => new ScimError(404, `There is no Group ${id.slice(0, 60)}.`);

function valuesOf(id: string, resource: Resource): store.GroupValues {
  const { displayName, externalId } = resource;
  if (typeof displayName !== 'string' || displayName.trim() === '') {
    throw badRequest('invalidValue', 'displayName is required.');
  }
  return {
    id,
    displayName,
    displayNameKey: fold(displayName),
    externalId: typeof externalId === 'string' ? externalId : null,
  };
}

/** Members apart from the rest. */
function readBody(scope: Scope, body: unknown): { resource: Resource; members: string[] } {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be one JSON object.');
  const keys = Object.keys(body).filter((key) => key.toLowerCase() === 'members');
  if (keys.length > 1) throw badRequest('invalidSyntax', '"members" is there twice, in different spelling.');
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== keys[0]));
  const { resource, ignored } = normalize(groupShape, rest);
  note(scope.notes.ignored, ...ignored);
  return { resource, members: keys[0] === undefined ? [] : memberIds(body[keys[0]]) };
}

const eventOf = (
  { connectorId }: Scope,
  type: string,
  id: string,
  data: { [key: string]: string | number },
) => ({
  type,
  subject: { type: 'scim-group', id },
  connectorId,
  data,
});

export function createGroups({ applyRoles }: GroupsDeps) {
  async function assertPeople(tx: TenantDb, { connectorId }: Scope, ids: readonly string[]): Promise<void> {
    const known = ids.length > 0 ? await store.knownPeople(tx, connectorId, ids) : new Set();
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) {
      throw badRequest('invalidValue', `There is no User ${unknown.slice(0, 60)} to be a member.`);
    }
  }

  /** @returns whose membership has changed */
  async function takeStep(tx: TenantDb, scope: Scope, groupId: string, step: MemberStep): Promise<string[]> {
    const { connectorId } = scope;
    if (step.kind === 'remove') {
      return step.ids.length > 0 ? store.deleteMembers(tx, connectorId, groupId, { userIds: step.ids }) : [];
    }
    await assertPeople(tx, scope, step.ids);
    const gone =
      step.kind === 'set' ? await store.deleteMembers(tx, connectorId, groupId, { allBut: step.ids }) : [];
    const come = step.ids.length > 0 ? await store.insertMembers(tx, connectorId, groupId, step.ids) : [];
    return [...gone, ...come];
  }

  async function takeSteps(
    tx: TenantDb,
    scope: Scope,
    groupId: string,
    steps: MemberStep[],
  ): Promise<string[]> {
    const affected = new Set<string>();
    for (const step of steps) {
      for (const id of await takeStep(tx, scope, groupId, step)) affected.add(id);
    }
    if (affected.size > 0) note(scope.notes.changed, `members (${affected.size})`);
    await applyRoles(tx, scope.connectorId, [...affected]);
    return [...affected];
  }

  async function lock(tx: TenantDb, scope: Scope, id: string): Promise<ScimGroup> {
    scope.notes.resourceId = id;
    const before = await store.lockGroup(tx, scope.connectorId, id);
    if (!before) throw notFound(id);
    scope.notes.subject = before.displayName;
    if (scope.ifMatch !== undefined && !namesVersion(scope.ifMatch, before.version)) {
      throw new ScimError(412, 'The group has changed since you read it.');
    }
    return before;
  }

  async function save(
    tx: TenantDb,
    scope: Scope,
    before: ScimGroup,
    { resource, steps }: { resource: Resource; steps: MemberStep[] },
  ): Promise<ScimGroup> {
    const values = valuesOf(before.id, resource);
    const affected = await takeSteps(tx, scope, before.id, steps);
    if (values.displayName !== before.displayName) note(scope.notes.changed, 'displayName');
    if (values.externalId !== before.externalId) note(scope.notes.changed, 'externalId');
    if (scope.notes.changed.length === 0) return before;
    const saved = await store.updateGroup(tx, scope.connectorId, values, before.version);
    if (!saved) throw new ScimError(412, 'The group has changed since you read it.');
    const data = { name: saved.displayName, members: affected.length };
    await emit(tx, eventOf(scope, 'scim.group_updated', before.id, data));
    return saved;
  }

  return {
    create: (scope: Scope, body: unknown): Promise<ScimGroup> => {
      const { resource, members } = readBody(scope, body);
      const values = valuesOf(newId('scg'), resource);
      scope.notes.subject = values.displayName;
      return scope.db.inTx(async (tx) => {
        const group = await store.insertGroup(tx, scope.connectorId, values);
        scope.notes.resourceId = group.id;
        note(scope.notes.changed, 'displayName');
        await takeSteps(tx, scope, group.id, [{ kind: 'add', ids: members }]);
        const data = { name: group.displayName, members: members.length };
        await emit(tx, eventOf(scope, 'scim.group_created', group.id, data));
        return group;
      });
    },

    replace: (scope: Scope, id: string, body: unknown): Promise<ScimGroup> => {
      const { resource, members } = readBody(scope, body);
      return scope.db.inTx(async (tx) => {
        const before = await lock(tx, scope, id);
        return save(tx, scope, before, { resource, steps: [{ kind: 'set', ids: members }] });
      });
    },

    patch: (scope: Scope, id: string, operations: PatchOperation[]): Promise<ScimGroup> => {
      const { steps, rest } = splitMembers(operations);
      return scope.db.inTx(async (tx) => {
        const before = await lock(tx, scope, id);
        const { displayName, externalId } = before;
        const present = { displayName, ...(externalId !== null && { externalId }) };
        const { resource, ignored } = applyPatch(groupShape, present, rest);
        note(scope.notes.ignored, ...ignored);
        return save(tx, scope, before, { resource, steps });
      });
    },

    remove: (scope: Scope, id: string): Promise<void> =>
      scope.db.inTx(async (tx) => {
        const before = await lock(tx, scope, id);
        const members = await store.membersOf(tx, scope.connectorId, [id]);
        await store.deleteGroup(tx, scope.connectorId, id);
        note(scope.notes.changed, 'displayName');
        await applyRoles(
          tx,
          scope.connectorId,
          members.map(({ userId }) => userId),
        );
        const data = { name: before.displayName, members: members.length };
        await emit(tx, eventOf(scope, 'scim.group_deleted', id, data));
      }),
  };
}

export type Groups = ReturnType<typeof createGroups>;
