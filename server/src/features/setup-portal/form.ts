/** Reads what the portal's forms post: fields, and at most one small file. */
import type { Context } from 'hono';
import { constantTimeEqual, sha256 } from '../../kernel/crypto/index.ts';
import { errors, invalidRequest } from '../../kernel/errors/index.ts';
import { errors as httpErrors } from '../../kernel/http/errors.ts';
import type { AppEnv } from '../../kernel/http/index.ts';

type C = Context<AppEnv>;

/** Metadata of an identity provider is some kilobytes; half a megabyte is generous. */
export const largestFile = 512 * 1024;
const largestBody = largestFile + 64 * 1024;

export interface PostedForm {
  get(name: string): string;
  /** The text of an uploaded file; undefined when none was chosen. */
  file(name: string): string | undefined;
}

async function readBody(c: C): Promise<Buffer> {
  const tooLarge = () => errors['request.too_large']({ limit: largestBody });
  if (Number(c.req.header('content-length') ?? 0) > largestBody) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > largestBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const malformed = () => invalidRequest([{ path: '', message: 'The form could not be read.' }]);

/** Text as it can be stored: no NUL, no half of a surrogate pair. */
function asText(value: string): string {
  if (value.includes('\0')) throw malformed();
  return value.toWellFormed();
}

async function textOf(file: File): Promise<string> {
  if (file.size > largestFile) throw errors['request.too_large']({ limit: largestFile });
  const bytes = await file.arrayBuffer();
  try {
    return asText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // UTF-16 or no text at all: either way nothing that we read.
    throw malformed();
  }
}

async function parse(c: C, body: Buffer): Promise<FormData> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type) && body.length > 0)
    throw errors['request.unsupported_media_type']({ expected: 'a form' });
  if (body.length === 0) return new FormData();
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => Promise.reject(malformed()));
}

export async function readForm(c: C): Promise<PostedForm> {
  const data = await parse(c, await readBody(c));
  const fields = new Map<string, string>();
  const files = new Map<string, string>();
  for (const [name, value] of data.entries()) {
    if (typeof value === 'string') fields.set(name, asText(value));
    else if (value.size > 0) files.set(name, await textOf(value));
  }
  return { get: (name) => fields.get(name) ?? '', file: (name) => files.get(name) };
}

/** Known to the pages of this browser alone. */
export const formToken = (session: string): string => sha256(`setup-portal form\n${session}`).slice(0, 32);

/** Beside the same-origin check: a form of another session, even of this site, does nothing. */
export function checkFormToken(form: PostedForm, session: string): void {
  if (!constantTimeEqual(form.get('form_token'), formToken(session)))
    throw httpErrors['request.cross_site']();
}
