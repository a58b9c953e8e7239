/**
 * A value too large for one cookie, in two. Browsers keep 4096 bytes of name, value and attributes (RFC 6265
 * section 6.1), and many proxies refuse a Cookie header over 8 kB, in which other cookies need room too: people
 * with a larger one could not even sign out.
 */
import type { CookieJar } from './cookies.ts';

/** Bytes in one cookie's value; name and attributes find room in the rest of 4096. */
export const CHUNK_BYTES = 3800;
/** More are never set. */
export const MAX_CHUNKS = 2;

const nameOf = (name: string, index: number) => `${name}.${index}`;

/** What the chunks hold together. */
export const MAX_COOKIE_BYTES = 5_700;

/** Whether a sealed value of this length can be kept in cookies. */
export const fitsCookies = (length: number): boolean => length <= MAX_COOKIE_BYTES;

/**
 * Puts the chunks together again. Chunks of two values that were mixed do not fail here but when they are opened:
 * the seal is over the whole.
 */
export function readChunks(jar: CookieJar, name: string): string | null {
  const single = jar.get(name);
  if (single !== null) return single;
  let value = '';
  for (let index = 0; index < MAX_CHUNKS; index += 1) {
    const chunk = jar.get(nameOf(name, index));
    if (chunk === null) break;
    value += chunk;
  }
  return value === '' ? null : value;
}

/** Writes a value over whatever was there, and removes chunks that it no longer needs. */
export function writeChunks(jar: CookieJar, name: string, value: string, maxAge: number): void {
  const chunks = value.length <= CHUNK_BYTES ? [] : split(value);
  if (chunks.length === 0) jar.set(name, value, maxAge);
  else jar.remove(name);
  for (let index = 0; index < MAX_CHUNKS; index += 1) {
    const chunk = chunks[index];
    if (chunk === undefined) jar.remove(nameOf(name, index));
    else jar.set(nameOf(name, index), chunk, maxAge);
  }
}

/** Removes a value in whatever form it is there. */
export function removeChunks(jar: CookieJar, name: string): void {
  jar.remove(name);
  for (let index = 0; index < MAX_CHUNKS; index += 1) jar.remove(nameOf(name, index));
}

function split(value: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < value.length; at += CHUNK_BYTES) chunks.push(value.slice(at, at + CHUNK_BYTES));
  return chunks;
}
