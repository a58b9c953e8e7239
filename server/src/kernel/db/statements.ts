/**
 * What happens to a statement on its way to `pg`: it gets a name (so that it is parsed and planned once for each
 * connection), its parameters take the form PostgreSQL understands, and it is counted.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

const background = new AsyncLocalStorage<boolean>();

/** Runs work (polling, jobs) that `during` must not count among the statements of a request. */
export function withoutCounting<R>(fn: () => R): R {
  return background.run(true, fn);
}

/** Counts every statement that goes to the server, BEGIN and COMMIT included. */
export class StatementCounter {
  /** All statements since the start, those of background work included. */
  total = 0;
  readonly #recordings = new Set<string[]>();

  record(text: string): void {
    this.total += 1;
    if (this.#recordings.size === 0 || background.getStore()) return;
    for (const recording of this.#recordings) recording.push(text);
  }

  /** The statements sent while `fn` ran, by whichever request: measure one flow at a time. */
  async during<R>(fn: () => Promise<R>): Promise<{ result: R; statements: string[] }> {
    const statements: string[] = [];
    this.#recordings.add(statements);
    try {
      return { result: await fn(), statements };
    } finally {
      this.#recordings.delete(statements);
    }
  }
}

/** A connection keeps every named statement for its whole life, so texts that vary endlessly must stay unnamed. */
const MAX_NAMES = 2_000;

/** Gives each text its name: the hash of the text, the same on every connection and node. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  #renewals = 0;

  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_NAMES) return undefined;
    const name = `gh_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }

  /** A newer node changed a table under this plan (0A000): the next use is parsed anew, under another name. */
  renew(text: string): void {
    const name = this.#names.get(text);
    this.#renewals += 1;
    if (name !== undefined) this.#names.set(text, `${name.slice(0, 27)}_${this.#renewals}`);
  }
}

/** PostgreSQL has no NUL in text, and no lone surrogate in jsonb: both would turn hostile input into a failure. */
function storableText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

function storableJson(value: object): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part).toWellFormed() : part,
  );
}

/** Objects and arrays become JSON (there are no PostgreSQL arrays here); Dates and bytes pass. */
export function encodeParameter(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value;
  return storableJson(value);
}
