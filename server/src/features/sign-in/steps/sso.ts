/** Single sign-on by the button: the work email finds the provider, and people choose when there are several. */
import { parseEmail } from '../../../protocol/identifiers.ts';
import { ssoOf } from '../account-rules.ts';
import type { AttemptState } from '../attempt.ts';
import { ssoChooserPage, ssoEmailPage, ssoRequiredPage } from '../pages/sso.tsx';
import { loginHint } from '../parameters.ts';
import { type Fields, formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

/** A connector that this attempt offers; the form of another page can't smuggle in a different one. */
function choose({ state }: StepContext, fields: Fields): StepResult {
  const chosen = fields.get('connector');
  if (!state.sso?.connectorIds.includes(chosen)) return { problem: { code: 'stale' } };
  return { state: { ...state, sso: { ...state.sso, chosen } } };
}

async function connectorsOf({ deps, tenant, state }: StepContext) {
  const found = await Promise.all(
    (state.sso?.connectorIds ?? []).map((id) => deps.sso.connector(tenant, id)),
  );
  return found
    .filter((one) => one !== undefined)
    .map((one) => ({ id: one.id, name: one.displayName, logoUrl: one.logoUrl }));
}

export const sso: Step = {
  async submit(context, fields) {
    if (fields.get('connector') !== '') return choose(context, fields);
    const email = fields.get('email').trim();
    const next: AttemptState = {
      road: 'sso',
      identifier: email.slice(0, 254),
      switching: context.state.switching,
    };
    if (email === '') return { problem: { field: 'email', code: 'email_required' }, state: next };
    if (!parseEmail(email)) return { problem: { field: 'email', code: 'email_invalid' }, state: next };
    const found = await ssoOf(context, email);
    if (!found) return { problem: { field: 'email', code: 'sso_unknown' }, state: next };
    return { state: { ...next, sso: found } };
  },

  async view(context) {
    const { state, attempt } = context;
    const backUrl = urlOf(context, 'identifier');
    const form = formOf(context, 'sso');
    const connectors = await connectorsOf(context);
    if (connectors.length > 1)
      return viewOf(ssoChooserPage, { ...form, connectors, email: state.sso?.email, backUrl });
    return viewOf(ssoEmailPage, { ...form, value: state.identifier ?? loginHint(attempt.params), backUrl });
  },
};

/** The organization wants SSO, whichever other way the person came. */
export const ssoRequired: Step = {
  submit: async (context, fields) => choose(context, fields),

  async view(context) {
    const { sso: required } = context.state;
    const [connector = { id: '', name: '' }] = await connectorsOf(context);
    return viewOf(ssoRequiredPage, {
      ...formOf(context, 'sso-required'),
      domain: required?.email?.split('@').at(-1) ?? connector.name,
      connector,
      backUrl: urlOf(context, 'identifier'),
    });
  },
};
