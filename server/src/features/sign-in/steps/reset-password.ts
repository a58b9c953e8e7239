/** A new password for the account whose mailbox was proved. All its sessions end. */
import { identifierQuery, proved } from '../account-rules.ts';
import { newPasswordPage } from '../pages/new-password.tsx';
import { newPasswordProblem } from '../problems.ts';
import { formOf, type Step, urlOf, viewOf } from '../step.ts';
import { noteProvedEmail } from './email-code.ts';

export const resetPassword: Step = {
  async submit(context, fields) {
    const { deps, tenant, state } = context;
    const identifier = state.code?.identifier ?? '';
    const typed = fields.get('password');
    const user = await deps.users.findByIdentifier(tenant.db, identifierQuery(identifier));
    if (!user) return { problem: { code: 'stale' }, state: { road: 'forgot-password' } };
    const { minLength } = tenant.settings.passwords;
    const problem = newPasswordProblem('password', typed, minLength, [user.email, user.username]);
    if (problem) return { problem };
    const result = await proved(context, user, { kind: 'password', userId: user.id });
    // Suspended, or the organization wants SSO: there the password stays as it is.
    if (!('state' in result) || !result.state?.evidence) return result;
    const hash = await deps.credentials.hashPassword(typed);
    await deps.users.setPasswordHash(tenant.db, user.id, hash, { endSessions: true });
    await noteProvedEmail(context, user, identifier);
    const deviceToken = await deps.credentials.rememberDevice(tenant.db, user.id, context.deviceToken);
    return { ...result, deviceToken };
  },

  view(context) {
    return viewOf(newPasswordPage, {
      ...formOf(context, 'reset-password'),
      purpose: 'reset-password',
      identifier: context.state.code?.identifier ?? '',
      minLength: context.tenant.settings.passwords.minLength,
      changeUrl: urlOf(context, 'forgot-password'),
    });
  },
};
