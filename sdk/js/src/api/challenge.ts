/** The answer to a request whose token is missing or not enough (RFC 6750 section 3). */
import { GatehouseError } from '../core/errors.ts';

/** An answer that any framework can send: the JSON body says for people what the header says for clients. */
export interface Refusal {
  status: 401 | 403 | 503;
  headers: Record<string, string>;
  body: { code: string; message: string };
}

/** Characters allowed in the quoted attributes (RFC 6750 section 3). */
const attribute = (text: string) => text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');

function challenge(realm: string | undefined, attributes: Record<string, string>): string {
  const all = { ...(realm === undefined ? {} : { realm }), ...attributes };
  const list = Object.entries(all).map(([name, value]) => `${name}="${attribute(value)}"`);
  return list.length === 0 ? 'Bearer' : `Bearer ${list.join(', ')}`;
}

function attributesOf({ code, message, details }: GatehouseError): Record<string, string> {
  if (code === 'token_missing') return {};
  if (code === 'wrong_organization') return { error: 'insufficient_scope', error_description: message };
  if (code !== 'insufficient_scope') return { error: 'invalid_token', error_description: message };
  const insufficient = { error: 'insufficient_scope', error_description: message };
  return Array.isArray(details?.scopes) ? { ...insufficient, scope: details.scopes.join(' ') } : insufficient;
}

const forbidden = ['insufficient_scope', 'wrong_organization'];
const unavailable = ['provider_unreachable', 'provider_response_invalid', 'discovery_invalid'];
const unauthorized = ['token_missing', 'token_invalid', 'token_expired', 'wrong_audience'];

/**
 * How to answer an error of {@link ApiProtector.authenticate}: 401 or 403 with `WWW-Authenticate`; 503 when the
 * provider could not be asked. `null` for errors of other origin, which are the application's.
 */
export function refusalOf(error: unknown, realm?: string): Refusal | null {
  if (!(error instanceof GatehouseError)) return null;
  const { code, message } = error;
  const headers = { 'cache-control': 'no-store' };
  if (unavailable.includes(code)) {
    const body = { code, message: 'The access token cannot be checked at the moment.' };
    return { status: 503, headers: { ...headers, 'retry-after': '5' }, body };
  }
  if (!forbidden.includes(code) && !unauthorized.includes(code)) return null;
  return {
    status: forbidden.includes(code) ? 403 : 401,
    headers: { ...headers, 'www-authenticate': challenge(realm, attributesOf(error)) },
    body: { code, message },
  };
}
