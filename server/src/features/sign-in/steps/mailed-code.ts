/** A step that asks for a mailed code and leaves it in the state as proved; what it proves, the next step says. */
import { checkCode, codeMinutes, resendCode } from '../mailed-codes.ts';
import { type CodeModel, codePage } from '../pages/code.tsx';
import { formOf, type Step, urlOf, viewOf } from '../step.ts';

interface MailedCode {
  /** The step's own name, which is its address. */
  name: 'reset-code' | 'verify-email';
  purpose: CodeModel['purpose'];
  /** Where another address can be typed. */
  changeAt: 'forgot-password' | 'register';
}

export function mailedCode({ name, purpose, changeAt }: MailedCode): Step {
  return {
    async submit(context, fields) {
      const { state } = context;
      const problem = await checkCode(context, fields.get('code'));
      if (problem || !state.code) return { problem: problem ?? { code: 'code_expired' } };
      return { state: { ...state, code: { ...state.code, proved: true } } };
    },

    resend: resendCode,

    view(context) {
      const { code } = context.state;
      return viewOf(codePage, {
        ...formOf(context, name),
        purpose,
        to: code?.identifier ?? '',
        minutes: codeMinutes,
        resend: { action: urlOf(context, `${name}/resend`), availableInSeconds: code?.nextInSeconds ?? 0 },
        resent: code?.sentAgain,
        changeUrl: urlOf(context, changeAt),
      });
    },
  };
}
