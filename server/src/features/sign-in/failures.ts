/** Which problems and errors are failed sign-ins, for whoever counts them. */
import { AppError } from '../../kernel/errors/index.ts';

export interface SignInFailure {
  method: 'password' | 'email-code' | 'sso';
  /** A problem of a form, or the cause in an SSO trace. */
  cause: string;
  applicationId: string | null;
  connectorId: string | null;
}

type Failure = Pick<SignInFailure, 'method' | 'cause'>;

/** The steps that sign somebody in; a typo in a registration is no failed sign-in. */
const methodOfStep: Readonly<Record<string, SignInFailure['method']>> = {
  password: 'password',
  'prove-local-account': 'password',
  'email-code': 'email-code',
  sso: 'sso',
};

const causeOfProblem: Readonly<Record<string, string>> = {
  password_wrong: 'password_wrong',
  code_wrong: 'code_wrong',
  code_expired: 'code_expired',
  code_attempts: 'code_attempts',
  too_many_attempts: 'too_many_attempts',
  too_many_attempts_short: 'too_many_attempts',
  suspended: 'suspended',
  sso_unknown: 'sso_unknown',
};

/** Undefined for what is no failure: an empty field, a code asked for too soon. */
export function failureOfForm(step: string, problem: { code: string }): Failure | undefined {
  const method = methodOfStep[step];
  const cause = causeOfProblem[problem.code];
  return method && cause ? { method, cause } : undefined;
}

/** Anybody can call the way back with rubbish, or again: that is nobody's sign-in. */
const rubbish = /^callback\.(malformed|unknown|wrong_connector|other_browser|replayed)$/;

export function failureOfSso(error: unknown): Failure | undefined {
  if (!(error instanceof AppError) || !error.code.startsWith('sso.')) return undefined;
  const { cause } = (error.data ?? {}) as { cause?: unknown };
  return typeof cause === 'string' && !rubbish.test(cause) ? { method: 'sso', cause } : undefined;
}
