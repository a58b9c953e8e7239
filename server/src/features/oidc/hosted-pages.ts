/** The provider's own pages, rendered in the tenant's look: errors, sign-out, device codes. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type ErrorModel, errorPage } from '../../kernel/html/error-page.tsx';
import { pageHeaders } from '../../kernel/html/headers.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { T } from '../../kernel/i18n/index.ts';
import { newReferenceCode } from '../../kernel/ids/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errorShape } from './middleware.ts';
import type { DeviceCodeProblem, OidcPages } from './page-set.ts';
import { deviceConfirmPage, deviceDonePage, deviceEntryPage } from './pages/device.tsx';
import { signedOutPage, signOutPage } from './pages/sign-out.tsx';
import { currentScope } from './request-scope.ts';
import { authorizationUrl } from './restart.ts';
import { pageRoutes } from './routes.ts';
import { requestOfAttempt } from './store.ts';

export interface HostedPagesDeps {
  pageContext: PageContexts;
  /** Ties the reference code on the page to the log line. */
  logProblem(details: { reference: string; error: string; description?: string; tenant: string }): void;
}

function send(ctx: KoaContextWithOIDC, context: PageContext, html: string, status = 200): void {
  ctx.status = status;
  for (const [name, value] of Object.entries(pageHeaders(context))) ctx.set(name, value);
  ctx.body = html;
}

function person(ctx: KoaContextWithOIDC): { name: string; identifier?: string } | undefined {
  const account = currentScope().accounts.get(ctx.oidc.session?.accountId ?? '');
  if (!account) return undefined;
  const identifier = account.email ?? account.username ?? account.phone ?? undefined;
  return { name: account.name ?? identifier ?? account.id, identifier };
}

/** What an error of the protocol means for the person, with the protocol's words folded away. */
function problemModel(t: T, out: Record<string, unknown>): ErrorModel {
  const details = Object.entries(out)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'state')
    .map(([label, value]) => ({ label, value }));
  if (out.error === 'server_error') {
    return { whatHappened: t('error.internal'), side: 'service', whatToDo: t('error.internalTodo'), details };
  }
  return {
    title: t('error.requestTitle'),
    whatHappened: t('error.request'),
    side: 'application',
    whatToDo: t('error.requestTodo'),
    details,
  };
}

export function createHostedPages({ pageContext, logProblem }: HostedPagesDeps): OidcPages {
  async function contextOf(tenant: Tenant, ctx: KoaContextWithOIDC): Promise<PageContext> {
    const uiLocales = ctx.oidc.params?.ui_locales;
    return pageContext(tenant, {
      uiLocales: typeof uiLocales === 'string' ? uiLocales : undefined,
      acceptLanguage: ctx.get('accept-language'),
      applicationName: ctx.oidc.client?.clientName,
    });
  }

  async function restartUrl(tenant: Tenant, ctx: KoaContextWithOIDC): Promise<string | undefined> {
    const uid = (ctx as unknown as { params?: { uid?: string } }).params?.uid;
    const request = uid ? await requestOfAttempt(tenant.db, uid) : undefined;
    return request?.applicationId ? authorizationUrl(tenant, request.params) : undefined;
  }

  return {
    async error(tenant, ctx, out, error) {
      const wantsPage = pageRoutes.has(ctx.oidc.route) && ctx.accepts('html', 'json') === 'html';
      if (!wantsPage) {
        ctx.body = errorShape(out);
        return;
      }
      const context = await contextOf(tenant, ctx);
      const { t } = context;
      const reference = newReferenceCode();
      const description = typeof out.error_description === 'string' ? out.error_description : undefined;
      logProblem({ reference, error: String(out.error), description, tenant: tenant.id });
      if (error.name === 'SessionNotFound') {
        const title = t('expired.title');
        const restart = await restartUrl(tenant, ctx);
        const whatToDo = t(restart ? 'expired.next' : 'expired.nextNoUrl');
        const model = { title, whatHappened: t('expired.lead'), whatToDo, reference, restartUrl: restart };
        return send(ctx, context, errorPage(context, model), ctx.status);
      }
      send(ctx, context, errorPage(context, { ...problemModel(t, out), reference }), ctx.status);
    },

    async signedOut(tenant, ctx) {
      const context = await contextOf(tenant, ctx);
      send(ctx, context, signedOutPage(context, { signInUrl: `${tenant.basePath}/sign-in` }));
    },

    async confirmSignOut(tenant, ctx, { action, xsrf }) {
      const context = await contextOf(tenant, ctx);
      const model = { action, hidden: { xsrf }, person: person(ctx), stayUrl: `${tenant.basePath}/account` };
      send(ctx, context, signOutPage(context, model));
    },

    async deviceInput(tenant, ctx, { action, xsrf }, problem?: DeviceCodeProblem) {
      const context = await contextOf(tenant, ctx);
      if (problem?.reason === 'aborted')
        return send(ctx, context, deviceDonePage(context, { outcome: 'denied' }));
      const problems = problem && [
        {
          field: 'user_code',
          message: context.t(
            problem.reason === 'missing' ? 'problem.user_code_required' : 'problem.user_code_wrong',
          ),
        },
      ];
      const model = { action, hidden: { xsrf }, userCode: problem?.userCode, problems };
      send(ctx, context, deviceEntryPage(context, model), problem ? 400 : 200);
    },

    async deviceConfirm(tenant, ctx, { action, xsrf }, userCode) {
      const context = await contextOf(tenant, ctx);
      const hidden = { xsrf, user_code: userCode, confirm: 'yes' };
      const applicationName = ctx.oidc.client?.clientName ?? ctx.oidc.client?.clientId ?? '';
      send(
        ctx,
        context,
        deviceConfirmPage(context, { action, hidden, applicationName, userCode, person: person(ctx) }),
      );
    },

    async deviceDone(tenant, ctx) {
      const context = await contextOf(tenant, ctx);
      send(ctx, context, deviceDonePage(context, { outcome: 'allowed' }));
    },
  };
}
