/** Why people could not sign in, in plain words: the causes of SSO, and what the forms refuse. */
import { type CauseFacts, causes } from '../sso/index.ts';

const ofForms: Readonly<Record<string, string>> = {
  password_wrong: 'The password was wrong, or there is no such account.',
  code_wrong: 'The mailed code was wrong.',
  code_expired: 'The mailed code had expired or had been used.',
  code_attempts: 'The mailed code was tried too often.',
  too_many_attempts: 'There were too many tries, so that the person has to wait.',
  suspended: 'The account is suspended.',
  sso_unknown: 'No single sign-on is set up for the address.',
};

/** Null for the cause of another version. */
export function explanationOf(cause: string): string | null {
  const ofSso: CauseFacts | undefined = Object.hasOwn(causes, cause)
    ? causes[cause as keyof typeof causes]
    : undefined;
  return ofSso?.title ?? (Object.hasOwn(ofForms, cause) ? ofForms[cause]! : null);
}
