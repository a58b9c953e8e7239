/** Answers after a round amount of time, so that nobody reads from a stopwatch which work was done. */
import { setTimeout as delay } from 'node:timers/promises';

/** Several times what sending a mail adds (two rows), little enough that nobody minds. */
const stepMilliseconds = 100;

export async function evenTime<T>(work: () => Promise<T>, step = stepMilliseconds): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const spent = performance.now() - began;
    await delay(Math.ceil(spent / step) * step - spent);
  }
}
