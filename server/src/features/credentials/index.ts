/**
 * Credentials: what a person proves knowledge of. Owns password hashing and policy, mailed codes, the limits
 * against guessing, the devices that are exempt from a stranger's failures, and one-time links. Owns the tables
 * `verification_codes`, `rate_limits`, `known_devices` and `one_time_links`.
 */
import { availableParallelism } from 'node:os';
import { createCodes, type MailSender } from './codes.ts';
import { createHashQueue, type HashQueueOptions } from './hash-queue.ts';
import { giveBack, rememberDevice, take, takeCall, takeProviderLogout, takeRefusalNote } from './limits.ts';
import { links } from './links.ts';
import { createPasswords } from './passwords.ts';
import { createPasswordAttempts } from './service.ts';

export { type CodeMessage, type CodePurpose, type CodeResult, codeLifetimeSeconds } from './codes.ts';
export { deviceCookieName, deviceCookieSeconds, newDeviceToken, readDeviceToken } from './devices.ts';
export {
  type Admission,
  addressGroup,
  type LimitedTenant,
  type LimitRule,
  type LimitSubject,
} from './limits.ts';
export { checkPassword, maxPasswordLength, type PasswordProblem, passwordError } from './policy.ts';
export type { PasswordAttempt, PasswordResult } from './service.ts';

export interface CredentialsDeps {
  mail: MailSender;
  hashing?: Partial<HashQueueOptions>;
}

export type Credentials = ReturnType<typeof createCredentials>;

export function createCredentials({ mail, hashing }: CredentialsDeps) {
  const concurrency = hashing?.concurrency ?? availableParallelism();
  // About two seconds of work: who would wait longer is told to come back.
  const queue = createHashQueue({ concurrency, waiting: hashing?.waiting ?? concurrency * 64 });
  const passwords = createPasswords(queue);
  return {
    hashPassword: passwords.hash,
    verifyPassword: passwords.verify,
    attemptPassword: createPasswordAttempts(passwords),
    codes: createCodes(mail),
    limits: { take, takeCall, takeProviderLogout, takeRefusalNote, giveBack },
    rememberDevice,
    links,
  };
}
