/** How something that ends stands on a day, and which warning is due. Pure: whoever asks brings the time. */
import type { ExpiryFact } from '../sso/index.ts';

/** Days before the end at which people are told; 0 is the day itself. */
export const warningSteps = [0, 1, 7, 30, 60] as const;
export type WarningStep = (typeof warningSteps)[number];

export const expiryStates = ['expired', 'urgent', 'soon', 'fine', 'unknown'] as const;
export type ExpiryState = (typeof expiryStates)[number];

const dayMs = 24 * 3_600_000;
const dayNumber = (at: Date) => Math.floor(at.getTime() / dayMs);

type Ending = Pick<ExpiryFact, 'expiresAt' | 'tellsAtTheEndOnly'>;

/** By the calendar (UTC): 0 on the day of the end, whatever the hour, 1 the whole day before. */
export const daysLeft = (expiresAt: Date, now: Date): number => dayNumber(expiresAt) - dayNumber(now);

export function stateOf({ expiresAt, tellsAtTheEndOnly }: Ending, now: Date): ExpiryState {
  if (expiresAt === null) return 'unknown';
  if (expiresAt <= now) return 'expired';
  if (tellsAtTheEndOnly) return 'soon';
  const left = daysLeft(expiresAt, now);
  if (left <= 7) return 'urgent';
  return left <= 60 ? 'soon' : 'fine';
}

/**
 * The warning that belongs to this day: the nearest step that has been reached. Steps that went by while nobody
 * looked are not made up for, because the nearer one says it all.
 */
export function warningDue({ expiresAt, tellsAtTheEndOnly }: Ending, now: Date): WarningStep | undefined {
  if (expiresAt === null) return undefined;
  if (tellsAtTheEndOnly) return expiresAt <= now ? 0 : undefined;
  const left = daysLeft(expiresAt, now);
  return warningSteps.find((step) => left <= step);
}
