/** The hosted account pages. Every form answers by a redirect to the page, which says what was done. */
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import { localContext } from '../../protocol/authentication-contexts.ts';
import { deviceCookieName, readDeviceToken } from '../credentials/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { CurrentSession, Oidc, SessionSummary } from '../oidc/index.ts';
import { codeInGroups } from '../second-factor/index.ts';
import {
  answerPage,
  answerPageError,
  answerRedirect,
  factorRefusal,
  pageProblem,
  personOf,
  readFields,
  type StepProblem,
} from '../sign-in/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors } from './errors.ts';
import { type AccountModel, type AccountSession, accountPage } from './pages/account.tsx';
import type { AccountService, Overview } from './service.ts';
import { readUserAgent } from './user-agent.ts';

type C = Context<AppEnv>;

export interface AccountRoutesDeps {
  oidc: Pick<Oidc, 'sessions' | 'accountSignInUrl'>;
  pageContext: PageContexts;
  service: AccountService;
}

const tenantOf = (c: C) => c.get('tenant') as Tenant;
const home = (c: C) => `${tenantOf(c).basePath}/account`;

function sessionModel(session: SessionSummary, current: CurrentSession): AccountSession {
  const { address, userAgent } = session.details as { address?: string; userAgent?: string };
  return {
    id: session.uid,
    ...readUserAgent(userAgent),
    address,
    signedInAt: session.signedInAt ?? session.lastActiveAt,
    lastActiveAt: session.lastActiveAt,
    current: session.uid === current.uid,
  };
}

function passwordModel(c: C, { user, managedBy }: Overview): AccountModel['password'] {
  if (managedBy) return { kind: 'managed', connectorName: managedBy };
  if (!user.hasPassword) return { kind: 'none' };
  const { minLength } = tenantOf(c).settings.passwords;
  const identifier = user.email ?? user.username ?? user.id;
  return { kind: 'form', action: `${home(c)}/password`, minLength, identifier };
}

/** What the last form has to say travels in the address, as one of a few known words and a number. */
function noticeQuery({ field, code, values }: StepProblem): string {
  const [number] = Object.values(values ?? {});
  return new URLSearchParams({
    problem: code,
    ...(field && { field }),
    ...(number && { n: String(number) }),
  }).toString();
}

const fieldNames = ['currentPassword', 'newPassword', 'code'] as const;

function noticeOf(
  c: C,
): Pick<StepProblem, 'field' | 'values'> & { code?: string; done?: AccountModel['done'] } {
  const { problem, field, n, done } = c.req.query();
  const code = problem && /^[a-z_]{1,40}$/.test(problem) ? problem : undefined;
  const number = /^\d{1,6}$/.test(n ?? '') ? Number(n) : 0;
  const known = ['password-changed', 'session-ended', 'others-ended', 'factor-removed'] as const;
  return {
    code,
    field: fieldNames.find((one) => one === field),
    values: { min: number, max: number, seconds: number, minutes: number },
    done: known.find((one) => one === done),
  };
}

function factorModel(c: C, { factor, maySetUpFactor }: Overview): AccountModel['factor'] {
  if (!factor.enrolled)
    return maySetUpFactor ? { kind: 'off', setUpUrl: `${home(c)}/second-factor` } : undefined;
  return {
    kind: 'on',
    since: factor.enrolledAt ?? new Date(0),
    codesLeft: factor.recoveryCodesLeft,
    action: `${home(c)}/second-factor`,
  };
}

type Deps = AccountRoutesDeps;
type Handler = (deps: Deps, c: C, session: CurrentSession) => Promise<Response>;

const signInFirst = ({ oidc }: Deps, c: C) => answerRedirect(c, oidc.accountSignInUrl(tenantOf(c)));

/** By the identity provider where the connector of this session wants that. */
async function signedOut({ oidc }: Deps, c: C, session: CurrentSession): Promise<Response> {
  const tenant = tenantOf(c);
  const success = `${tenant.issuer}/session/end/success`;
  return answerRedirect(c, await oidc.sessions.wayOut(tenant, session, success));
}

async function show(
  deps: Deps,
  c: C,
  session: CurrentSession,
  newCodes?: readonly string[],
): Promise<Response> {
  const overview = await deps.service.overview(tenantOf(c), session);
  if (!overview) return signInFirst(deps, c);
  const context = await deps.pageContext(tenantOf(c), { acceptLanguage: c.req.header('accept-language') });
  const { user, sessions } = overview;
  const { code, field, values, done } = noticeOf(c);
  const model: AccountModel = {
    person: personOf(user),
    email: user.email ? { address: user.email, verified: user.emailVerified } : undefined,
    username: user.username ?? undefined,
    problems: code ? [pageProblem(context.t, { field, code, values })] : undefined,
    done,
    password: passwordModel(c, overview),
    factor: factorModel(c, overview),
    newCodes,
    sessions: sessions.map((one) => sessionModel(one, session)),
    endSessionAction: `${home(c)}/sessions/end`,
    signOutAction: `${home(c)}/sign-out`,
    signOutEverywhereAction: `${home(c)}/sign-out-everywhere`,
  };
  // Signing out may lead by the identity provider, which the policy for forms would stop.
  return answerPage(c, context, accountPage(context, model), { staysHere: !session.ssoConnectorId });
}

async function changePassword({ service }: Deps, c: C, session: CurrentSession): Promise<Response> {
  const fields = await readFields(c);
  const problem = await service.changePassword(tenantOf(c), {
    session,
    current: fields.get('currentPassword'),
    next: fields.get('newPassword'),
    address: c.get('address'),
    deviceToken: readDeviceToken(getCookie(c, deviceCookieName(tenantOf(c).id))),
  });
  return answerRedirect(c, `${home(c)}?${problem ? noticeQuery(problem) : 'done=password-changed'}`);
}

/** Setting one up is a sign-in that asks for it: everything that must come before it comes there. */
async function setUpFactor({ oidc }: Deps, c: C): Promise<Response> {
  return answerRedirect(c, oidc.accountSignInUrl(tenantOf(c), { acr_values: localContext, prompt: 'login' }));
}

/** New recovery codes are shown in the answer itself: nothing keeps them. */
async function changeFactor(deps: Deps, c: C, session: CurrentSession): Promise<Response> {
  const fields = await readFields(c);
  const code = fields.get('code');
  const problem = (what: StepProblem) => answerRedirect(c, `${home(c)}?${noticeQuery(what)}`);
  if (code.trim() === '') return problem({ field: 'code', code: 'factor_required' });
  const change = { session, code, address: c.get('address') };
  const result =
    fields.get('do') === 'remove'
      ? await deps.service.removeFactor(tenantOf(c), change)
      : await deps.service.renewRecoveryCodes(tenantOf(c), change);
  switch (result.outcome) {
    case 'removed':
      return answerRedirect(c, `${home(c)}?done=factor-removed`);
    case 'renewed':
      return show(
        deps,
        c,
        session,
        result.recoveryCodes.map((one) => codeInGroups(one)),
      );
    default:
      return problem(factorRefusal(result));
  }
}

async function endSession({ service }: Deps, c: C, session: CurrentSession): Promise<Response> {
  const uid = (await readFields(c)).get('session');
  const ended = await service.endSession(tenantOf(c), session, uid);
  return answerRedirect(c, `${home(c)}?${ended ? 'done=session-ended' : 'problem=stale'}`);
}

async function signOut(deps: Deps, c: C, session: CurrentSession): Promise<Response> {
  await deps.service.signOut(tenantOf(c), session);
  return signedOut(deps, c, session);
}

async function signOutEverywhere(deps: Deps, c: C, session: CurrentSession): Promise<Response> {
  await deps.service.signOutEverywhere(tenantOf(c), session);
  return signedOut(deps, c, session);
}

export function createAccountRoutes(deps: Deps): Hono<AppEnv> {
  /** Runs what needs a session, or leads to the sign-in. */
  const signedIn = (handler: Handler) => async (c: C) => {
    const session = await deps.oidc.sessions.current(tenantOf(c), c.env.incoming, c.env.outgoing);
    return session ? handler(deps, c, session) : signInFirst(deps, c);
  };
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerPageError(deps, c, error));
  app.use('/account/*', sameOriginOnly);
  app.get('/account', signedIn(show));
  // The sign-in to the account ends here; its code is never redeemed, the session is what counts.
  app.get('/account/signed-in', (c) => {
    if (c.req.query('error')) throw errors['account.sign_in_failed']();
    return answerRedirect(c, home(c));
  });
  app.post('/account/password', signedIn(changePassword));
  app.get('/account/second-factor', signedIn(setUpFactor));
  app.post('/account/second-factor', signedIn(changeFactor));
  app.post('/account/sessions/end', signedIn(endSession));
  app.post('/account/sign-out', signedIn(signOut));
  app.post('/account/sign-out-everywhere', signedIn(signOutEverywhere));
  return app;
}
