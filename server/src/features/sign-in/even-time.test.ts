/** Issue 2 section 3: no enumeration by time, where a known account gets a mail and an unknown one nothing. */
import { expect, test } from 'vitest';
import { evenTime } from './even-time.ts';

const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await evenTime(work, 40).catch(() => undefined);
  return performance.now() - began;
};

test('work of any length, and work that fails, is answered no earlier than the next round time', async () => {
  // Timers may fire up to a millisecond early.
  expect(await timed(async () => 'nothing to do')).toBeGreaterThan(38);
  expect(await timed(() => Promise.reject(new Error('refused')))).toBeGreaterThan(38);
});

test('the result passes through', async () => {
  expect(await evenTime(async () => 'done', 1)).toBe('done');
  await expect(evenTime(() => Promise.reject(new Error('refused')), 1)).rejects.toThrow('refused');
});
