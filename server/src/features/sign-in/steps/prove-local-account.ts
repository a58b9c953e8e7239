/** The provider named an address that has a local account: its password shows that both are one person's. */
import { proved } from '../account-rules.ts';
import { proveAccountPage } from '../pages/prove-account.tsx';
import { tooManyAttempts } from '../problems.ts';
import { formOf, type Step, type StepContext, urlOf, viewOf } from '../step.ts';

const accountOf = ({ deps, tenant, state }: StepContext) =>
  deps.users.findCredentialsById(tenant.db, state.link?.userId ?? '');

export const proveLocalAccount: Step = {
  async submit(context, fields) {
    const { deps, tenant, address, deviceToken, state } = context;
    const typed = fields.get('password');
    if (typed === '') return { problem: { field: 'password', code: 'password_required' } };
    const found = await accountOf(context);
    const result = await deps.credentials.attemptPassword(tenant, {
      identifierKey: `link ${state.link?.userId}`,
      user: found && { id: found.user.id, passwordHash: found.passwordHash },
      password: typed,
      address,
      deviceToken,
    });
    if (result.outcome === 'slow-down') return { problem: tooManyAttempts(result.retryAfterSeconds) };
    if (result.outcome === 'wrong' || !found)
      return { problem: { field: 'password', code: 'password_wrong' } };
    const evidence = { kind: 'password', userId: found.user.id } as const;
    return proved(context, found.user, evidence, result.deviceToken);
  },

  async view(context) {
    const { deps, tenant, state, situation } = context;
    const found = await accountOf(context);
    const connector = await deps.sso.connector(tenant, state.link?.connectorId ?? '');
    return viewOf(proveAccountPage, {
      ...formOf(context, 'prove-local-account'),
      identifier: found?.user.email ?? found?.user.username ?? '',
      connectorName: connector?.displayName ?? '',
      forgotPasswordUrl: situation.policy.password ? urlOf(context, 'forgot-password') : undefined,
      cancelUrl: urlOf(context, 'identifier'),
    });
  },
};
