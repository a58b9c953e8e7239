/** Which passwords are good enough: NIST SP 800-63B section 3.1.1.2 (length and a blocklist, no composition rules). */
import type { AppError } from '../../kernel/errors/index.ts';
import { isCommonPassword } from './common-passwords.ts';
import { errors } from './errors.ts';

/** Long enough for any passphrase, short enough that hashing it costs nothing extra. */
export const maxPasswordLength = 256;

export type PasswordProblem =
  | { code: 'credential.password_too_short'; minLength: number }
  | { code: 'credential.password_too_long'; maxLength: number }
  | { code: 'credential.password_common' }
  | { code: 'credential.password_is_identifier' };

const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim();

/** An address gives away two texts: itself and its local part. */
const guessable = (identifier: string) => [fold(identifier), fold(identifier.split('@')[0] ?? '')];

/** @param identifiers the person's username, email and so on: the first thing an attacker would try. */
export function checkPassword(
  plain: string,
  minLength: number,
  identifiers: readonly (string | null | undefined)[] = [],
): PasswordProblem | undefined {
  const length = [...plain].length;
  if (length < minLength) return { code: 'credential.password_too_short', minLength };
  if (plain.length > maxPasswordLength)
    return { code: 'credential.password_too_long', maxLength: maxPasswordLength };
  if (identifiers.some((one) => one && guessable(one).includes(fold(plain))))
    return { code: 'credential.password_is_identifier' };
  if (isCommonPassword(plain)) return { code: 'credential.password_common' };
  return undefined;
}

/** The problem as the API answers it. */
export function passwordError(problem: PasswordProblem): AppError {
  if (problem.code === 'credential.password_too_short') return errors[problem.code](problem);
  if (problem.code === 'credential.password_too_long') return errors[problem.code](problem);
  return errors[problem.code]();
}
