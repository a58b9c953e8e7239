/** The schemas of single fields that several features take from outside: text, addresses, JSON, times. */
import { z } from 'zod';

/** One line of text for people: no control characters, and not only blanks. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters')
    .refine((value) => value.trim() !== '', 'must not be empty');
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname);
}

/**
 * Parses an absolute address as it stands. What the URL parser would silently repair (blanks, tabs,
 * backslashes, letters outside ASCII: RFC 3986 section 2) is refused, because the text is kept and compared
 * verbatim elsewhere.
 */
export function parseAbsoluteUrl(value: string): URL | undefined {
  if (!/^[\x21-\x7e]+$/.test(value) || value.includes('\\')) return undefined;
  return URL.parse(value) ?? undefined;
}

/** What is wrong with the address of a web page or image, if anything. */
export function webUrlProblem(value: string): string | undefined {
  const url = parseAbsoluteUrl(value);
  if (!url) return 'must be an absolute URL';
  if (url.username || url.password) return 'must not contain a user name or password';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined;
  return 'must start with https:// (http:// is for localhost only)';
}

/** https, or http on this machine. */
export const webUrl = z
  .string()
  .max(2048)
  .superRefine((value, context) => {
    const message = webUrlProblem(value);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .meta({ format: 'uri' });

const maxJsonBytes = 16 * 1024;

type JsonValue = z.core.util.JSONType;

/** Like `z.json()`, but with a name of its own in the description of the API. */
export const jsonValue: z.ZodType<JsonValue> = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.lazy(() => jsonValue)),
    z.record(
      z.string(),
      z.lazy(() => jsonValue),
    ),
  ])
  .meta({ id: 'JsonValue' });

/** Data of the customer's own, kept but never interpreted. */
export const customData = z
  .record(z.string(), jsonValue)
  .refine(
    (value) => Buffer.byteLength(JSON.stringify(value)) <= maxJsonBytes,
    'must be at most 16 kB as JSON',
  )
  .meta({ description: 'Any JSON object, at most 16 kB.' });

/** A point in time in an answer: a Date inside, RFC 3339 text at the wire. */
export const timestamp = z
  .union([z.date(), z.string()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value))
  .pipe(z.iso.datetime());

/** A point in time in a request. */
export const timestampInput = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((value) => {
    const year = value.getUTCFullYear();
    return year >= 1 && year < 10_000;
  }, 'is too far away');

/** What somebody looks for in a list. */
export const searchParameter = z.string().trim().min(1).max(256);

/** A flag in a query. */
export const booleanParameter = z.enum(['true', 'false']).transform((value) => value === 'true');
