/** What a change changed: the fields that differ, as they were and as they are, for the audit trail. */

type Fields<V> = Readonly<Record<string, V>>;

export type Changes<V> = { before: Record<string, V>; after: Record<string, V> };

/** Compares the fields of two states of one thing by their JSON. */
export function changes<V>(before: Fields<V>, after: Fields<V>): Changes<V> {
  const result: Changes<V> = { before: {}, after: {} };
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[field], after[field]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    if (old !== undefined) result.before[field] = old;
    if (now !== undefined) result.after[field] = now;
  }
  return result;
}

/** A patch without its undefined fields, so that spreading it leaves the rest alone. */
export function defined<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}
