/** The address of a new account is proved by a code before the account exists. */
import { mailedCode } from './mailed-code.ts';

export const verifyEmail = mailedCode({ name: 'verify-email', purpose: 'register', changeAt: 'register' });
