/** The addresses of sign-in: entry points, the pages of an attempt, the way back from a provider, tests of SSO. */
import { type Context, Hono } from 'hono';
import { AppError } from '../../kernel/errors/index.ts';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerJson, answerPage, answerRedirect, wantsJson } from './answer.ts';
import { showBreakGlass, submitBreakGlass } from './break-glass.ts';
import type { SignInDeps } from './deps.ts';
import { mayOpen } from './dispatcher.ts';
import { ended, failed, missing, unexpected } from './error-pages.ts';
import { failureOfSso } from './failures.ts';
import { readFields } from './form.ts';
import { signedInPage } from './pages/session.tsx';
import { personOf } from './person.ts';
import { preview, previewCss } from './preview.ts';
import { go, load, settle } from './run.ts';
import { samlCollected, samlLogout, samlMetadata, samlPosted } from './saml.ts';
import { arrive, callback } from './sso-return.ts';
import { offerTest, startTest } from './sso-test.ts';
import { steps } from './steps.ts';
import { waysOn } from './ways-on.ts';

type C = Context<AppEnv>;

/** Attempts end in more ways than one; each has a page. */
const endings = new Set(['attempt.expired', 'attempt.wrong_browser']);

/** Of attempts and connectors: anything else is no address of ours. */
const idPattern = '[A-Za-z0-9_-]{1,64}';

/** Without an application: who is signed in, or the sign-in to one's own account. */
async function entry(deps: SignInDeps, c: C, firstScreen: string): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const session = await deps.oidc.sessions.current(tenant, c.env.incoming, c.env.outgoing);
  if (!session) return answerRedirect(c, deps.oidc.accountSignInUrl(tenant, { first_screen: firstScreen }));
  const context = await deps.pageContext(tenant, { acceptLanguage: c.req.header('accept-language') });
  const person = personOf(await deps.users.find(tenant.db, session.userId));
  const accountUrl = `${tenant.basePath}/account`;
  return answerPage(
    c,
    context,
    signedInPage(context, { person, accountUrl, action: `${accountUrl}/sign-out` }),
  );
}

/** What a step or a rule of another feature throws becomes a page of this attempt. */
async function failure(deps: SignInDeps, c: C, attemptId: string, error: unknown): Promise<Response> {
  if (!(error instanceof AppError) || (error.status >= 500 && error.status !== 503)) throw error;
  if (endings.has(error.code)) return ended(deps, c, error, attemptId);
  const tenant = c.get('tenant') as Tenant;
  const restart = await deps.oidc.attempts.restartUrl(tenant, attemptId);
  const uiLocales = restart?.uiLocales;
  if (error.code === 'attempt.other_account')
    return failed(deps, c, error, { otherWayUrl: restart?.asSomebodyElse, uiLocales });
  const refused = failureOfSso(error);
  if (refused) deps.onFailure?.(tenant, { ...refused, applicationId: null, connectorId: null });
  const ways = { ...waysOn(tenant, attemptId), uiLocales };
  // Another tab or a second click was faster: show where the attempt is now.
  if (error.code === 'attempt.changed') return answerRedirect(c, ways.retryUrl);
  return failed(deps, c, error, ways);
}

async function show(deps: SignInDeps, c: C, attemptId: string, name: string): Promise<Response> {
  const context = await load(deps, c, attemptId);
  if (!mayOpen(name, context.situation)) return go(c, context);
  const view = await steps[name].view(context);
  if (!wantsJson(c)) return answerPage(c, context.page, view.render(context.page));
  return answerJson(c, { step: name, application: context.attempt.application, page: view.model });
}

async function submit(deps: SignInDeps, c: C, attemptId: string, name: string): Promise<Response> {
  const fields = await readFields(c);
  const context = await load(deps, c, attemptId);
  if (!mayOpen(name, context.situation)) return go(c, context);
  return settle(c, context, name, await steps[name].submit(context, fields));
}

async function resend(deps: SignInDeps, c: C, attemptId: string, name: string): Promise<Response> {
  const context = await load(deps, c, attemptId);
  const again = mayOpen(name, context.situation) && steps[name].resend;
  return again ? settle(c, context, name, await again(context)) : go(c, context);
}

type Handler = (deps: SignInDeps, c: C, attemptId: string, step: string) => Promise<Response>;

export function createRoutes(deps: SignInDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const inAttempt = (handler: Handler) => (c: C) => {
    const { id = '', step = '' } = c.req.param();
    return handler(deps, c, id, step).catch((error: unknown) => failure(deps, c, id, error));
  };
  const page = `/sign-in/:id{${idPattern}}`;
  app.onError((error, c) => unexpected(deps, c, error));
  app.use('/sign-in/*', sameOriginOnly);
  app.get('/sign-in', (c) => entry(deps, c, 'sign_in'));
  app.get('/register', (c) => entry(deps, c, 'register'));
  app.get('/forgot-password', (c) => entry(deps, c, 'reset_password'));
  app.use('/break-glass', sameOriginOnly);
  app.get('/break-glass', showBreakGlass(deps));
  app.post('/break-glass', submitBreakGlass(deps));
  app.use('/sso-tests/*', sameOriginOnly);
  app.get('/sso-tests/:token{[A-Za-z0-9_-]{43}}', (c) => offerTest(deps, c, c.req.param('token')));
  app.post('/sso-tests/:token{[A-Za-z0-9_-]{43}}', (c) => startTest(deps, c, c.req.param('token')));
  app.get('/sign-in-preview/:token{[A-Za-z0-9_-]{43}}', (c) => preview(deps, c, c.req.param('token')));
  app.get('/sign-in-preview/:token{[A-Za-z0-9_-]{43}}/custom.css', (c) =>
    previewCss(deps, c, c.req.param('token')),
  );
  app.get(`/callback/:id{${idPattern}}`, (c) => callback(deps, c, c.req.param('id')));
  const saml = `/saml/:id{${idPattern}}`;
  app.get(`${saml}/metadata`, (c) => samlMetadata(deps, c, c.req.param('id')));
  app.get(`${saml}/acs`, (c) => samlCollected(deps, c, c.req.param('id')));
  app.get(`${saml}/logout`, (c) => samlLogout(deps, c, c.req.param('id')));
  app.post(`${saml}/logout`, (c) => samlLogout(deps, c, c.req.param('id')));
  app.post(`${saml}/acs`, (c) => samlPosted(deps, c, c.req.param('id')));
  app.get(
    page,
    inAttempt(async (_deps, c, id) => go(c, await load(deps, c, id))),
  );
  app.get(`${page}/sso-return`, inAttempt(arrive));
  app.get(`${page}/:step`, inAttempt(show));
  app.post(`${page}/:step`, inAttempt(submit));
  app.post(`${page}/:step/resend`, inAttempt(resend));
  app.all('/sign-in/*', (c) => missing(deps, c));
  return app;
}
