/** Protects a Hono API with access tokens. */
import type { Context, MiddlewareHandler } from 'hono';
import { refusalOf } from './challenge.ts';
import { type ApiProtector, type ApiProtectorConfig, createApiProtector as create } from './protector.ts';
import { type RequestRequirements, requirementsFor, type VerifiedToken } from './token.ts';

export * from './index.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** There behind `requireToken()`. */
    token: VerifiedToken;
  }
}

/** An {@link ApiProtector} with middleware. */
export interface HonoApiProtector extends ApiProtector {
  /**
   * Lets a request through whose access token is valid and fulfils the requirements; it is in `c.get('token')` then.
   * Others are answered with 401 or 403 and `WWW-Authenticate` (RFC 6750 section 3), or 503 when the provider can't be
   * asked.
   */
  requireToken(requirements?: RequestRequirements<Context>): MiddlewareHandler;
}

/** @throws GatehouseError `invalid_config` */
export function createApiProtector(config: ApiProtectorConfig): HonoApiProtector {
  const protector = create(config);
  return { ...protector, requireToken: (requirements = {}) => requireToken(protector, requirements) };
}

function requireToken(
  protector: ApiProtector,
  requirements: RequestRequirements<Context>,
): MiddlewareHandler {
  return async (c, next) => {
    try {
      c.set(
        'token',
        await protector.authenticate(c.req.header('authorization'), requirementsFor(requirements, c)),
      );
    } catch (error) {
      const refusal = refusalOf(error, protector.realm);
      if (!refusal) throw error;
      return c.json(refusal.body, refusal.status, refusal.headers);
    }
    await next();
  };
}
