// The injected clock.
import { expect, it } from 'vitest';
import { fixedClock, systemClock } from './index.ts';

it('a fixed clock moves only when told to, and hands out dates that nobody can change for others', () => {
  const clock = fixedClock(new Date('2030-01-01T00:00:00Z'));
  clock.now().setFullYear(1999);
  clock.advance(1_500);
  expect(clock.now().toISOString()).toBe('2030-01-01T00:00:01.500Z');
  clock.set(new Date('2031-01-01T00:00:00Z'));
  expect(clock.now().getUTCFullYear()).toBe(2031);
});

it('the system clock tells the time of the machine', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(5_000);
});
