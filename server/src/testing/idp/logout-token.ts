/** Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4), right ones and whatever a test makes of them. */
import { randomUUID } from 'node:crypto';
import type { Directory } from './directory.ts';
import { keyLabelled, rogueKey } from './keys.ts';
import { hmac, sign, unsigned } from './sign.ts';
import type { World } from './world.ts';

export interface LogoutTokenFacts {
  clientId: string;
  /** The person's `sub` at the provider. */
  sub?: string;
  sid?: string;
  /** Changes the claims before they are signed. */
  change?: (claims: Record<string, unknown>) => void;
  header?: Record<string, string>;
  /** Instead of the directory's own signature. */
  signature?: 'rogue' | 'same-kid' | 'none' | 'hmac';
}

const event = 'http://schemas.openid.net/event/backchannel-logout';

export async function logoutToken(
  world: World,
  directory: Directory,
  { clientId, sub, sid, change, header, signature }: LogoutTokenFacts,
): Promise<string> {
  const claims: Record<string, unknown> = {
    iss: directory.issuer,
    aud: clientId,
    iat: world.now,
    exp: world.now + 120,
    jti: randomUUID(),
    events: { [event]: {} },
    ...(sub !== undefined && { sub }),
    ...(sid !== undefined && { sid }),
  };
  change?.(claims);
  const key = await directory.keys.current();
  if (signature === 'none') return unsigned(claims);
  if (signature === 'hmac') return hmac(claims, JSON.stringify(key.publicJwk), key.kid);
  if (signature === 'rogue') return sign(claims, await rogueKey(), header);
  if (signature === 'same-kid')
    return sign(claims, { ...(await keyLabelled('rogue')), kid: key.kid }, header);
  return sign(claims, key, { typ: 'logout+jwt', ...header });
}
