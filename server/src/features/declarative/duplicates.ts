/** Entries of a list that mean the same thing: which of the two should hold nobody can tell. */
import { emailKey, fold, parsePhone, usernameKey } from '../../protocol/identifiers.ts';
import type { Finding, Path } from './problems.ts';
import { valueAt } from './problems.ts';

const same = (text: string) => text;

/** What must be unique in each list of a tenant. */
const identities: Record<string, Record<string, (text: string) => string>> = {
  applications: { id: same },
  apiResources: { indicator: same },
  roles: { id: same, name: fold },
  organizations: { id: same },
  users: { id: same, username: usernameKey, email: emailKey, phone: (text) => parsePhone(text) ?? text },
  ssoConnectors: { id: same },
};

function duplicatesIn(
  list: unknown,
  path: Path,
  fields: Record<string, (text: string) => string>,
): Finding[] {
  if (!Array.isArray(list)) return [];
  return Object.entries(fields).flatMap(([field, keyOf]) => {
    const first = new Map<string, number>();
    return list.flatMap((entry, index): Finding[] => {
      const value = valueAt(entry, [field]);
      if (typeof value !== 'string') return [];
      const earlier = first.get(keyOf(value));
      if (earlier === undefined) first.set(keyOf(value), index);
      return earlier === undefined
        ? []
        : [{ path: [...path, index, field], message: `is the same as in entry ${earlier + 1}` }];
    });
  });
}

/** Looks at data that may not be valid otherwise, so that every problem is told at once. */
export function duplicates(data: unknown): Finding[] {
  const tenants = valueAt(data, ['tenants']);
  if (typeof tenants !== 'object' || tenants === null) return [];
  return Object.entries(tenants).flatMap(([tenant, section]) =>
    Object.entries(identities).flatMap(([kind, fields]) =>
      duplicatesIn(valueAt(section, [kind]), ['tenants', tenant, kind], fields),
    ),
  );
}
