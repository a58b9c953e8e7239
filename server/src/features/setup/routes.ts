/** The pages behind the set-up link, at the tenant of the administrators. */
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../../kernel/errors/index.ts';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import { parseEmail } from '../../protocol/identifiers.ts';
import type { PageContexts } from '../experience/index.ts';
import { adminTenantId } from '../management/index.ts';
import {
  answerPage,
  answerPageError,
  answerRedirect,
  type Fields,
  newPasswordProblem,
  pageProblem,
  readFields,
  type StepProblem,
} from '../sign-in/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { setupDonePage, setupExpiredPage, setupPage } from './pages/setup.tsx';
import type { SetupService } from './service.ts';

type C = Context<AppEnv>;

export interface SetupRoutesDeps {
  service: SetupService;
  pageContext: PageContexts;
  /** Where administrators go on. */
  consoleUrl: string;
  referenceUrl: string;
}

const tenantOf = (c: C) => c.get('tenant') as Tenant;

type Deps = SetupRoutesDeps;

const contextOf = ({ pageContext }: Deps, c: C) =>
  pageContext(tenantOf(c), { acceptLanguage: c.req.header('accept-language') });

async function expired(deps: Deps, c: C): Promise<Response> {
  const context = await contextOf(deps, c);
  const html = setupExpiredPage(context, { signInUrl: `${context.basePath}/sign-in` });
  return answerPage(c, context, html, { status: 410, staysHere: true });
}

async function form(deps: Deps, c: C, token: string, wrong?: { problem: StepProblem; fields: Fields }) {
  const context = await contextOf(deps, c);
  const html = setupPage(context, {
    action: `${context.basePath}/setup/${token}`,
    problems: wrong && [pageProblem(context.t, wrong.problem)],
    values: wrong && { email: wrong.fields.get('email'), name: wrong.fields.get('name') },
    minLength: tenantOf(c).settings.passwords.minLength,
  });
  return answerPage(c, context, html, { status: wrong ? 400 : 200, staysHere: true });
}

async function show(deps: Deps, c: C, token: string): Promise<Response> {
  const email = await deps.service.doneEmail(token);
  if (email === undefined)
    return (await deps.service.isOpen(token)) ? form(deps, c, token) : expired(deps, c);
  const context = await contextOf(deps, c);
  const html = setupDonePage(context, {
    email,
    consoleUrl: deps.consoleUrl,
    referenceUrl: deps.referenceUrl,
  });
  return answerPage(c, context, html, { staysHere: true });
}

function problemOf(c: C, fields: Fields): StepProblem | undefined {
  const email = fields.get('email').trim();
  if (email === '') return { field: 'email', code: 'email_required' };
  if (!parseEmail(email)) return { field: 'email', code: 'email_invalid' };
  const { minLength } = tenantOf(c).settings.passwords;
  return newPasswordProblem('password', fields.get('password'), minLength, [email, fields.get('name')]);
}

async function submit(deps: Deps, c: C, token: string): Promise<Response> {
  const fields = await readFields(c);
  if (!(await deps.service.isOpen(token))) return expired(deps, c);
  const problem = problemOf(c, fields);
  if (problem) return form(deps, c, token, { problem, fields });
  const [email, name] = [fields.get('email').trim(), fields.get('name').trim().slice(0, 256)];
  try {
    const input = { email, name: name || undefined, password: fields.get('password') };
    const user = await deps.service.useLink(token, input);
    return answerRedirect(c, await deps.service.doneUrl(user));
  } catch (error) {
    if (error instanceof AppError && error.code === 'setup.administrator_exists') return expired(deps, c);
    throw error;
  }
}

/** Pages about administrators: other tenants have none. */
export const adminTenantOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (tenantOf(c).id !== adminTenantId) return c.notFound();
  await next();
});

export function createSetupRoutes(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerPageError(deps, c, error));
  app.use('/setup/*', adminTenantOnly, sameOriginOnly);
  app.get('/setup/:token{[A-Za-z0-9_-]{43}}', (c) => show(deps, c, c.req.param('token')));
  app.post('/setup/:token{[A-Za-z0-9_-]{43}}', (c) => submit(deps, c, c.req.param('token')));
  return app;
}
