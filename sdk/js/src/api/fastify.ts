/** Protects a Fastify API with access tokens. */
import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { refusalOf } from './challenge.ts';
import { type ApiProtector, type ApiProtectorConfig, createApiProtector as create } from './protector.ts';
import { type RequestRequirements, requirementsFor, type VerifiedToken } from './token.ts';

export * from './index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** There behind `requireToken()`. */
    token?: VerifiedToken;
  }
}

/** An {@link ApiProtector} with a hook. */
export interface FastifyApiProtector extends ApiProtector {
  /**
   * An `onRequest` (or `preHandler`) hook that lets a request through whose access token is valid and fulfils the
   * requirements; it is in `request.token` then. Others are answered with 401 or 403 and `WWW-Authenticate` (RFC 6750
   * section 3), or 503 when the provider can't be asked.
   */
  requireToken(requirements?: RequestRequirements<FastifyRequest>): preHandlerAsyncHookHandler;
}

/** @throws GatehouseError `invalid_config` */
export function createApiProtector(config: ApiProtectorConfig): FastifyApiProtector {
  const protector = create(config);
  return { ...protector, requireToken: (requirements = {}) => requireToken(protector, requirements) };
}

function requireToken(
  protector: ApiProtector,
  requirements: RequestRequirements<FastifyRequest>,
): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    try {
      request.token = await protector.authenticate(
        request.headers.authorization,
        requirementsFor(requirements, request),
      );
    } catch (error) {
      const refusal = refusalOf(error, protector.realm);
      if (!refusal) throw error;
      return reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
    }
  };
}
