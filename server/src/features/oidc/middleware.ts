/**
 * Around every request to the provider: its writes leave together, and its errors have the shape of the
 * wire contract (section 3.3): `{ code, message, error, error_description }`, unknown paths included.
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';
import { finishWithoutSession } from './logout.ts';
import { currentScope, type Payload } from './request-scope.ts';
import { methodsAt } from './routes.ts';
import { flush } from './store.ts';

export function errorShape(out: Payload): Payload {
  const code = `oidc.${String(out.error)}`;
  return { code, message: `An OIDC error occurred: ${code}.`, ...out };
}

function isErrorBody(body: unknown): body is Payload {
  return typeof body === 'object' && body !== null && typeof (body as Payload).error === 'string';
}

/** A path that the library knows with other methods answers 405, anything else 404; both as JSON. */
function unknownPath(ctx: KoaContextWithOIDC): void {
  const allowed = methodsAt(ctx.path);
  if (allowed) ctx.set('allow', allowed.join(', '));
  ctx.status = allowed ? 405 : 404;
  ctx.body = errorShape(
    allowed
      ? { error: 'method_not_allowed', error_description: `${ctx.method} is not allowed here` }
      : { error: 'not_found', error_description: 'there is nothing at this address' },
  );
}

function shape(ctx: KoaContextWithOIDC, route: string | undefined): void {
  if (isErrorBody(ctx.body) && !('code' in ctx.body)) ctx.body = errorShape(ctx.body);
  const body = ctx.body as Payload | undefined;
  if (route === 'token' && ctx.status === 200 && body?.access_token && body.scope === undefined) {
    ctx.body = { ...body, scope: '' };
  }
}

/**
 * A page of the library's own (form_post) posts itself by an inline script: it adds that script's hash to
 * the policy it finds. Our pages replace these headers by their own. No form-action: the form of form_post
 * goes to the application.
 */
const pagePolicy = "default-src 'none'; script-src; base-uri 'none'; frame-ancestors 'none'";

function protectPage(ctx: KoaContextWithOIDC): void {
  ctx.set('content-security-policy', pagePolicy);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('referrer-policy', 'no-referrer');
}

/** What nobody has to see: a response without a page needs no policy for one. */
function unprotect(ctx: KoaContextWithOIDC): void {
  if (!ctx.response.is('html')) ctx.remove('content-security-policy');
}

/**
 * Two tabs at once can both draw a new session id; the row keeps the first. The other tab must not put
 * its own into the browser, which would then be signed out.
 */
function dropSessionCookie(ctx: KoaContextWithOIDC): void {
  const name = ctx.oidc.provider.cookieName('session');
  const lines = [ctx.response.get('set-cookie')].flat().filter(Boolean);
  const others = lines.filter((line) => !line.startsWith(`${name}=`) && !line.startsWith(`${name}.sig=`));
  ctx.remove('set-cookie');
  if (others.length > 0) ctx.set('set-cookie', others);
}

/** A session that nobody is signed in to and that carries no form needs no row and no cookie. */
function dropEmptySessions(ctx: KoaContextWithOIDC): void {
  const scope = currentScope();
  for (const [uid, { userId, payload }] of scope.sessionWrites) {
    if (userId || payload.state) continue;
    scope.sessionWrites.delete(uid);
    dropSessionCookie(ctx);
  }
}

async function write(ctx: KoaContextWithOIDC, tenant: Tenant): Promise<void> {
  const scope = currentScope();
  dropEmptySessions(ctx);
  const expected = [...scope.sessionWrites.values()].map(({ id }) => id);
  if (!scope.hasWrites) return;
  const kept = await flush(tenant.db, scope);
  if (expected.some((id) => !kept.includes(id))) dropSessionCookie(ctx);
}

export interface WritesDeps {
  onServerError(error: Error): void;
}

/** The answer promised what could not be kept, so none of it may leave. */
function failed(ctx: KoaContextWithOIDC, error: Error, { onServerError }: WritesDeps): void {
  onServerError(error);
  for (const name of ['set-cookie', 'location', 'content-security-policy']) ctx.remove(name);
  ctx.status = 500;
  ctx.body = errorShape({ error: 'server_error', error_description: 'oops! something went wrong' });
}

export function writesAndErrors(tenant: Tenant, deps: WritesDeps) {
  return async function writesAndErrorsOf(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    try {
      protectPage(ctx);
      await next();
      // The library defines `oidc` only on requests that match one of its routes.
      const route = Reflect.has(ctx, 'oidc') ? ctx.oidc.route : undefined;
      // OPTIONS that is no preflight matches a route that leaves it unanswered.
      if (!route || (ctx.status === 404 && ctx.body == null)) unknownPath(ctx);
      if (route === 'end_session') finishWithoutSession(ctx, tenant);
      shape(ctx, route);
      unprotect(ctx);
      if (route) await write(ctx, tenant);
    } catch (error) {
      failed(ctx, error as Error, deps);
    }
  };
}
