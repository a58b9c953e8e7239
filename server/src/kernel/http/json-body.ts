/**
 * Reads a JSON body from a stranger: bounded in bytes and depth, UTF-8 only, and without what can't be stored
 * (NUL, lone surrogates) or would be misread (`__proto__`).
 */
import { type AppError, errors, invalidRequest } from '../errors/index.ts';

export const maxBodyBytes = 1024 * 1024;
const maxDepth = 32;

/** RFC 9110 section 8.3: the type without its parameters; `application/merge-patch+json` is JSON as well. */
function isJson(contentType: string | null): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || /^application\/[a-z0-9.-]+\+json$/.test(type);
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = errors['request.too_large']({ limit: maxBodyBytes });
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidRequest([{ path: '', message: 'The body is not UTF-8.' }]);
  }
}

function failure(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

/**
 * V8 names the position of most mistakes, but of an unexpected token it says only which: then the shortest
 * beginning that has it is looked for, by halves.
 */
function position(text: string, message: string): number {
  const named = /position (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  if (!message.startsWith('Unexpected token')) return text.length;
  let [fine, bad] = [0, text.length];
  while (bad - fine > 1) {
    const middle = (fine + bad) >> 1;
    if (failure(text.slice(0, middle))?.startsWith('Unexpected token')) bad = middle;
    else fine = middle;
  }
  return fine;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(text);
  }
}

function notJson(text: string): AppError {
  const at = position(text, failure(text) ?? '');
  return invalidRequest([
    { path: '', message: `The body is not JSON: it can not be read at position ${at}.` },
  ]);
}

function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the character NUL';
  return text.isWellFormed() ? undefined : 'must not contain half of a character (a lone surrogate)';
}

/** Not recursive: a body can be nested deeper than the stack. */
function problem(root: unknown): { path: string; message: string } | undefined {
  const open: { value: unknown; path: string[] }[] = [{ value: root, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    const found = typeof value === 'string' ? textProblem(value) : undefined;
    if (found) return { path: path.join('.'), message: found };
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= maxDepth) return { path: path.join('.'), message: 'is nested too deeply' };
    for (const [key, item] of Object.entries(value)) {
      const message = key === '__proto__' ? 'is not a known field' : textProblem(key);
      if (message) return { path: [...path, key.replaceAll('\0', '').toWellFormed()].join('.'), message };
      open.push({ value: item, path: [...path, key] });
    }
  }
  return undefined;
}

export async function readJsonBody(request: Request): Promise<unknown> {
  if (!isJson(request.headers.get('content-type'))) {
    throw errors['request.unsupported_media_type']({ expected: 'application/json' });
  }
  const value = parse(decode(await readBytes(request)));
  const found = problem(value);
  if (found) throw invalidRequest([found]);
  return value;
}
