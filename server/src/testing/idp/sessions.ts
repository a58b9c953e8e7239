/** The browser's session at the IdP: a cookie, the accounts behind it, and which of them signs in silently. */
import { parse, serialize } from 'hono/utils/cookie';
import type { Exchange } from './exchange.ts';
import type { Account } from './grants.ts';

const cookieName = (x: Exchange): string => `idpsim_${x.directory.organization.kind}`;

export function sessionId(x: Exchange): string | undefined {
  return parse(x.request.headers.get('cookie') ?? '', cookieName(x))[cookieName(x)];
}

export function sessionCookie(x: Exchange, id: string, maxAge?: number): string {
  return serialize(cookieName(x), id, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge });
}

export function endSession(x: Exchange): string {
  x.world.grants.sessions.delete(sessionId(x) ?? '');
  return sessionCookie(x, '', 0);
}

/** The one account that may go on without a page; nobody where the request or the choice asks for one. */
export function silentAccount(x: Exchange): Account | undefined {
  const prompt = (x.parameters.get('prompt') ?? '').split(' ');
  if (prompt.includes('login') || prompt.includes('select_account')) return undefined;
  const candidates = accountsHere(x).filter((a) => matches(a, x.parameters) && fresh(a, x));
  return candidates.length === 1 ? candidates[0] : undefined;
}

function accountsHere(x: Exchange): Account[] {
  const realms = x.world.realms(x.directory);
  return (x.world.grants.sessions.get(sessionId(x) ?? '') ?? []).filter((a) => realms.includes(a.directory));
}

function matches({ directory, person }: Account, parameters: URLSearchParams): boolean {
  const hint = parameters.get('login_hint');
  const realm = parameters.get('domain_hint');
  const rightPerson = !hint || directory.person(hint) === person;
  // 'organizations' and 'consumers' name kinds of accounts, not realms.
  const rightRealm = !realm?.includes('.') || realm === directory.organization.domain;
  return rightPerson && rightRealm;
}

function fresh({ authTime }: Account, { parameters, world }: Exchange): boolean {
  const maxAge = parameters.get('max_age');
  return maxAge === null || world.now - authTime <= Number(maxAge);
}
