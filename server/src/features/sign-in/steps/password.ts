/** The password of the account that was named. Nobody learns from answer or time whether there is one. */
import { identifierKey, identifierQuery, proved } from '../account-rules.ts';
import { passwordPage } from '../pages/password.tsx';
import { tooManyAttempts } from '../problems.ts';
import { formOf, type Step, urlOf, viewOf } from '../step.ts';

export const password: Step = {
  async submit(context, fields) {
    const { deps, tenant, address, deviceToken } = context;
    const state = { ...context.state, remember: fields.get('remember') === '1' };
    const typed = fields.get('password');
    if (typed === '') return { problem: { field: 'password', code: 'password_required' }, state };
    const identifier = state.identifier ?? '';
    const found = await deps.users.findCredentials(tenant.db, identifierQuery(identifier));
    const result = await deps.credentials.attemptPassword(tenant, {
      identifierKey: identifierKey(identifier),
      user: found && { id: found.user.id, passwordHash: found.passwordHash },
      password: typed,
      address,
      deviceToken,
    });
    if (result.outcome === 'slow-down') return { problem: tooManyAttempts(result.retryAfterSeconds), state };
    if (result.outcome === 'wrong' || !found)
      return { problem: { field: 'password', code: 'password_wrong' }, state };
    const { user } = found;
    return proved({ ...context, state }, user, { kind: 'password', userId: user.id }, result.deviceToken);
  },

  view(context) {
    const { state, situation } = context;
    return viewOf(passwordPage, {
      ...formOf(context, 'password'),
      identifier: state.identifier ?? '',
      changeUrl: urlOf(context, 'identifier'),
      forgotPasswordUrl: urlOf(context, 'forgot-password'),
      emailCodeAction: situation.policy.emailCode ? urlOf(context, 'email-code/resend') : undefined,
      offerRemember: true,
      remember: state.remember,
    });
  },
};
