/** Choosing a password makes the account. */
import { AppError } from '../../../kernel/errors/index.ts';
import { requiredSso } from '../account-rules.ts';
import { sendCode } from '../mailed-codes.ts';
import { newPasswordPage } from '../pages/new-password.tsx';
import { newPasswordProblem } from '../problems.ts';
import { formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

const isTaken = (error: unknown) => error instanceof AppError && error.code === 'user.identifier_taken';

/** Somebody was faster, or the address needed no proof and has an account: only its owner is told, by mail. */
async function taken(context: StepContext): Promise<StepResult> {
  const { deps, tenant, state } = context;
  const { username, email } = state.registration ?? {};
  if (username && (await deps.users.findByIdentifier(tenant.db, { username })))
    return { problem: { field: 'password', code: 'username_taken' } };
  const sent = await sendCode(context, 'register', email ?? '');
  return 'problem' in sent ? sent : { state: { ...state, code: sent.code } };
}

export const registerPassword: Step = {
  async submit(context, fields) {
    const { deps, tenant, state, situation } = context;
    const { email, username } = state.registration ?? {};
    const typed = fields.get('password');
    const { minLength } = tenant.settings.passwords;
    const problem = newPasswordProblem('password', typed, minLength, [email, username]);
    if (problem) return { problem };
    const sso = email ? await requiredSso(context, { email, emailVerified: true }) : undefined;
    if (sso) return { state: { ...state, sso } };
    const passwordHash = await deps.credentials.hashPassword(typed);
    const emailVerified = email !== undefined && situation.policy.verifyEmail;
    try {
      const user = await deps.users.create(tenant.db, { email, emailVerified, username, passwordHash });
      const deviceToken = await deps.credentials.rememberDevice(tenant.db, user.id, context.deviceToken);
      const evidence = { kind: 'password', userId: user.id } as const;
      return { state: { road: 'register', switching: state.switching, evidence }, deviceToken };
    } catch (error) {
      if (isTaken(error)) return taken(context);
      throw error;
    }
  },

  view(context) {
    const { email, username } = context.state.registration ?? {};
    return viewOf(newPasswordPage, {
      ...formOf(context, 'register-password'),
      purpose: 'register',
      identifier: email ?? username ?? '',
      minLength: context.tenant.settings.passwords.minLength,
      changeUrl: urlOf(context, 'register'),
    });
  },
};
