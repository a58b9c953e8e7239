/** The code that was mailed to whoever forgot a password. */
import { checkCode, codeMinutes, resendCode } from '../mailed-codes.ts';
import { codePage } from '../pages/code.tsx';
import { formOf, type Step, urlOf, viewOf } from '../step.ts';

export const resetCode: Step = {
  async submit(context, fields) {
    const { state } = context;
    const problem = await checkCode(context, fields.get('code'));
    if (problem || !state.code) return { problem: problem ?? { code: 'code_expired' } };
    return { state: { ...state, code: { ...state.code, proved: true } } };
  },

  resend: resendCode,

  view(context) {
    const { state } = context;
    return viewOf(codePage, {
      ...formOf(context, 'reset-code'),
      purpose: 'reset-password',
      to: state.code?.identifier ?? '',
      minutes: codeMinutes,
      resend: {
        action: urlOf(context, 'reset-code/resend'),
        availableInSeconds: state.code?.nextInSeconds ?? 0,
      },
      resent: state.code?.sentAgain,
      changeUrl: urlOf(context, 'forgot-password'),
    });
  },
};
