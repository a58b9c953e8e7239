/**
 * Recovery codes: ten, each good once, for the day when the phone is gone. 80 bits can't be guessed, so a plain hash
 * keeps them; it is bound to the person, so that equal codes of two people have nothing in common.
 */
import { randomInt } from 'node:crypto';
import { sha256 } from '../../kernel/crypto/index.ts';

/** Crockford's base 32: no letter that is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;
const count = 10;

const newCode = () => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

export const newRecoveryCodes = (): string[] => Array.from({ length: count }, newCode);

/** As it is shown and written down. */
export const codeInGroups = (code: string): string => (code.match(/.{4}/g) ?? []).join('-');

/** What was typed, as it was made; undefined when it can't be one. */
export function recoveryCodeOf(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === length && [...code].every((one) => alphabet.includes(one)) ? code : undefined;
}

export const hashOf = (tenantId: string, userId: string, code: string): string =>
  sha256(`${tenantId}\n${userId}\n${code}`);
