/** Protects an Express API with access tokens. */
import type { Request, RequestHandler } from 'express';
import { refusalOf } from './challenge.ts';
import { type ApiProtector, type ApiProtectorConfig, createApiProtector as create } from './protector.ts';
import { type RequestRequirements, requirementsFor, type VerifiedToken } from './token.ts';

export * from './index.ts';

declare global {
  namespace Express {
    interface Request {
      /** There behind `requireToken()`. */
      token?: VerifiedToken;
    }
  }
}

/** An {@link ApiProtector} with middleware. */
export interface ExpressApiProtector extends ApiProtector {
  /**
   * Lets a request through whose access token is valid and fulfils the requirements; it is in `req.token` then.
   * Others are answered with 401 or 403 and `WWW-Authenticate` (RFC 6750 section 3), or 503 when the provider can't be
   * asked.
   */
  requireToken(requirements?: RequestRequirements<Request>): RequestHandler;
}

/** @throws GatehouseError `invalid_config` */
export function createApiProtector(config: ApiProtectorConfig): ExpressApiProtector {
  const protector = create(config);
  return { ...protector, requireToken: (requirements = {}) => requireToken(protector, requirements) };
}

function requireToken(protector: ApiProtector, requirements: RequestRequirements<Request>): RequestHandler {
  return async (req, res, next) => {
    try {
      req.token = await protector.authenticate(req.headers.authorization, requirementsFor(requirements, req));
    } catch (error) {
      const refusal = refusalOf(error, protector.realm);
      if (!refusal) return next(error);
      res.status(refusal.status).set(refusal.headers).json(refusal.body);
      return;
    }
    next();
  };
}
