/** Every step that has a page, by the name that the flow calls it. */
import type { Step as StepName } from './flow.ts';
import type { Step } from './step.ts';
import { consent } from './steps/consent.ts';
import { continueAs } from './steps/continue-as.ts';
import { emailCode } from './steps/email-code.ts';
import { forgotPassword } from './steps/forgot-password.ts';
import { identifier } from './steps/identifier.ts';
import { password } from './steps/password.ts';
import { proveLocalAccount } from './steps/prove-local-account.ts';
import { register } from './steps/register.ts';
import { registerPassword } from './steps/register-password.ts';
import { resetCode } from './steps/reset-code.ts';
import { resetPassword } from './steps/reset-password.ts';
import { sso, ssoRequired } from './steps/sso.ts';
import { verifyEmail } from './steps/verify-email.ts';

export const steps: Record<StepName, Step> = {
  consent,
  'continue-as': continueAs,
  'email-code': emailCode,
  'forgot-password': forgotPassword,
  identifier,
  password,
  'prove-local-account': proveLocalAccount,
  register,
  'register-password': registerPassword,
  'reset-code': resetCode,
  'reset-password': resetPassword,
  sso,
  'sso-required': ssoRequired,
  'verify-email': verifyEmail,
};
