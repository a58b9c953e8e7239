/** Errors as pages: what happened, whose side it is on, what to do, and a way on. */
import type { Context } from 'hono';
import type { AppError } from '../../kernel/errors/index.ts';
import { type ErrorModel, type ErrorSide, errorPage } from '../../kernel/html/error-page.tsx';
import type { PageContext } from '../../kernel/html/layout.tsx';
import { type AppEnv, errorResponse } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerJson, answerPage, wantsJson } from './answer.ts';
import type { SignInDeps } from './deps.ts';
import { attemptExpiredPage, attemptFinishedPage } from './pages/ended.tsx';

type C = Context<AppEnv>;

/** Whose side the cause of a failed SSO is on, in the words of the page. */
const sides: Record<string, ErrorSide> = {
  idp: 'identityProvider',
  network: 'identityProvider',
  'gatehouse-config': 'organization',
  user: 'person',
};

function ssoModel(context: PageContext, error: AppError): ErrorModel | undefined {
  const data = error.data as { side?: string; title?: string; fix?: string; reference?: string } | undefined;
  if (!data?.reference) return undefined;
  return {
    title: context.t('error.ssoTitle'),
    whatHappened: data.title ?? error.message,
    whatToDo: data.fix ?? context.t('error.ssoTodo'),
    side: sides[data.side ?? ''],
    reference: data.reference,
  };
}

function modelOf(context: PageContext, error: AppError): ErrorModel {
  const { t } = context;
  if (error.status === 429 || error.status === 503)
    return {
      title: t('error.busyTitle'),
      whatHappened: t('error.busy'),
      whatToDo: t('error.busyTodo'),
      side: 'service',
    };
  return ssoModel(context, error) ?? { whatHappened: error.message, side: 'person' };
}

/** Ways on from an error inside an attempt. */
export interface WaysOn {
  retryUrl?: string;
  otherWayUrl?: string;
}

export function createErrorPages({ oidc, pageContext }: Pick<SignInDeps, 'oidc' | 'pageContext'>) {
  async function contextOf(c: C, applicationName?: string): Promise<PageContext> {
    const acceptLanguage = c.req.header('accept-language');
    return pageContext(c.get('tenant') as Tenant, { acceptLanguage, applicationName });
  }

  /** Expired, finished or another browser's: "start again" still knows the application. */
  async function ended(c: C, error: AppError, attemptId: string): Promise<Response> {
    const tenant = c.get('tenant') as Tenant;
    const restart = await oidc.attempts.restartUrl(tenant, attemptId);
    if (wantsJson(c))
      return answerJson(
        c,
        { ...error.toJSON(c.get('requestId')), data: { restartUrl: restart?.url } },
        error.status,
      );
    const context = await contextOf(c, restart?.application?.name);
    const model = { restartUrl: restart?.url };
    const { status } = error;
    if (error.code === 'attempt.wrong_browser')
      return answerPage(c, context, attemptExpiredPage(context, { ...model, reason: 'wrong-browser' }), {
        status,
      });
    const session = await oidc.sessions.current(tenant, c.env.incoming, c.env.outgoing);
    const page = session ? attemptFinishedPage : attemptExpiredPage;
    return answerPage(c, context, page(context, model), { status });
  }

  async function failed(c: C, error: AppError, ways: WaysOn = {}): Promise<Response> {
    if (wantsJson(c)) return errorResponse(c, error);
    for (const [name, value] of Object.entries(error.headers ?? {})) c.header(name, value);
    const context = await contextOf(c);
    const retry = ways.retryUrl ? { url: ways.retryUrl } : undefined;
    const model = { ...modelOf(context, error), retry, restartUrl: ways.otherWayUrl };
    return answerPage(c, context, errorPage(context, model), { status: error.status });
  }

  return { ended, failed, contextOf };
}

export type ErrorPages = ReturnType<typeof createErrorPages>;
