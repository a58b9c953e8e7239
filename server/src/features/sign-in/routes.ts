/** The addresses of sign-in: entry points, the pages of an attempt, and the way back from a provider. */
import { type Context, Hono } from 'hono';
import { AppError } from '../../kernel/errors/index.ts';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerJson, answerPage, answerRedirect, wantsJson } from './answer.ts';
import type { SignInDeps } from './deps.ts';
import { mayOpen } from './dispatcher.ts';
import { createErrorPages } from './error-pages.ts';
import { readFields } from './form.ts';
import { signedInPage } from './pages/session.tsx';
import { personOf } from './person.ts';
import { createRun } from './run.ts';
import { createSsoReturn } from './sso-return.ts';
import { steps } from './steps.ts';
import { waysOn } from './ways-on.ts';

type C = Context<AppEnv>;

/** Attempts end in more ways than one; each has a page. */
const endings = new Set(['attempt.expired', 'attempt.wrong_browser', 'attempt.other_account']);

/** Of attempts and connectors: anything else is no address of ours. */
const idPattern = '[A-Za-z0-9_-]{1,64}';

/** Without an application: who is signed in, or the sign-in to one's own account. */
function createEntry(deps: SignInDeps) {
  return async (c: C, firstScreen: string): Promise<Response> => {
    const tenant = c.get('tenant') as Tenant;
    const session = await deps.oidc.sessions.current(tenant, c.env.incoming, c.env.outgoing);
    if (!session) {
      const url = deps.oidc.accountSignInUrl(tenant, { first_screen: firstScreen });
      return answerRedirect(c, url);
    }
    const context = await deps.pageContext(tenant, { acceptLanguage: c.req.header('accept-language') });
    const person = personOf(await deps.users.find(tenant.db, session.userId));
    const base = `${tenant.basePath}/account`;
    const html = signedInPage(context, { person, accountUrl: base, action: `${base}/sign-out` });
    return answerPage(c, context, html);
  };
}

export function createRoutes(deps: SignInDeps): Hono<AppEnv> {
  const run = createRun(deps);
  const errorPages = createErrorPages(deps);
  const ssoReturn = createSsoReturn(deps, run, errorPages);
  const entry = createEntry(deps);

  /** What a step or a rule of another feature throws becomes a page of this attempt. */
  async function guarded(c: C, attemptId: string, work: () => Promise<Response>): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || (error.status >= 500 && error.status !== 503)) throw error;
      if (endings.has(error.code)) return errorPages.ended(c, error, attemptId);
      // Another tab or a second click was faster: show where the attempt is now.
      const ways = waysOn(c.get('tenant') as Tenant, attemptId);
      if (error.code === 'attempt.changed') return answerRedirect(c, ways.retryUrl);
      return errorPages.failed(c, error, ways);
    }
  }

  async function show(c: C, attemptId: string, name: string): Promise<Response> {
    const context = await run.load(c, attemptId);
    if (!mayOpen(name, context.situation)) return run.go(c, context);
    const view = await steps[name].view(context);
    if (!wantsJson(c)) return answerPage(c, context.page, view.render(context.page));
    return answerJson(c, { step: name, application: context.attempt.application, page: view.model });
  }

  async function submit(c: C, attemptId: string, name: string, resend: boolean): Promise<Response> {
    const fields = await readFields(c);
    const context = await run.load(c, attemptId);
    if (!mayOpen(name, context.situation)) return run.go(c, context);
    const step = steps[name];
    if (!resend) return run.settle(c, context, name, await step.submit(context, fields));
    if (!step.resend) return run.go(c, context);
    return run.settle(c, context, name, await step.resend(context));
  }

  const app = new Hono<AppEnv>();
  app.onError((error, c) => errorPages.unexpected(c, error));
  app.use('/sign-in/*', sameOriginOnly);
  app.get('/sign-in', (c) => entry(c, 'sign_in'));
  app.get('/register', (c) => entry(c, 'register'));
  app.get('/forgot-password', (c) => entry(c, 'reset_password'));
  app.get(`/callback/:id{${idPattern}}`, (c) => ssoReturn.callback(c, c.req.param('id')));
  app.get(`/sign-in/:id{${idPattern}}`, (c) => {
    const { id } = c.req.param();
    return guarded(c, id, async () => run.go(c, await run.load(c, id)));
  });
  app.get(`/sign-in/:id{${idPattern}}/sso-return`, (c) => {
    const { id } = c.req.param();
    return guarded(c, id, () => ssoReturn.arrive(c, id));
  });
  app.get(`/sign-in/:id{${idPattern}}/:step`, (c) => {
    const { id, step } = c.req.param();
    return guarded(c, id, () => show(c, id, step));
  });
  app.post(`/sign-in/:id{${idPattern}}/:step/resend`, (c) => {
    const { id, step } = c.req.param();
    return guarded(c, id, () => submit(c, id, step, true));
  });
  app.post(`/sign-in/:id{${idPattern}}/:step`, (c) => {
    const { id, step } = c.req.param();
    return guarded(c, id, () => submit(c, id, step, false));
  });
  app.all('/sign-in/*', (c) => errorPages.missing(c));
  return app;
}
