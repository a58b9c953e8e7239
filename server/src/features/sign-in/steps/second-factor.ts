/** The code of the person's authenticator app, or a recovery code in its place. */
import { placeName } from '../../../kernel/html/layout.tsx';
import { recoveryCodePage, secondFactorPage } from '../pages/second-factor.tsx';
import { factorRefusal, type StepProblem } from '../problems.ts';
import { type Fields, formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

async function prove(context: StepContext, fields: Fields, wrong: StepProblem['code']): Promise<StepResult> {
  const { deps, tenant, state, address } = context;
  const { userId } = state.evidence!;
  const code = fields.get('code');
  if (code.trim() === '') return { problem: { field: 'code', code: 'factor_required' } };
  const proof = await deps.secondFactors.prove(tenant, { userId, code, address });
  if (proof.outcome !== 'proved') return { problem: factorRefusal(proof, wrong) };
  return { state: { ...state, factor: { userId, at: 'done' } } };
}

export const secondFactor: Step = {
  submit: (context, fields) => prove(context, fields, 'factor_wrong'),

  view: (context) =>
    viewOf(secondFactorPage, {
      ...formOf(context, 'second-factor'),
      place: context.page.applicationName ?? placeName(context.page),
      recoveryUrl: urlOf(context, 'recovery-code'),
      cancelUrl: urlOf(context, 'identifier'),
    }),
};

export const recoveryCode: Step = {
  submit: (context, fields) => prove(context, fields, 'recovery_wrong'),

  view: (context) =>
    viewOf(recoveryCodePage, {
      ...formOf(context, 'recovery-code'),
      place: placeName(context.page),
      codeUrl: urlOf(context, 'second-factor'),
    }),
};
