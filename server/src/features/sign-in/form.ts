/** Reads what a page or a program posts: a form or flat JSON, small, and without the character NUL. */
import type { Context } from 'hono';
import { errors, invalidRequest } from '../../kernel/errors/index.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Fields } from './step.ts';

const largestBody = 16 * 1024;

async function readText(c: Context<AppEnv>, limit: number): Promise<string> {
  const tooLarge = () => errors['request.too_large']({ limit });
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): Map<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidRequest([{ path: '', message: 'The body is not JSON.' }]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidRequest([{ path: '', message: 'The body must be a JSON object.' }]);
  const fields = Object.entries(value).map(([name, one]) => [name, one === true ? '1' : one] as const);
  return new Map(fields.filter((field): field is [string, string] => typeof field[1] === 'string'));
}

function parse(c: Context<AppEnv>, text: string): Map<string, string> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return parseJson(text);
  if (text === '' || type === 'application/x-www-form-urlencoded') return new Map(new URLSearchParams(text));
  throw errors['request.unsupported_media_type']({
    expected: 'application/x-www-form-urlencoded or application/json',
  });
}

export async function readFields(c: Context<AppEnv>): Promise<Fields> {
  const fields = parse(c, await readText(c, largestBody));
  for (const value of fields.values()) {
    if (value.includes('\0'))
      throw invalidRequest([{ path: '', message: 'The character NUL is not allowed.' }]);
  }
  // Half a surrogate pair is no text that could be stored.
  return { get: (name) => (fields.get(name) ?? '').toWellFormed() };
}

/** A form that another site's page posts: each field once, nothing but text. */
export async function readForm(c: Context<AppEnv>, limit: number): Promise<Record<string, string>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw errors['request.unsupported_media_type']({ expected: 'application/x-www-form-urlencoded' });
  const fields = new URLSearchParams(await readText(c, limit));
  const names = [...new Set(fields.keys())];
  const once = names.filter((name) => fields.getAll(name).length === 1 && !fields.get(name)!.includes('\0'));
  return Object.fromEntries(once.slice(0, 20).map((name) => [name, fields.get(name)!.toWellFormed()]));
}
