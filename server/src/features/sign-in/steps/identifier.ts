/** Identifier first: who are you? The answer is the same for people who are known and who are not. */
import { isUsername, parseEmail } from '../../../protocol/identifiers.ts';
import { ssoOf } from '../account-rules.ts';
import type { AttemptState } from '../attempt.ts';
import { forgetting, lastUsedOf } from '../last-used.ts';
import { sendCode } from '../mailed-codes.ts';
import { identifierPage } from '../pages/identifier.tsx';
import { loginHint, narrowIdentifiers } from '../parameters.ts';
import type { ProblemCode } from '../problems.ts';
import { type Fields, formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

export const signInIdentifiers = ({ attempt, experience }: StepContext) =>
  narrowIdentifiers(attempt.params, experience.signIn.identifiers);

/** What is wrong with what was typed, if anything; whether it exists is not asked here. */
export function identifierProblem(
  identifier: string,
  allowed: readonly ('email' | 'username')[],
): ProblemCode | undefined {
  const emailOnly = !allowed.includes('username');
  if (identifier === '') return emailOnly ? 'email_required' : 'identifier_required';
  if (identifier.includes('@')) {
    if (!allowed.includes('email')) return 'username_invalid';
    return parseEmail(identifier) ? undefined : 'email_invalid';
  }
  if (emailOnly) return 'email_invalid';
  return isUsername(identifier) ? undefined : 'identifier_required';
}

/** The button of the page: only the connector that the browser's own cookie names. */
function chooseLastUsed({ state, lastUsed }: StepContext, fields: Fields): StepResult {
  const chosen = fields.get('connector');
  if (lastUsed?.id !== chosen) return { problem: { code: 'stale' } };
  const { remember, switching } = state;
  return { state: { road: 'sso', remember, switching, sso: { connectorIds: [chosen], chosen } } };
}

export const identifier: Step = {
  async submit(context, fields) {
    const { state, situation } = context;
    if (fields.get('connector') !== '') return chooseLastUsed(context, fields);
    if (fields.get('forget') !== '') return forgetting(context);
    const typed = fields.get('identifier').trim();
    const next: AttemptState = {
      road: 'sign-in',
      identifier: typed.slice(0, 254),
      remember: state.remember,
      switching: state.switching,
    };
    const sso = await ssoOf(context, typed);
    if (sso) return { state: { ...next, sso } };
    const code = identifierProblem(typed, signInIdentifiers(context));
    if (code) return { problem: { field: 'identifier', code }, state: next };
    if (situation.policy.password) return { state: next };
    if (!situation.policy.emailCode)
      return { problem: { field: 'identifier', code: 'sso_unknown' }, state: next };
    const sent = await sendCode(context, 'sign-in', typed);
    return 'problem' in sent
      ? { problem: sent.problem, state: next }
      : { state: { ...next, code: sent.code } };
  },

  async view(context) {
    const { deps, tenant, state, situation, attempt } = context;
    const { policy } = situation;
    const buttons = policy.singleSignOn ? await deps.sso.connectorsForButton(tenant) : [];
    return viewOf(identifierPage, {
      ...formOf(context, 'identifier'),
      identifiers: signInIdentifiers(context),
      value: state.identifier ?? loginHint(attempt.params),
      lastUsed: lastUsedOf(context),
      singleSignOnUrl: buttons.length > 0 ? urlOf(context, 'sso') : undefined,
      registerUrl: policy.registration ? urlOf(context, 'register') : undefined,
      forgotPasswordUrl: policy.password ? urlOf(context, 'forgot-password') : undefined,
    });
  },
};
