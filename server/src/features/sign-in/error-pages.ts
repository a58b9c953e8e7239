/** Errors as pages: what happened, whose side it is on, what to do, and a way on. */
import type { Context } from 'hono';
import { AppError, errors } from '../../kernel/errors/index.ts';
import { type ErrorModel, errorPage, notFoundPage } from '../../kernel/html/error-page.tsx';
import { type PageContext, placeName } from '../../kernel/html/layout.tsx';
import { type AppEnv, errorResponse } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerJson, answerPage, wantsJson } from './answer.ts';
import type { SignInDeps } from './deps.ts';
import { attemptExpiredPage, attemptFinishedPage } from './pages/ended.tsx';
import { ssoErrorModel } from './pages/sso-error.ts';

type C = Context<AppEnv>;

/** A failed SSO carries its cause and the reference code of its trace. */
function ssoModel(context: PageContext, error: AppError, connectorName?: string): ErrorModel | undefined {
  const data = error.data as { cause?: string; title?: string; reference?: string } | undefined;
  if (!data?.cause || !data.reference) return undefined;
  return ssoErrorModel(context.t, {
    cause: data.cause,
    reference: data.reference,
    explanation: data.title,
    connectorName: connectorName ?? context.t('signIn.singleSignOn'),
    tenantName: placeName(context),
  });
}

function modelOf(context: PageContext, error: AppError, connectorName?: string): ErrorModel {
  const { t } = context;
  if (error.status === 429 || error.status === 503)
    return {
      title: t('error.busyTitle'),
      whatHappened: t('error.busy'),
      whatToDo: t('error.busyTodo'),
      side: 'service',
    };
  if (error.code === 'request.cross_site')
    return { title: t('error.crossSiteTitle'), whatHappened: t('error.crossSite'), side: 'person' };
  if (error.code === 'attempt.other_account')
    return {
      title: t('error.otherAccountTitle'),
      whatHappened: t('error.otherAccount'),
      whatToDo: t('error.otherAccountTodo'),
    };
  return ssoModel(context, error, connectorName) ?? { whatHappened: error.message, side: 'person' };
}

/** Ways on from an error inside an attempt. */
export interface WaysOn {
  retryUrl?: string;
  otherWayUrl?: string;
  connectorName?: string;
  /** Of the authorization request. */
  uiLocales?: string;
}

type PageDeps = Pick<SignInDeps, 'pageContext'>;

interface About {
  applicationName?: string;
  uiLocales?: string;
}

async function contextOf({ pageContext }: PageDeps, c: C, about: About = {}): Promise<PageContext> {
  const acceptLanguage = c.req.header('accept-language');
  return pageContext(c.get('tenant') as Tenant, { acceptLanguage, ...about });
}

/** Expired, finished or another browser's: "start again" still knows the application. */
export async function ended(deps: SignInDeps, c: C, error: AppError, attemptId: string): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const restart = await deps.oidc.attempts.restartUrl(tenant, attemptId);
  if (wantsJson(c))
    return answerJson(
      c,
      { ...error.toJSON(c.get('requestId')), data: { restartUrl: restart?.url } },
      error.status,
    );
  const context = await contextOf(deps, c, {
    applicationName: restart?.application?.name,
    uiLocales: restart?.uiLocales,
  });
  const model = { restartUrl: restart?.url };
  const { status } = error;
  if (error.code === 'attempt.wrong_browser')
    return answerPage(c, context, attemptExpiredPage(context, { ...model, reason: 'wrong-browser' }), {
      status,
    });
  const session = await deps.oidc.sessions.current(tenant, c.env.incoming, c.env.outgoing);
  const page = session ? attemptFinishedPage : attemptExpiredPage;
  return answerPage(c, context, page(context, model), { status });
}

/** An error in an attempt or on the way to it. */
export async function failed(deps: PageDeps, c: C, error: AppError, ways: WaysOn = {}): Promise<Response> {
  if (wantsJson(c)) return errorResponse(c, error);
  for (const [name, value] of Object.entries(error.headers ?? {})) c.header(name, value);
  const context = await contextOf(deps, c, { uiLocales: ways.uiLocales });
  const said = modelOf(context, error, ways.connectorName);
  // What is finished is not tried again.
  const retry = ways.retryUrl && !said.harmless ? { url: ways.retryUrl } : undefined;
  const model = { ...said, retry, restartUrl: ways.otherWayUrl };
  return answerPage(c, context, errorPage(context, model), { status: error.status });
}

export async function missing(deps: PageDeps, c: C): Promise<Response> {
  const error = errors['request.not_found']();
  if (wantsJson(c)) return errorResponse(c, error);
  const context = await contextOf(deps, c);
  const homeUrl = `${context.basePath}/sign-in`;
  return answerPage(c, context, notFoundPage(context, { homeUrl }), { status: error.status });
}

/** What nobody foresaw is logged under the code that the page shows. */
export async function unexpected(deps: PageDeps, c: C, error: Error): Promise<Response> {
  if (error instanceof AppError && error.status < 500) return failed(deps, c, error);
  if (wantsJson(c)) return errorResponse(c, error);
  const reference = c.get('requestId');
  c.get('log').error({ err: error, reference }, 'A hosted page failed');
  const context = await contextOf(deps, c);
  return answerPage(c, context, unexpectedPage(context, reference), { status: 500 });
}

export function unexpectedPage(context: PageContext, reference: string): string {
  const { t } = context;
  const words = { whatHappened: t('error.internal'), whatToDo: t('error.internalTodo') };
  return errorPage(context, { ...words, side: 'service', reference });
}
