/**
 * A logout token, judged by every rule of OpenID Connect Back-Channel Logout 1.0 section 2.6. It ends sessions and
 * comes from the open internet, so nothing about it is taken on trust.
 */
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { isIssuerTemplate, issuerOfTenant } from '../../../protocol/oidc-issuer.ts';
import type { SsoDeps } from '../service.ts';
import type { Party, UpstreamClient } from './client.ts';

export interface LogoutNotice {
  issuer: string;
  subject?: string;
  sid?: string;
  jti: string;
  expiresAt: Date;
}

/** Why a token counts for nothing; told to nobody but the log. */
export class LogoutTokenRefused extends Error {}

const event = 'http://schemas.openid.net/event/backchannel-logout';
const longest = 16_384;
/** The specification recommends two minutes; clocks and queues differ. */
const lifetimeSeconds = 10 * 60;
const skewSeconds = 60;
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const types = [undefined, 'JWT', 'jwt', 'logout+jwt', 'application/logout+jwt'];

const refuse = (why: string): never => {
  throw new LogoutTokenRefused(why);
};

const named = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 512;

export function createLogoutTokens({
  client,
  outbound,
}: {
  client: Pick<UpstreamClient, 'discover'>;
  outbound: SsoDeps['outbound'];
}) {
  const keySets = new LRUCache<string, ReturnType<typeof createRemoteJWKSet>>({ max: 200 });

  /** Asked for anew at most every half minute, whatever key ids strangers write into their tokens. */
  function keysAt(address: string) {
    const known = keySets.get(address);
    if (known) return known;
    const keys = createRemoteJWKSet(new URL(address), {
      cooldownDuration: 30_000,
      timeoutDuration: 5_000,
      [customFetch]: (url, init) => outbound.fetch(url, init as RequestInit),
    });
    keySets.set(address, keys);
    return keys;
  }

  async function verified(party: Party, token: string): Promise<JWTPayload> {
    const { metadata } = await client.discover(party);
    const issuer = issuersOf(party, metadata.issuer);
    const options = { issuer, audience: party.config.clientId, algorithms, clockTolerance: skewSeconds };
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keysAt(metadata.jwks_uri!), options);
      if (!types.includes(protectedHeader.typ)) refuse('typ');
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return refuse(error.code);
      throw error;
    }
  }

  /** @throws LogoutTokenRefused, SsoFailure when the provider can't be looked at */
  return async function readLogoutToken(party: Party, token: string, now: Date): Promise<LogoutNotice> {
    if (token.length > longest || token.split('.').length !== 3) refuse('no signed token');
    return noticeOf(await verified(party, token), now);
  };
}

/** Entra's shared endpoints stand for each of the tenants that are let in. */
function issuersOf({ config }: Party, issuer: string): string[] {
  if (!isIssuerTemplate(issuer)) return [issuer];
  return (config.allowedTenants ?? []).flatMap((tenant) => issuerOfTenant(issuer, tenant) ?? []);
}

function noticeOf(claims: JWTPayload, now: Date): LogoutNotice {
  const { iss, sub, sid, jti, iat, exp, events, nonce } = claims;
  const seconds = now.getTime() / 1000;
  if (typeof iat !== 'number' || iat > seconds + skewSeconds || iat < seconds - lifetimeSeconds)
    return refuse('iat');
  if (typeof exp !== 'number') return refuse('exp');
  if (!named(jti)) return refuse('jti');
  // An ID token must never do for a logout token.
  if (nonce !== undefined) return refuse('nonce');
  if (!isLogout(events)) return refuse('events');
  if (sub === undefined && sid === undefined) return refuse('sub, sid');
  if ((sub !== undefined && !named(sub)) || (sid !== undefined && !named(sid))) return refuse('sub, sid');
  return {
    issuer: String(iss),
    ...(named(sub) && { subject: sub }),
    ...(named(sid) && { sid }),
    jti,
    // Remembered as long as it could be shown again.
    expiresAt: new Date(
      (Math.min(exp, seconds + lifetimeSeconds) + 2 * skewSeconds + lifetimeSeconds) * 1000,
    ),
  };
}

function isLogout(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, event)) return false;
  const body = (events as Record<string, unknown>)[event];
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}
