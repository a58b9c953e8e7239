/**
 * Proof by DNS that somebody holds a domain: a TXT record with a value that only they were told. Which names
 * are looked at, and what the proof is good for, is the business of the feature that asks.
 */
import { Resolver } from 'node:dns/promises';

/** The texts at a name, each in pieces. */
export type TxtResolver = (name: string) => Promise<string[][]>;

export const systemTxtResolver: TxtResolver = (name) =>
  new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(name);

/** Where the record goes and what it says. */
export function proofRecord(domain: string, proofToken: string) {
  return { name: `_gatehouse.${domain}`, value: `gatehouse-verify=${proofToken}` };
}

/** The name does not exist, or has no such record: an answer, not a failure. */
const noRecord = new Set(['ENOTFOUND', 'ENODATA', 'NOTFOUND', 'NODATA']);

async function txtAt(resolve: TxtResolver, name: string): Promise<string[]> {
  try {
    // A long text comes in pieces of 255 bytes (RFC 1035 section 3.3.14).
    return (await resolve(name)).slice(0, 200).map((pieces) => pieces.join('').trim());
  } catch (error) {
    if (error instanceof Error && 'code' in error && noRecord.has(String(error.code))) return [];
    throw error;
  }
}

/** Whether one of the names has the value; `unreachable` when that can't be told. */
export async function lookForProof(
  resolve: TxtResolver,
  value: string,
  names: readonly string[],
): Promise<'found' | 'missing' | 'unreachable'> {
  const looks = await Promise.allSettled(names.map((name) => txtAt(resolve, name)));
  if (looks.some((look) => look.status === 'fulfilled' && look.value.includes(value))) return 'found';
  return looks.some((look) => look.status === 'rejected') ? 'unreachable' : 'missing';
}
