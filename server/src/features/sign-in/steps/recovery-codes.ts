/** The recovery codes of a factor that was just set up: shown until the person says that they have them. */
import { recoveryCodesPage } from '../pages/second-factor.tsx';
import { formOf, type Step, viewOf } from '../step.ts';

export const recoveryCodes: Step = {
  async submit({ state }) {
    return { state: { ...state, factor: { userId: state.evidence!.userId, at: 'done' } } };
  },

  view(context) {
    const { deps, tenant, state } = context;
    const { userId } = state.evidence!;
    return viewOf(recoveryCodesPage, {
      ...formOf(context, 'recovery-codes'),
      codes: deps.secondFactors.openCodes(tenant, userId, state.factor?.codes ?? ''),
    });
  },
};
