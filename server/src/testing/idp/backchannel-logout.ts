/**
 * Tells the clients that a session ended (OpenID Connect Back-Channel Logout 1.0 section 2.5), as the plain provider
 * does; the big three have no such channel.
 */
import type { Exchange } from './exchange.ts';
import type { Grant } from './grants.ts';
import { logoutToken } from './logout-token.ts';
import { sessionId } from './sessions.ts';

/** @param asking the client that began the sign-out: it knows already */
export async function tellParties(x: Exchange, asking: string | null): Promise<string[]> {
  const session = sessionId(x);
  if (session === undefined || x.directory.organization.kind !== 'oidc') return [];
  const grants = x.world.grants.leave(session).filter(({ client }) => client.clientId !== asking);
  const told = await Promise.all(grants.map((grant) => tell(x, grant)));
  return told.flat();
}

async function tell({ world }: Exchange, grant: Grant): Promise<string[]> {
  const { directory, client } = grant;
  if (client.backchannelLogoutUri === undefined) return [];
  const { sub, sid } = sessionClaims(world.now, grant);
  const token = await logoutToken(world, directory, { clientId: client.clientId, sub, sid });
  const answer = await fetch(client.backchannelLogoutUri, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  }).then(
    ({ status }) => `${status}`,
    () => 'no answer',
  );
  return [`${client.name ?? client.clientId}: ${answer}`];
}

/** As the ID token named them. */
function sessionClaims(now: number, grant: Grant): { sub: string; sid: string } {
  const { directory, personId } = grant;
  const { organization, issuer, url, dialect } = directory;
  const person = directory.person(personId)!;
  const { sub, sid } = dialect.idToken({ grant, person, organization, issuer, url, now, accessToken: '' });
  return { sub: `${sub}`, sid: `${sid}` };
}
