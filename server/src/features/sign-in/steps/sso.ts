/** Single sign-on by the button: the work email finds the provider, and people choose when there are several. */
import { parseEmail } from '../../../protocol/identifiers.ts';
import { ssoOf } from '../account-rules.ts';
import type { AttemptState } from '../attempt.ts';
import { choiceOf, forgetting, lastUsedOf } from '../last-used.ts';
import { sendCode } from '../mailed-codes.ts';
import { ssoChooserPage, ssoEmailPage, ssoRequiredPage } from '../pages/sso.tsx';
import { loginHint, organizationId } from '../parameters.ts';
import { type Fields, formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

/** What the attempt has found by an address, else those of the organization that the application named. */
const offered = ({ state, situation }: StepContext): readonly string[] =>
  state.sso?.connectorIds ?? situation.organizationConnectorIds;
/** By another way, where single sign-on is offered and not enforced. */
async function chooseAnotherWay(context: StepContext): Promise<StepResult> {
  const { sso: offered, remember, switching } = context.state;
  // The connector may have been enforced meanwhile.
  const still = offered?.email && (await ssoOf(context, offered.email));
  if (!offered?.optional || !offered.email || (still && !still.optional))
    return { problem: { code: 'stale' }, state: { ...context.state, sso: still || undefined } };
  const identifier = offered.email;
  const next: AttemptState = { road: 'sign-in', identifier, remember, switching };
  if (context.situation.policy.password) return { state: next };
  const sent = await sendCode(context, 'sign-in', identifier);
  return 'problem' in sent ? { problem: sent.problem, state: next } : { state: { ...next, code: sent.code } };
}

/** A connector that this attempt offers; the form of another page can't smuggle in a different one. */
function choose(context: StepContext, fields: Fields): StepResult {
  const { state, lastUsed } = context;
  const chosen = fields.get('connector');
  const connectorIds = [...offered(context)];
  // The one that this browser came through last stands on the page that asks for an address, too.
  if (!state.sso && lastUsed) connectorIds.push(lastUsed.id);
  if (!connectorIds.includes(chosen)) return { problem: { code: 'stale' } };
  return { state: { ...state, sso: { ...(state.sso ?? { connectorIds }), chosen } } };
}

/** Those that can still be used; the one that this browser came through last is the first. */
async function connectorsOf(context: StepContext) {
  const { deps, tenant, lastUsed } = context;
  const found = await Promise.all(offered(context).map((id) => deps.sso.connector(tenant, id)));
  return found
    .filter((one) => one !== undefined)
    .map((one) => ({ ...choiceOf(one), lastUsed: one.id === lastUsed?.id }))
    .sort((one, other) => Number(other.lastUsed) - Number(one.lastUsed));
}

/** The name of the organization that the application asked for, on the page where people choose. */
async function organizationName({ deps, tenant, attempt, state }: StepContext): Promise<string | undefined> {
  const id = organizationId(attempt.params);
  const organization = id && !state.sso ? await deps.organizations.known(tenant, id) : undefined;
  return organization && (organization.branding.displayName ?? organization.name);
}

export const sso: Step = {
  async submit(context, fields) {
    if (fields.get('connector') !== '') return choose(context, fields);
    if (fields.get('forget') !== '') return forgetting(context);
    if (fields.get('other') !== '') return chooseAnotherWay(context);
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
    const optional = state.sso?.optional;
    if (connectors.length > 1 || (connectors.length === 1 && optional)) {
      const organization = await organizationName(context);
      return viewOf(ssoChooserPage, {
        ...form,
        connectors,
        email: state.sso?.email,
        ...(organization && { organization }),
        ...(optional && { optional }),
        backUrl,
      });
    }
    const value = state.identifier ?? loginHint(attempt.params);
    return viewOf(ssoEmailPage, { ...form, value, backUrl, lastUsed: lastUsedOf(context) });
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
