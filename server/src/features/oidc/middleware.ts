/**
 * Around every request to the provider: its writes leave together, and its errors have the shape of the
 * wire contract (section 3.3): `{ code, message, error, error_description }`, unknown paths included.
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';
import type { createLogout } from './logout.ts';
import { currentScope, type Payload } from './request-scope.ts';
import { flush } from './store.ts';

/** Routes that a person looks at; all others answer programs. */
export const pageRoutes = new Set([
  'authorization',
  'resume',
  'end_session',
  'end_session_confirm',
  'end_session_success',
  'code_verification',
  'device_resume',
]);

export function errorShape(out: Payload): Payload {
  const code = `oidc.${String(out.error)}`;
  return { code, message: `An OIDC error occurred: ${code}.`, ...out };
}

function isErrorBody(body: unknown): body is Payload {
  return typeof body === 'object' && body !== null && typeof (body as Payload).error === 'string';
}

/** A route that the library knows with other methods answers 405, anything else 404; both as JSON. */
function unknownPath(ctx: KoaContextWithOIDC): void {
  const notAllowed = ctx.status === 405 || ctx.status === 501;
  ctx.status = notAllowed ? 405 : 404;
  ctx.body = errorShape(
    notAllowed
      ? { error: 'method_not_allowed', error_description: `${ctx.method} is not allowed here` }
      : { error: 'not_found', error_description: `unrecognized route or not allowed method (${ctx.method})` },
  );
}

function shape(ctx: KoaContextWithOIDC, route: string | undefined): void {
  if (isErrorBody(ctx.body) && !('code' in ctx.body)) ctx.body = errorShape(ctx.body);
  const body = ctx.body as Payload | undefined;
  if (route === 'token' && ctx.status === 200 && body?.access_token && body.scope === undefined) {
    ctx.body = { ...body, scope: '' };
  }
}

export function writesAndErrors(tenant: Tenant, logout: ReturnType<typeof createLogout>) {
  return async function writesAndErrorsOf(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    // The library defines `oidc` only on requests that match one of its routes.
    const matched = Reflect.has(ctx, 'oidc');
    const route = matched ? ctx.oidc.route : undefined;
    if (!matched && ctx.body == null && ctx.method !== 'OPTIONS') unknownPath(ctx);
    if (route === 'end_session') logout.finishWithoutSession(ctx);
    shape(ctx, route);
    const scope = currentScope();
    if (scope.hasWrites) await flush(tenant.db, scope);
  };
}
