/** The code that was mailed to whoever forgot a password. */
import { mailedCode } from './mailed-code.ts';

export const resetCode = mailedCode({
  name: 'reset-code',
  purpose: 'reset-password',
  changeAt: 'forgot-password',
});
