/** Between Express's requests and responses and those of the web. */
import type { Response as ExpressResponse, Request } from 'express';
import { toHeaders } from '../server/headers.ts';
import type { IncomingRequest } from '../server/server.ts';

const MAX_BODY_BYTES = 64_000;

/** A request for the framework-neutral layer. */
export const incoming = (req: Request): IncomingRequest => ({
  method: req.method,
  target: req.originalUrl,
  headers: toHeaders(req.headers),
  body: () => bodyOf(req),
});

/** The form as text, whether or not the application has parsed it before us. */
async function bodyOf(req: Request): Promise<string> {
  if (typeof req.body === 'string') return req.body;
  if (Buffer.isBuffer(req.body)) return req.body.toString();
  if (req.readableEnded) return new URLSearchParams(req.body ?? {}).toString();
  let body = '';
  for await (const chunk of req) {
    body += chunk;
    if (body.length > MAX_BODY_BYTES) return '';
  }
  return body;
}

/** Sends an answer of the framework-neutral layer. */
export async function send(res: ExpressResponse, answer: Response): Promise<void> {
  res.status(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  for (const cookie of answer.headers.getSetCookie()) res.appendHeader('set-cookie', cookie);
  res.end(Buffer.from(await answer.arrayBuffer()));
}

/**
 * Adds cookies to whatever the application answers, at the last moment there is. A response with a session in it is
 * for one person: no cache may keep it, whatever else was said.
 */
export function beforeHead(res: ExpressResponse, cookies: () => string[]): void {
  const writeHead = res.writeHead;
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    res.writeHead = writeHead;
    const ours = cookies();
    for (const cookie of ours) res.appendHeader('set-cookie', cookie);
    if (ours.length > 0) res.setHeader('cache-control', 'no-store');
    return res.writeHead(...args);
  }) as typeof writeHead;
}
