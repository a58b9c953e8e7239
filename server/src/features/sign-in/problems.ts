/** What a form got wrong, as a key of the language files, and as text for the page. */
import type { Problem as PageProblem } from '../../kernel/html/forms.tsx';
import type { MessageKey, T } from '../../kernel/i18n/index.ts';
import { checkPassword, type PasswordProblem } from '../credentials/index.ts';
import type { Refused } from '../second-factor/index.ts';

export type ProblemCode =
  Extract<MessageKey, `problem.${string}`> extends `problem.${infer Code}` ? Code : never;

export interface StepProblem {
  /** The field it belongs to; absent for the whole form. */
  field?: string;
  code: ProblemCode;
  values?: Record<string, string | number>;
}

/** A kept problem may come from another version, with a code that is unknown here. */
export function problemText(
  t: T,
  problem: { code: string; values?: Record<string, string | number> },
): string {
  const text = t.raw(`problem.${problem.code}` as MessageKey) ?? t('problem.invalid');
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(problem.values?.[name] ?? whole));
}

export function pageProblem(
  t: T,
  problem: { field?: string; code: string; values?: Record<string, string | number> },
): PageProblem {
  return { field: problem.field, message: problemText(t, problem) };
}

/** Past two minutes people are told minutes, and that there is another way. */
export function tooManyAttempts(seconds: number): StepProblem {
  return seconds <= 120
    ? { code: 'too_many_attempts_short', values: { seconds } }
    : { code: 'too_many_attempts', values: { minutes: Math.ceil(seconds / 60) } };
}

/** What a refused code of a second factor says to the person. */
export function factorRefusal(refused: Refused, wrong: ProblemCode = 'factor_wrong'): StepProblem {
  if (refused.outcome === 'slow-down') return tooManyAttempts(refused.retryAfterSeconds);
  return { field: 'code', code: refused.outcome === 'used' ? 'factor_used' : wrong };
}

function passwordProblem(problem: PasswordProblem): StepProblem {
  switch (problem.code) {
    case 'credential.password_too_short':
      return { code: 'password_too_short', values: { min: problem.minLength } };
    case 'credential.password_too_long':
      return { code: 'password_too_long', values: { max: problem.maxLength } };
    case 'credential.password_common':
      return { code: 'password_common' };
    case 'credential.password_is_identifier':
      return { code: 'password_personal' };
  }
}

/** What is wrong with a new password, if anything. */
export function newPasswordProblem(
  field: string,
  password: string,
  minLength: number,
  identifiers: readonly (string | null | undefined)[],
): StepProblem | undefined {
  if (password === '') return { field, code: 'new_password_required' };
  const problem = checkPassword(password, minLength, identifiers);
  return problem && { field, ...passwordProblem(problem) };
}
