/** What a PATCH of a group means for its members, in every shape in which clients write it: pure, no I/O. */
import { isObject, type Resource } from '../../protocol/scim/evaluate.ts';
import type { Filter } from '../../protocol/scim/filter.ts';
import type { PatchOperation } from '../../protocol/scim/patch.ts';
import { type Place, placeOf } from '../../protocol/scim/path.ts';
import { groupShape } from '../../protocol/scim/schema.ts';
import { badRequest } from '../../protocol/scim/scim-error.ts';

export interface MemberStep {
  kind: 'add' | 'remove' | 'set';
  ids: string[];
}

/** How many members one request may name. */
const maxMembers = 10_000;

function memberId(member: unknown): string {
  if (isObject(member) && String(member.type).toLowerCase() === 'group') {
    throw badRequest('invalidValue', 'A member must be a User: groups in groups are not taken.');
  }
  const id = isObject(member) ? member.value : member;
  if (typeof id !== 'string' || id === '' || id.length > 256) {
    throw badRequest('invalidValue', 'A member must name the id of a User as its value.');
  }
  return id;
}

export function memberIds(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return [];
  const members = Array.isArray(value) ? value : [value];
  if (members.length > maxMembers) {
    throw badRequest('tooMany', `At most ${maxMembers} members are taken at once.`);
  }
  return [...new Set(members.map(memberId))];
}

const isMembers = (place: Place | undefined) => place?.attribute?.name === 'members';

/** `members[value eq "id"]`, also several of them with or. */
function idsIn(where: Filter): string[] {
  if (where.kind === 'or') return where.parts.flatMap(idsIn);
  const isId = where.kind === 'compare' && where.operator === 'eq' && where.path.toLowerCase() === 'value';
  if (!isId || typeof where.literal !== 'string') {
    throw badRequest('invalidFilter', 'Members are chosen by value eq "id".');
  }
  return [where.literal];
}

function stepOf({ kind, value }: PatchOperation, { where, sub }: Place): MemberStep {
  if (where) {
    if (kind !== 'remove' || sub)
      throw badRequest('mutability', 'A member can be added or removed, not changed.');
    return { kind, ids: idsIn(where) };
  }
  if (sub && sub.name !== 'value')
    throw badRequest('mutability', 'A member can be added or removed, not changed.');
  const ids = memberIds(value);
  if (kind === 'replace' || (kind === 'remove' && ids.length === 0)) return { kind: 'set', ids };
  return { kind, ids };
}

/** The steps for members in their order, and the operations on everything else. */
export function splitMembers(operations: PatchOperation[]): { steps: MemberStep[]; rest: PatchOperation[] } {
  const steps: MemberStep[] = [];
  const rest: PatchOperation[] = [];
  const take = (operation: PatchOperation, path: string): boolean => {
    const place = placeOf(groupShape, path);
    if (!place || !isMembers(place)) return false;
    steps.push(stepOf(operation, place));
    return true;
  };
  for (const operation of operations) {
    const { kind, path, value } = operation;
    if (path !== undefined) {
      if (!take(operation, path)) rest.push(operation);
      continue;
    }
    if (!isObject(value)) {
      rest.push(operation);
      continue;
    }
    const others: Resource = {};
    for (const [key, part] of Object.entries(value)) {
      if (!take({ kind, path: key, value: part }, key)) others[key] = part;
    }
    if (Object.keys(others).length > 0) rest.push({ ...operation, value: others });
  }
  return { steps, rest };
}
