/** Every step that has a page, by the name that the flow calls it. */
import type { Step as StepName } from './flow.ts';
import type { Step } from './step.ts';
import { consent } from './steps/consent.ts';
import { continueAs } from './steps/continue-as.ts';
import { emailCode } from './steps/email-code.ts';
import { enrolSecondFactor } from './steps/enrol-second-factor.ts';
import { forgotPassword } from './steps/forgot-password.ts';
import { identifier } from './steps/identifier.ts';
import { password } from './steps/password.ts';
import { proveLocalAccount } from './steps/prove-local-account.ts';
import { recoveryCodes } from './steps/recovery-codes.ts';
import { register } from './steps/register.ts';
import { registerPassword } from './steps/register-password.ts';
import { resetCode } from './steps/reset-code.ts';
import { resetPassword } from './steps/reset-password.ts';
import { recoveryCode, secondFactor } from './steps/second-factor.ts';
import { sso, ssoRequired } from './steps/sso.ts';
import { verifyEmail } from './steps/verify-email.ts';

export const steps: Record<StepName, Step> = {
  consent,
  'continue-as': continueAs,
  'email-code': emailCode,
  'enrol-second-factor': enrolSecondFactor,
  'forgot-password': forgotPassword,
  identifier,
  password,
  'prove-local-account': proveLocalAccount,
  'recovery-code': recoveryCode,
  'recovery-codes': recoveryCodes,
  register,
  'register-password': registerPassword,
  'reset-code': resetCode,
  'reset-password': resetPassword,
  'second-factor': secondFactor,
  sso,
  'sso-required': ssoRequired,
  'verify-email': verifyEmail,
};
