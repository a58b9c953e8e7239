/** Setting up an authenticator app: its secret is shown, and the first right code makes it the person's second factor. */
import { placeName } from '../../../kernel/html/layout.tsx';
import { enrolSecondFactorPage } from '../pages/second-factor.tsx';
import { factorRefusal } from '../problems.ts';
import { formOf, type Step, viewOf } from '../step.ts';

export const enrolSecondFactor: Step = {
  async submit({ deps, tenant, state, address }, fields) {
    const { userId } = state.evidence!;
    const { pending = '' } = state.factor!;
    const code = fields.get('code');
    if (code.trim() === '') return { problem: { field: 'code', code: 'factor_required' } };
    const result = await deps.secondFactors.enrol(tenant, { userId, code, address, pending });
    switch (result.outcome) {
      case 'enrolled': {
        const codes = deps.secondFactors.sealCodes(tenant, userId, result.recoveryCodes);
        return { state: { ...state, factor: { userId, at: 'codes', codes } } };
      }
      // In another tab: from now on that one counts.
      case 'exists':
        return { state: { ...state, factor: { userId, at: 'code' } } };
      default:
        return { problem: factorRefusal(result) };
    }
  },

  async view(context) {
    const { deps, tenant, state, page } = context;
    const { userId } = state.evidence!;
    const user = await deps.users.find(tenant.db, userId);
    const label = user?.email ?? user?.username ?? user?.name ?? userId;
    const named = { issuer: placeName(page), label };
    return viewOf(enrolSecondFactorPage, {
      ...formOf(context, 'enrol-second-factor'),
      place: page.applicationName ?? placeName(page),
      ...deps.secondFactors.setup(tenant, userId, state.factor?.pending ?? '', named),
    });
  },
};
