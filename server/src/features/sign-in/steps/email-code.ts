/** Signing in with a code by email. The code also proves the address. */
import { emailKey } from '../../../protocol/identifiers.ts';
import { identifierQuery, proved } from '../account-rules.ts';
import { checkCode, codeMinutes, sendCode } from '../mailed-codes.ts';
import { codePage } from '../pages/code.tsx';
import { formOf, type Step, type StepContext, urlOf, viewOf } from '../step.ts';

/** Whoever reads the code owns the address, if it is still the account's. */
export async function noteProvedEmail(
  { deps, tenant }: Pick<StepContext, 'deps' | 'tenant'>,
  user: { id: string; email: string | null; emailVerified: boolean },
  address: string,
): Promise<void> {
  if (user.emailVerified || !user.email || emailKey(user.email) !== emailKey(address)) return;
  await deps.users.update(tenant.db, user.id, { emailVerified: true });
}

export const emailCode: Step = {
  async submit(context, fields) {
    const state = { ...context.state, remember: fields.get('remember') === '1' };
    const problem = await checkCode(context, fields.get('code'));
    if (problem) return { problem, state };
    const { deps, tenant } = context;
    const identifier = state.code?.identifier ?? '';
    const user = await deps.users.findByIdentifier(tenant.db, identifierQuery(identifier));
    if (!user) return { problem: { field: 'code', code: 'code_expired' }, state };
    const result = await proved({ ...context, state }, user, { kind: 'email-code', userId: user.id });
    if (!('state' in result) || !result.state?.evidence) return result;
    await noteProvedEmail(context, user, identifier);
    const deviceToken = await deps.credentials.rememberDevice(tenant.db, user.id, context.deviceToken);
    return { ...result, deviceToken };
  },

  async resend(context) {
    const { state } = context;
    const sent = await sendCode(context, 'sign-in', state.identifier ?? '');
    if ('problem' in sent) return sent;
    const sentAgain = state.code?.purpose === 'sign-in';
    return { state: { ...state, code: { ...sent.code, sentAgain } } };
  },

  view(context) {
    const { state, situation } = context;
    return viewOf(codePage, {
      ...formOf(context, 'email-code'),
      purpose: 'sign-in',
      to: state.identifier ?? '',
      minutes: codeMinutes,
      resend: {
        action: urlOf(context, 'email-code/resend'),
        availableInSeconds: state.code?.nextInSeconds ?? 0,
      },
      resent: state.code?.sentAgain,
      changeUrl: urlOf(context, 'identifier'),
      passwordUrl: situation.policy.password ? urlOf(context, 'password') : undefined,
      offerRemember: true,
      remember: state.remember,
    });
  },
};
