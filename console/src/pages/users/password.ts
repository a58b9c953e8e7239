/** Passwords that an administrator gives out: made up here, and what the server says of typed ones. */

import { detailsOf } from '../../patterns/errors.ts';
import type { Problems } from '../../patterns/form.ts';
import type { messages } from './messages.ts';

/** 32 letters and digits that nobody mistakes for one another: five bits each, without bias. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A hundred random bits, in groups that can be read out: `k7mwx-…`. */
export function generatePassword(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(20))].map((byte) => alphabet.charAt(byte % 32));
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-');
}

export type PasswordKind = 'none' | 'generated' | 'typed';

/** Values of forms that give a password. */
export interface PasswordValues {
  passwordKind: PasswordKind;
  password: string;
}

type Texts = (typeof messages)['en'];

/** A refused password, at its field. */
export function passwordProblem(error: unknown, m: Texts): Problems {
  const { code } = detailsOf(error);
  const message = error instanceof Error ? error.message : '';
  if (!code?.startsWith('credential.password_')) return {};
  const text: unknown = Reflect.get(m.passwordProblems, code);
  // The limit is in the server's sentence only.
  const limit = /\d+/.exec(message)?.[0] ?? '';
  const said = typeof text === 'function' ? String(text(limit)) : typeof text === 'string' ? text : message;
  return { password: said };
}

/** An identifier that somebody else has, at its field. */
export function takenProblem(error: unknown, m: Texts): Problems {
  const { code, data } = detailsOf(error);
  if (code !== 'user.identifier_taken') return {};
  const name = (['email', 'username', 'phone'] as const).find(
    (one) => one === (data as { identifier?: unknown } | undefined)?.identifier,
  );
  return name ? { [name]: m.taken[name] } : {};
}
