/** Somebody is signed in already: go on as them, or switch. Accounts are never swapped silently (engine notes 11). */
import { continueAsPage } from '../pages/session.tsx';
import { loginHint } from '../parameters.ts';
import { personOf } from '../person.ts';
import { formOf, type Step, type StepContext, viewOf } from '../step.ts';

/** Who was asked for: the person the provider vouched for, else the hint. */
async function requested({ deps, tenant, state, attempt }: StepContext): Promise<string | undefined> {
  const other = state.evidence && (await deps.users.find(tenant.db, state.evidence.userId));
  if (other) return other.email ?? other.username ?? other.name ?? other.id;
  return attempt.reasons.includes('other_account') ? loginHint(attempt.params) : undefined;
}

export const continueAs: Step = {
  async submit({ deps, tenant, attempt, state }, fields) {
    switch (fields.get('choice')) {
      case 'continue':
        return { leave: await deps.oidc.attempts.continueAs(tenant, attempt) };
      case 'switch':
        return { state: { ...state, switching: true } };
      default:
        return { problem: { code: 'invalid' } };
    }
  },

  async view(context) {
    const { deps, tenant, attempt } = context;
    return viewOf(continueAsPage, {
      ...formOf(context, 'continue-as'),
      person: personOf(await deps.users.find(tenant.db, attempt.sessionUserId ?? '')),
      requested: await requested(context),
    });
  },
};
