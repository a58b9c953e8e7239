/** Forgot the password: whoever is named, the answer is that a code is on its way if there is an account. */
import { requiredSso } from '../account-rules.ts';
import type { AttemptState } from '../attempt.ts';
import { sendCode } from '../mailed-codes.ts';
import { forgotPasswordPage } from '../pages/forgot-password.tsx';
import { loginHint } from '../parameters.ts';
import { formOf, type Step, urlOf, viewOf } from '../step.ts';
import { identifierProblem, signInIdentifiers } from './identifier.ts';

export const forgotPassword: Step = {
  async submit(context, fields) {
    const identifier = fields.get('identifier').trim();
    const { remember, switching, link } = context.state;
    const next: AttemptState = {
      road: 'forgot-password',
      identifier: identifier.slice(0, 254),
      remember,
      switching,
      link,
    };
    const code = identifierProblem(identifier, signInIdentifiers(context));
    if (code) return { problem: { field: 'identifier', code }, state: next };
    // By the domain alone, so that it tells nothing about accounts.
    const isAddress = identifier.includes('@') && !link;
    const sso = isAddress && (await requiredSso(context, { email: identifier, emailVerified: true }));
    if (sso) return { state: { ...next, sso } };
    const sent = await sendCode(context, 'reset-password', identifier);
    return 'problem' in sent
      ? { problem: sent.problem, state: next }
      : { state: { ...next, code: sent.code } };
  },

  view(context) {
    return viewOf(forgotPasswordPage, {
      ...formOf(context, 'forgot-password'),
      identifiers: signInIdentifiers(context),
      value: context.state.identifier ?? loginHint(context.attempt.params),
      signInUrl: urlOf(context, 'identifier'),
    });
  },
};
