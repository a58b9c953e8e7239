/** Makes a session smaller without loss: access tokens are what a refresh brings back. */
import { parse, type Session } from '../core/session.ts';

/** The session without the access token that expires first; `undefined` when there is none to leave out. */
export function withoutOldestToken(value: string): string | undefined {
  const session = parse<Session>(value, ({ accessTokens }) => typeof accessTokens === 'object');
  const [oldest] = Object.entries(session?.accessTokens ?? {}).sort(
    ([, a], [, b]) => a.expiresAt - b.expiresAt,
  );
  if (!session || !oldest) return undefined;
  const { [oldest[0]]: _left, ...accessTokens } = session.accessTokens;
  return JSON.stringify({ ...session, accessTokens });
}
