/** What the address says of a list of attempts, and what is asked of the API for it. */
import type { SsoAttempt } from '@gatehouse/sdk/management';
import { type ListSearch, listSearch, pageSize } from '../../patterns/table.tsx';

export const outcomes = ['started', 'succeeded', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export const sides = ['idp', 'gatehouse-config', 'user', 'network'] as const;
export type Side = (typeof sides)[number];

export const times = ['hour', 'day', 'week', 'month'] as const;
export type Time = (typeof times)[number];

export interface AttemptsSearch extends ListSearch {
  connector?: string;
  cause?: string;
  side?: Side;
  outcome?: Outcome;
  time?: Time;
  /** Those of this account alone. */
  user?: string;
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

/** A cause of a later version is asked for all the same; its shape is all that is known of it. */
const isCause = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z_]+\.[a-z_]+$/.test(value);

export function attemptsSearch(search: Record<string, unknown>): AttemptsSearch {
  const { connector, cause, user } = search;
  const side = oneOf(sides, search.side);
  const outcome = oneOf(outcomes, search.outcome);
  const time = oneOf(times, search.time);
  return {
    ...listSearch(search),
    ...(typeof connector === 'string' && connector !== '' && { connector }),
    ...(isCause(cause) && { cause }),
    ...(typeof user === 'string' && user !== '' && { user }),
    ...(side && { side }),
    ...(outcome && { outcome }),
    ...(time && { time }),
  };
}

const hourMs = 3_600_000;
const lengths: Record<Time, number> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 168 * hourMs,
  month: 720 * hourMs,
};

/** To the minute, so that the same question is not a new one with every tick. */
export function sinceOf(time: Time | undefined, now: number): string | undefined {
  if (!time) return undefined;
  const minute = 60_000;
  return new Date(Math.floor((now - lengths[time]) / minute) * minute).toISOString();
}

/** As the error page shows it, however it was typed. */
export function referenceIn(text: string): string {
  const plain = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return plain.length === 10
    ? `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`
    : text.trim().toUpperCase();
}

/** An address that is still being typed is looked for as a reference, which finds nothing and complains of nothing. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim());

export function askedOf(
  { search, page, connector, cause, side, outcome, user }: AttemptsSearch,
  since?: string,
) {
  const text = search?.trim() ?? '';
  return {
    page: page ?? 1,
    pageSize,
    ...(text !== '' && (isAddress(text) ? { email: text } : { reference: referenceIn(text).slice(0, 40) })),
    ...(connector !== undefined && { connectorId: connector }),
    ...(cause !== undefined && { cause: cause as NonNullable<SsoAttempt['steps'][number]['cause']> }),
    ...(user !== undefined && { userId: user }),
    ...(side && { side }),
    ...(outcome && { outcome }),
    ...(since !== undefined && { since }),
  };
}
