/** Which events are shown: what the address says, and what the management API is asked. */
import type { OperationQuery } from '@gatehouse/sdk/management';

export const ranges = ['1h', '24h', '7d', '30d'] as const;
export type Range = (typeof ranges)[number];

const hours: Record<Range, number> = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

export interface EventFilter {
  /** A type, or a group of them: `user.created`, `user.` */
  type?: string;
  actor?: string;
  /** What they did and what was done to them. */
  user?: string;
  application?: string;
  connector?: string;
  range?: Range;
  /** First and last day, `2026-11-22`, where no range is chosen. */
  from?: string;
  to?: string;
}

const names = ['type', 'actor', 'user', 'application', 'connector'] as const;

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

export function eventFilter(search: Record<string, unknown>): EventFilter {
  const range = ranges.find((one) => one === search.range);
  const [from, to] = [day(search.from), day(search.to)];
  // An id of digits only comes as a number out of the address.
  const given = names.flatMap((name) => {
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(given),
    ...(range ? { range } : { ...(from && { from }), ...(to && { to }) }),
  };
}

export const isFiltered = (filter: EventFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined);

/** Midnight where the person is, `days` after the beginning of the day. */
function midnight(date: string, days = 0): string {
  const at = new Date(`${date}T00:00:00`);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

/** A range counts back from the moment of asking, days are the person's own. */
export function eventQuery(
  { range, from, to, ...rest }: EventFilter,
  now: () => number = Date.now,
): OperationQuery<'getAuditEvents'> {
  if (range) return { ...rest, from: new Date(now() - hours[range] * 3_600_000).toISOString() };
  return { ...rest, ...(from && { from: midnight(from) }), ...(to && { to: midnight(to, 1) }) };
}
