/** Issue 5, expiry radar: which state and which warning a day has. */
import { describe, expect, test } from 'vitest';
import { daysLeft, stateOf, warningDue } from './policy.ts';

const now = new Date('2027-03-10T09:00:00Z');
const inDays = (days: number, time = '23:59:59Z') =>
  new Date(`${new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`);
const ends = (expiresAt: Date | null) => ({ expiresAt });

describe('a thing that ends', () => {
  test.each([
    [400, 'fine', undefined],
    [61, 'fine', undefined],
    [60, 'soon', 60],
    [31, 'soon', 60],
    [30, 'soon', 30],
    [8, 'soon', 30],
    [7, 'urgent', 7],
    [2, 'urgent', 7],
    [1, 'urgent', 1],
    [0, 'urgent', 0],
    [-1, 'expired', 0],
    [-400, 'expired', 0],
  ])('in %i days: %s, warning %s', (days, state, step) => {
    expect(stateOf(ends(inDays(days)), now)).toBe(state);
    expect(warningDue(ends(inDays(days)), now)).toBe(step);
  });

  test('days are those of the calendar, whatever the hour', () => {
    expect(daysLeft(inDays(1, '00:00:00Z'), new Date('2027-03-10T23:59:59Z'))).toBe(1);
    expect(daysLeft(inDays(0, '00:00:00Z'), now)).toBe(0);
  });

  test('on the day of its end it has expired once the hour is past', () => {
    expect(stateOf(ends(inDays(0, '08:00:00Z')), now)).toBe('expired');
    expect(stateOf(ends(inDays(0, '10:00:00Z')), now)).toBe('urgent');
  });

  test('without a date nothing is known and nobody is warned', () => {
    expect([stateOf(ends(null), now), warningDue(ends(null), now)]).toEqual(['unknown', undefined]);
  });

  test('a missing proof is told of when its time is up, not before', () => {
    const missing = (days: number) => ({ expiresAt: inDays(days), tellsAtTheEndOnly: true });
    expect([stateOf(missing(6), now), warningDue(missing(6), now)]).toEqual(['soon', undefined]);
    expect([stateOf(missing(-1), now), warningDue(missing(-1), now)]).toEqual(['expired', 0]);
  });
});
