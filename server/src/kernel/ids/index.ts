/**
 * Makes every identifier and generated secret. Ids come from the application, not from the database, so
 * that one schema serves engines without sequences (DESIGN section 11).
 */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../clock/index.ts';

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
const alphanumeric = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${lowerAlphanumeric}`;
/** No 0/O, 1/I/L, 5/S, 8/B, U/V: people read these aloud to a help desk. */
const unambiguous = '234679ACDEFGHJKMNPQRTWXYZ';

const poolSize = 4096;
let pool = Buffer.alloc(0);

/** Each byte is used once. One draw for many ids: every request has one, and a draw costs more than its bytes. */
function pooledBytes(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(poolSize);
  const bytes = pool.subarray(0, length);
  pool = pool.subarray(length);
  return bytes;
}

/** Uniform: bytes past the last whole multiple of the alphabet are thrown away, not folded. */
function randomText(
  alphabet: string,
  length: number,
  draw: (length: number) => Buffer = pooledBytes,
): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of draw(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** `newId('usr')` → `usr_` and 20 characters (103 bits). */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(lowerAlphanumeric, 20)}`;
}

const base36 = (value: number, length: number) => value.toString(36).padStart(length, '0');
const sequenceLimit = 36 ** 3;
let last = { time: 0, sequence: 0 };

/** Later than the one before, also within a millisecond and when the clock is set back. */
function nextTick(): { time: number; sequence: number } {
  const now = systemClock.now().getTime();
  if (now > last.time) return { time: now, sequence: 0 };
  const full = last.sequence + 1 === sequenceLimit;
  return full ? { time: last.time + 1, sequence: 0 } : { time: last.time, sequence: last.sequence + 1 };
}

/** Like `newId`, but sorts in the order in which this process made them: time, sequence, 41 random bits. */
export function newOrderedId(prefix: string): string {
  last = nextTick();
  return `${prefix}_${base36(last.time, 9)}${base36(last.sequence, 3)}${randomText(lowerAlphanumeric, 8)}`;
}

/** An application's id is its client_id: 21 characters of `[a-z0-9]`. */
export function newApplicationId(): string {
  return randomText(lowerAlphanumeric, 21);
}

/** A client secret without characters that need encoding in a form, a URL or a shell (261 bits). */
export function newSecret(): string {
  return randomText(alphanumeric, 44, randomBytes);
}

/** The code on an error page that leads to the trace, e.g. `K7QF-2M9X-4T` (46 bits). */
export function newReferenceCode(): string {
  const text = randomText(unambiguous, 10);
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
