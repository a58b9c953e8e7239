/** Ends sessions when the provider says so (OpenID Connect Back-Channel Logout 1.0). Needs a session store. */
import { decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { GatehouseError } from '../core/errors.ts';
import { signatureAlgorithms } from '../core/id-token.ts';
import type { Logouts } from './logouts.ts';
import type { RequestScope } from './request-scope.ts';
import type { GatehouseServer } from './server.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Seconds. A logout token is used at once, and has to be fresh (section 2.6). */
const MAX_AGE = 300;

/** @param logouts of the session store: a session that lives in a browser can't be ended from here */
export async function receiveLogoutToken(
  { server, request }: RequestScope,
  logouts: Logouts,
): Promise<Response> {
  const form = new URLSearchParams(await request.body?.());
  const claims = await verifyLogoutToken(server, form.getAll('logout_token')).catch((error) => {
    // That the provider's keys are out of reach says nothing about the token.
    if (error instanceof GatehouseError) throw error;
    return null;
  });
  if (!claims)
    return answer(400, { error: 'invalid_request', error_description: 'The logout token is not valid.' });
  const { sid, sub } = claims as { sid?: string; sub?: string };
  await logouts.record(sid === undefined ? { sub } : { sid }, server.now());
  return answer(200);
}

/** Section 2.8: never cached. */
function answer(status: number, body?: object): Response {
  const headers = { 'cache-control': 'no-store' };
  return body ? Response.json(body, { status, headers }) : new Response(null, { status, headers });
}

/** All of section 2.6, except that a repeated `jti` is let through: ending an ended session again changes nothing. */
async function verifyLogoutToken(server: GatehouseServer, tokens: string[]): Promise<JWTPayload> {
  const [token = ''] = tokens;
  refuseIf(tokens.length !== 1);
  const { alg, typ } = decodeProtectedHeader(token);
  refuseIf(!signatureAlgorithms.test(`${alg}`));
  // Explicit typing is recommended, not required (section 2.4); another type than ours is another token.
  refuseIf(typ !== undefined && !/^(application\/)?(logout\+jwt|jwt)$/i.test(typ));
  const { config } = server.provider;
  const { issuer } = await server.provider.metadata();
  const { payload } = await jwtVerify(token, server.keys, {
    issuer,
    audience: config.appId,
    clockTolerance: config.clockToleranceSeconds,
    currentDate: new Date(server.now()),
    maxTokenAge: MAX_AGE,
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
  });
  const { sid, sub, events } = payload as { sid?: unknown; sub?: unknown; events?: Record<string, unknown> };
  refuseIf(sid === undefined && sub === undefined);
  refuseIf([sid, sub].some((id) => id !== undefined && (typeof id !== 'string' || id === '')));
  refuseIf(typeof events?.[EVENT] !== 'object' || events[EVENT] === null);
  refuseIf('nonce' in payload);
  return payload;
}

function refuseIf(wrong: boolean): void {
  if (wrong) throw new Error('The logout token fails a check.');
}
