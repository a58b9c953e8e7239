/** What a sign-in would do, found out without doing it: for tests, and for looks back at attempts. */
import { SsoFailure } from './errors.ts';
import type { Decision } from './policy.ts';
import { proofNote } from './resolve.ts';
import { rule, type SsoTrace, skip } from './trace.ts';

const notes = {
  'sign-in': 'linked before',
  link: 'would be linked to an existing account',
  create: 'a new account would be made',
} as const;

/** @throws SsoFailure when the person would be refused */
export async function foresee(trace: SsoTrace, decision: Decision): Promise<void> {
  if (decision.action === 'prove-local-account') return skip(trace, 'user.link', proofNote(decision.reason));
  await rule(
    trace,
    'user.link',
    () => {
      if (decision.action === 'refuse') throw new SsoFailure(decision.cause);
      return notes[decision.action];
    },
    (note) => note,
  );
}
