/** Days are UTC: from midnight to midnight, named 2026-03-01, and kept as the time at which they begin. */
import { errors } from './errors.ts';

const milliseconds = 86_400_000;
export const maxDays = 366;
const usualDays = 30;

export const dayOf = (time: Date): Date => new Date(Math.floor(time.getTime() / milliseconds) * milliseconds);

export const plusDays = (day: Date, days: number): Date => new Date(day.getTime() + days * milliseconds);

export const dayName = (day: Date): string => day.toISOString().slice(0, 10);

/** Both days are part of it. */
export interface Range {
  from: Date;
  to: Date;
}

export function daysIn({ from, to }: Range): Date[] {
  const count = Math.round((to.getTime() - from.getTime()) / milliseconds) + 1;
  return Array.from({ length: count }, (_, i) => plusDays(from, i));
}

/** What was asked for, or the 30 days up to its end. @throws statistics.range_reversed, statistics.range_too_long */
export function rangeOf(asked: { from?: Date; to?: Date }, today: Date): Range {
  const to = asked.to ?? today;
  const from = asked.from ?? plusDays(to, 1 - usualDays);
  if (from > to) throw errors['statistics.range_reversed']();
  if (plusDays(from, maxDays) <= to) throw errors['statistics.range_too_long']({ days: maxDays });
  return { from, to };
}
