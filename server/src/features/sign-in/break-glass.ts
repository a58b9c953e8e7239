/**
 * `/break-glass` at the tenant of the administrators: an owner's one-time code opens a door for an hour in this browser,
 * behind which single sign-on is not asked for. The password still is.
 */
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { AppEnv } from '../../kernel/http/index.ts';
import { adminTenantId } from '../management/index.ts';
import { breakGlassSeconds } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerPage, answerRedirect } from './answer.ts';
import { breakGlassCookieName } from './break-glass-cookie.ts';
import type { SignInDeps } from './deps.ts';
import { missing } from './error-pages.ts';
import { evenTime } from './even-time.ts';
import { readFields } from './form.ts';
import { breakGlassPage } from './pages/break-glass.tsx';
import { pageProblem, type StepProblem, tooManyAttempts } from './problems.ts';
import { cookieRules } from './run.ts';

type C = Context<AppEnv>;
type Deps = Pick<SignInDeps, 'endpoint' | 'pageContext' | 'sso'>;

async function page(deps: Deps, c: C, wrong?: { problem: StepProblem; email: string }): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const context = await deps.pageContext(tenant, { acceptLanguage: c.req.header('accept-language') });
  const html = breakGlassPage(context, {
    action: `${tenant.basePath}/break-glass`,
    ...(wrong && { value: wrong.email, problems: [pageProblem(context.t, wrong.problem)] }),
  });
  return answerPage(c, context, html, { status: wrong ? 400 : 200, staysHere: true });
}

async function open(deps: Deps, c: C): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const fields = await readFields(c);
  const [email, code] = [fields.get('email').trim().slice(0, 254), fields.get('code').slice(0, 100)];
  const address = c.get('address');
  const result = await evenTime(() => deps.sso.breakGlass.open(tenant.db, { email, code, address }));
  if ('token' in result) {
    const path = tenant.basePath || '/';
    const rules = { ...cookieRules(tenant), path, maxAge: breakGlassSeconds };
    setCookie(c, breakGlassCookieName(tenant.id), result.token, rules);
    return answerRedirect(c, `${deps.endpoint}/console/`);
  }
  const problem: StepProblem =
    result.refused === 'wrong' ? { code: 'break_glass_wrong' } : tooManyAttempts(result.retryAfterSeconds);
  return page(deps, c, { problem, email });
}

/** Other tenants have no such page. */
const atAdmins =
  (deps: SignInDeps, answer: (deps: Deps, c: C) => Promise<Response>) =>
  (c: C): Promise<Response> | Response =>
    (c.get('tenant') as Tenant).id === adminTenantId ? answer(deps, c) : missing(deps, c);

export const showBreakGlass = (deps: SignInDeps) => atAdmins(deps, (given, c) => page(given, c));
export const submitBreakGlass = (deps: SignInDeps) => atAdmins(deps, open);
