/** One run of the machine: load the attempt, ask the dispatcher, and act on its answer. */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Json } from '../../kernel/db/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { AppEnv } from '../../kernel/http/index.ts';
import { asksForLocal, wantedContexts } from '../../protocol/authentication-contexts.ts';
import { deviceCookieName, deviceCookieSeconds, readDeviceToken } from '../credentials/index.ts';
import type { Attempt } from '../oidc/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerJson, answerRedirect, wantsJson } from './answer.ts';
import { type AttemptState, readState } from './attempt.ts';
import { breakGlassTokenOf } from './break-glass-cookie.ts';
import { depart } from './depart.ts';
import type { SignInDeps } from './deps.ts';
import { nextStep } from './dispatcher.ts';
import { failed } from './error-pages.ts';
import { errors } from './errors.ts';
import { reachedBy } from './evidence.ts';
import { failureOfForm, failureOfSso } from './failures.ts';
import { type Policy, policyOf, type Situation } from './flow.ts';
import { homeRealmCookie, homeRealmSeconds } from './home-realm.ts';
import { resolve } from './identity.ts';
import { type FromIdp, forgetIdpStart, readIdpStart, takeVerified } from './idp-started.ts';
import { directConnector, firstScreen, loginHint, organizationId, uiLocales } from './parameters.ts';
import { problemText, type StepProblem } from './problems.ts';
import { beginFactor } from './second-factor.ts';
import { type StepContext, type StepResult, urlOf } from './step.ts';
import { waysOn } from './ways-on.ts';

type C = Context<AppEnv>;

/** Reasons for which nothing has to be proved anew: the word of the person who is signed in is enough. */
const confirmable = new Set(['other_account', 'native_confirmation']);

async function situationOf(
  deps: SignInDeps,
  tenant: Tenant,
  attempt: Attempt,
  policy: Policy,
  fromIdp: FromIdp | undefined,
): Promise<Situation> {
  const direct = directConnector(attempt.params) ?? fromIdp?.connectorId;
  const connector = direct && policy.singleSignOn ? await deps.sso.connector(tenant, direct) : undefined;
  const organization = organizationId(attempt.params);
  const ofOrganization = organization ? await deps.sso.connectorsForOrganization(tenant, organization) : [];
  return {
    prompt: attempt.prompt,
    firstScreen: firstScreen(attempt.params),
    directConnectorId: connector?.id,
    organizationConnectorIds: ofOrganization.map(({ id }) => id),
    asksForFactor: asksForLocal(wantedContexts(attempt.params)),
    sessionUserId: attempt.sessionUserId ?? undefined,
    confirms: attempt.reasons.length > 0 && attempt.reasons.every((reason) => confirmable.has(reason)),
    state: readState(attempt.state),
    policy,
  };
}

/** @throws attempt.expired, attempt.wrong_browser */
export async function load(deps: SignInDeps, c: C, attemptId: string): Promise<StepContext> {
  const tenant = c.get('tenant') as Tenant;
  const attempt = await deps.oidc.attempts.load(tenant, c.env.incoming, c.env.outgoing, attemptId);
  const experience = await deps.experience.get(tenant);
  const fromIdp = readIdpStart(c, tenant, attempt);
  const situation = await situationOf(deps, tenant, attempt, policyOf(experience), fromIdp);
  const page = await deps.pageContext(tenant, {
    uiLocales: uiLocales(attempt.params),
    acceptLanguage: c.req.header('accept-language'),
    applicationName: attempt.application?.name,
  });
  const deviceToken = readDeviceToken(getCookie(c, deviceCookieName(tenant.id)));
  const breakGlassToken = breakGlassTokenOf(c, tenant);
  const address = c.get('address');
  const lastUsed = situation.policy.singleSignOn ? await lastUsedAt(deps, c, tenant) : undefined;
  return {
    deps,
    tenant,
    attempt,
    state: situation.state,
    situation,
    experience,
    page: await lookOf(deps, tenant, attempt, page),
    address,
    deviceToken,
    lastUsed,
    breakGlassToken,
  };
}

/** In the look of the organization that the application named, as far as that has one of its own. */
async function lookOf(
  { organizations }: SignInDeps,
  tenant: Tenant,
  { params }: Attempt,
  page: PageContext,
): Promise<PageContext> {
  const id = organizationId(params);
  const organization = id === undefined ? undefined : await organizations.known(tenant, id);
  if (!organization) return page;
  const { displayName, logoUrl, logoDarkUrl = logoUrl } = organization.branding;
  const branding = { ...(displayName && { displayName }), ...(logoUrl && { logoUrl, logoDarkUrl }) };
  return { ...page, branding: { ...page.branding, ...branding } };
}

/** Only a connector that can be used now: of one that is gone or switched off nothing is shown. */
async function lastUsedAt({ homeRealm, sso }: SignInDeps, c: C, tenant: Tenant) {
  const id = homeRealm.read(tenant, getCookie(c, homeRealmCookie(tenant)));
  return id === undefined ? undefined : sso.connector(tenant, id);
}

async function save(context: StepContext, state: AttemptState): Promise<StepContext> {
  // What is undefined is left out, as it would be in the database.
  const kept = JSON.parse(JSON.stringify(state)) as Record<string, Json>;
  const attempt = await context.deps.oidc.attempts.save(context.tenant, context.attempt, kept);
  return { ...context, attempt, state, situation: { ...context.situation, state } };
}

async function finish(c: C, { deps, tenant, attempt, state }: StepContext): Promise<Response> {
  const evidence = state.evidence!;
  if (evidence.kind === 'sso') rememberHomeRealm(deps, c, tenant, evidence.connectorId);
  const url = await deps.oidc.attempts.signIn(tenant, c.env.incoming, c.env.outgoing, attempt, {
    userId: evidence.userId,
    ...reachedBy(state, evidence),
    remember: state.remember ?? false,
    ssoConnectorId: evidence.kind === 'sso' ? evidence.connectorId : null,
    details: {
      method: evidence.kind,
      ...(evidence.kind === 'sso' && { ssoSession: evidence.upstreamSession }),
      address: c.get('address'),
      userAgent: c.req.header('user-agent')?.slice(0, 300),
    },
  });
  return answerRedirect(c, url);
}

/** What the provider is told about whom to expect and how. */
function wishesOf({ attempt, state }: StepContext, connectorId: string) {
  const { prompt, max_age } = attempt.params;
  const { fresh, unasked } = state.stepUp?.connectorId === connectorId ? state.stepUp : {};
  const wanted = wantedContexts(attempt.params).join(' ');
  const common = {
    loginHint: state.sso?.email ?? loginHint(attempt.params),
    acrValues: wanted === '' || unasked ? undefined : wanted,
    uiLocales: uiLocales(attempt.params),
  };
  if (fresh) return { ...common, prompt: 'login', maxAge: 0 };
  return {
    ...common,
    prompt: state.switching
      ? 'select_account'
      : String(prompt)
          .split(' ')
          .find((one) => one === 'login'),
    maxAge: max_age === undefined ? undefined : Number(max_age),
  };
}

async function startSso(c: C, context: StepContext): Promise<Response> {
  const { deps, tenant, attempt, state, situation } = context;
  const [ofOrganization] = situation.organizationConnectorIds;
  const connectorId = state.sso?.chosen ?? situation.directConnectorId ?? ofOrganization ?? '';
  const where = { connectorId, attemptId: attempt.id, applicationId: attempt.applicationId };
  const fromIdp = readIdpStart(c, tenant, attempt);
  if (fromIdp) forgetIdpStart(c, tenant);
  try {
    const verified =
      fromIdp?.connectorId === connectorId && (await takeVerified(deps, tenant, attempt, fromIdp));
    if (verified) return await moveOn(c, context, await resolve(context, verified));
    const { cookie, ...go } = await deps.sso.start(tenant, { ...where, ...wishesOf(context, connectorId) });
    const { name, value, path, maxAge } = cookie;
    setCookie(c, name, value, { ...cookieRules(tenant), path, maxAge });
    return depart(c, context.page, go);
  } catch (error) {
    return ssoFailure(c, context, connectorId, error);
  }
}

/** A page that names the provider; what is no failure of SSO is thrown on. */
export async function ssoFailure(
  c: C,
  { deps, tenant, attempt }: StepContext,
  connectorId: string,
  error: unknown,
): Promise<Response> {
  if (!(error instanceof AppError) || !error.code.startsWith('sso.')) throw error;
  const failure = failureOfSso(error);
  if (failure) deps.onFailure?.(tenant, { ...failure, applicationId: attempt.applicationId, connectorId });
  const connectorName = (await deps.sso.connector(tenant, connectorId))?.displayName;
  return failed(deps, c, error, { ...waysOn(tenant, attempt.id), connectorName });
}

/** Goes where the dispatcher says; an attempt that a second click or another tab has decided goes back. */
export async function go(c: C, context: StepContext): Promise<Response> {
  const { result, returnTo } = context.attempt.payload;
  if (result !== undefined) return answerRedirect(c, String(returnTo));
  const step = nextStep(context.situation);
  if (step === 'finish') return finish(c, context);
  if (step === 'start-sso') return startSso(c, context);
  if (step === 'start-second-factor') return moveOn(c, context, await beginFactor(context));
  return answerRedirect(c, urlOf(context, step), { step });
}

/** Keeps what a step proved and goes on; the end needs no saving of its own. */
export async function moveOn(c: C, context: StepContext, state: AttemptState): Promise<Response> {
  const { problem: _solved, ...next } = state;
  const moved = { ...context, state: next, situation: { ...context.situation, state: next } };
  return nextStep(moved.situation) === 'finish' ? finish(c, moved) : go(c, await save(context, next));
}

async function refuse(c: C, context: StepContext, step: string, problem: StepProblem, state: AttemptState) {
  const failure = failureOfForm(step, problem);
  const { deps, tenant, attempt } = context;
  if (failure)
    deps.onFailure?.(tenant, { ...failure, applicationId: attempt.applicationId, connectorId: null });
  await save(context, { ...state, problem: { step, ...problem } });
  if (!wantsJson(c)) return answerRedirect(c, urlOf(context, step));
  const slow = problem.code.startsWith('too_many') || problem.code === 'code_too_soon';
  const text = problemText(context.page.t, problem);
  const error = errors[slow ? 'sign_in.slow_down' : 'sign_in.problem']({ text });
  const { code, field } = problem;
  return answerJson(
    c,
    { ...error.toJSON(c.get('requestId')), data: { step, field, problem: code } },
    error.status,
  );
}

export const cookieRules = (tenant: Tenant) =>
  ({ secure: tenant.baseUrl.startsWith('https:'), httpOnly: true, sameSite: 'Lax' }) as const;

function rememberHomeRealm({ homeRealm }: SignInDeps, c: C, tenant: Tenant, connectorId: string): void {
  setCookie(c, homeRealmCookie(tenant), homeRealm.seal(tenant, connectorId), {
    ...cookieRules(tenant),
    path: tenant.basePath || '/',
    maxAge: homeRealmSeconds,
  });
}

function forgetHomeRealm(c: C, tenant: Tenant): void {
  deleteCookie(c, homeRealmCookie(tenant), { ...cookieRules(tenant), path: tenant.basePath || '/' });
}

function rememberDevice(c: C, tenant: Tenant, token: string): void {
  const path = tenant.basePath || '/';
  setCookie(c, deviceCookieName(tenant.id), token, {
    ...cookieRules(tenant),
    path,
    maxAge: deviceCookieSeconds,
  });
}

export async function settle(
  c: C,
  context: StepContext,
  step: string,
  result: StepResult,
): Promise<Response> {
  if ('leave' in result) return answerRedirect(c, result.leave);
  if ('problem' in result) return refuse(c, context, step, result.problem, result.state ?? context.state);
  if (result.deviceToken) rememberDevice(c, context.tenant, result.deviceToken);
  if (result.forgetHomeRealm) forgetHomeRealm(c, context.tenant);
  return moveOn(c, context, result.state);
}
