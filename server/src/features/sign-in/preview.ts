/**
 * A hosted page with a draft of the sign-in experience, for the console's frame. The flow and the steps are those of a
 * real sign-in, with a made-up attempt: what people would see is what comes out. Nothing on it works.
 */
import type { Context } from 'hono';
import { errors } from '../../kernel/errors/index.ts';
import { inScheme } from '../../kernel/html/color-scheme.ts';
import { notFoundPage } from '../../kernel/html/error-page.tsx';
import { previewHeaders, styleSheetHeaders } from '../../kernel/html/headers.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Preview, PreviewPage, SignInExperience } from '../experience/index.ts';
import type { Attempt } from '../oidc/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { AttemptState } from './attempt.ts';
import type { SignInDeps } from './deps.ts';
import { mayOpen, nextStep } from './dispatcher.ts';
import { unexpectedPage } from './error-pages.ts';
import { policyOf, type Situation, type Step as StepName } from './flow.ts';
import type { StepContext } from './step.ts';
import { steps } from './steps.ts';

type C = Context<AppEnv>;
type StepPage = Exclude<PreviewPage, 'error'>;

const tenantOf = (c: C) => c.get('tenant') as Tenant;
const reference = 'K7QF-2M9X-4T';

/** Steps that a page stands for, with how an attempt gets there; the first that the draft allows is shown. */
function samplesOf(page: StepPage, identifier: string): [StepName, AttemptState][] {
  const code = (purpose: 'sign-in' | 'register' | 'reset-password') => ({ id: '', purpose, identifier });
  const samples: Record<StepPage, [StepName, AttemptState][]> = {
    'sign-in': [['identifier', {}]],
    register: [['register', { road: 'register' }]],
    password: [['password', { road: 'sign-in', identifier }]],
    code: [
      ['email-code', { road: 'sign-in', identifier, code: code('sign-in') }],
      ['reset-code', { road: 'forgot-password', identifier, code: code('reset-password') }],
      ['verify-email', { road: 'register', registration: { email: identifier }, code: code('register') }],
    ],
    sso: [['sso', { road: 'sso' }]],
  };
  return samples[page];
}

/** Of nobody. */
const attempt: Attempt = {
  id: 'preview',
  applicationId: null,
  application: null,
  params: {},
  prompt: 'login',
  reasons: [],
  details: {},
  sessionUserId: null,
  state: {},
  version: 0,
  expiresAt: new Date(0),
  payload: {},
};

const situationOf = (experience: SignInExperience, state: AttemptState): Situation => ({
  prompt: 'login',
  firstScreen: 'sign-in',
  directConnectorId: undefined,
  organizationConnectorIds: [],
  asksForFactor: false,
  sessionUserId: undefined,
  confirms: false,
  state,
  policy: policyOf(experience),
});

/** What people see where the draft doesn't have the page is what the flow says. */
function chosen(page: StepPage, experience: SignInExperience): { step: StepName; situation: Situation } {
  const identifier = experience.signIn.identifiers.includes('email') ? 'alice@example.com' : 'alice';
  for (const [step, state] of samplesOf(page, identifier)) {
    const situation = situationOf(experience, state);
    if (mayOpen(step, situation)) return { step, situation };
  }
  const situation = situationOf(experience, {});
  return { step: nextStep(situation) as StepName, situation };
}

async function pageOf(
  deps: SignInDeps,
  tenant: Tenant,
  preview: Preview,
  page: PageContext,
): Promise<string> {
  if (preview.page === 'error') return unexpectedPage(page, reference);
  const { experience } = preview;
  const { step, situation } = chosen(preview.page, experience);
  const nobody = {
    address: undefined,
    deviceToken: undefined,
    lastUsed: undefined,
    breakGlassToken: undefined,
  };
  const { state } = situation;
  const context: StepContext = { deps, tenant, attempt, state, situation, experience, page, ...nobody };
  return (await steps[step].view(context)).render(page);
}

/** Most people come from an application, and the pages name it. */
async function applicationOf({ applications }: SignInDeps, tenant: Tenant): Promise<string | undefined> {
  const { items } = await applications.findMany(tenant.db, { limit: 20 });
  return items.find(({ type }) => type !== 'machine-to-machine')?.name;
}

/** The page's script shows some buttons to nearly everybody: here it doesn't run. And a frame must not take the focus. */
const forFrame = (html: string) =>
  html
    .replace(/(<input\b[^>]*?)\sautofocus(?:="")?(?=[\s/>])/g, '$1')
    .replace(/(<button\b[^>]*\sdata-(?:reveal|copy)="[^>]*?)\shidden(?:="")?(?=[\s>])/g, '$1');

export async function preview(deps: SignInDeps, c: C, token: string): Promise<Response> {
  const tenant = tenantOf(c);
  const acceptLanguage = c.req.header('accept-language');
  const framedBy = new URL(deps.endpoint).origin;
  const found = await deps.experience.previews.find(tenant.db, token);
  if (!found) {
    const context = await deps.pageContext(tenant, { acceptLanguage });
    const { t } = context;
    const html = notFoundPage(context, { title: t('preview.endedTitle'), lead: t('preview.endedLead') });
    return c.body(html, 404, previewHeaders(context, framedBy));
  }
  const { experience, colorScheme } = found;
  const context = await deps.pageContext(tenant, {
    acceptLanguage,
    uiLocales: found.locale ?? undefined,
    applicationName: await applicationOf(deps, tenant),
    preview: {
      experience,
      colorScheme,
      customCssUrl: `${tenant.basePath}/sign-in-preview/${token}/custom.css`,
    },
  });
  const html = forFrame(await pageOf(deps, tenant, found, context));
  return c.body(html, 200, previewHeaders(context, framedBy));
}

/** The draft's own style sheet, beside its page. */
export async function previewCss(deps: SignInDeps, c: C, token: string): Promise<Response> {
  const found = await deps.experience.previews.find(tenantOf(c).db, token);
  const css = found?.experience.branding.customCss;
  if (!found || !css) throw errors['request.not_found']();
  return c.body(inScheme(css, found.colorScheme), 200, styleSheetHeaders('no-store'));
}
