/** Checks passwords under the limits: at most two statements for a sign-in that succeeds. */
import { emit } from '../../kernel/events/index.ts';
import { newDeviceToken } from './devices.ts';
import { giveBack, type LimitedTenant, take } from './limits.ts';
import type { Passwords } from './passwords.ts';

export interface PasswordAttempt {
  /** What was typed, folded by the identifier rules. */
  identifierKey: string;
  /** The account, if there is one; both cases take the same path and time. */
  user: { id: string; passwordHash: string | null } | undefined;
  password: string;
  address: string | undefined;
  /** The device cookie's value, if the browser sent one. */
  deviceToken: string | undefined;
}

export type PasswordResult =
  /** The token goes into the device cookie. */
  | { outcome: 'verified'; deviceToken: string }
  | { outcome: 'wrong' }
  | { outcome: 'slow-down'; retryAfterSeconds: number };

/** One event when delays begin and one at each doubling after it, so that a flood of guesses is no flood of rows. */
function isWorthAnEvent(failures: number, { settings }: LimitedTenant): boolean {
  const times = failures / settings.lockout.freeAttempts;
  return times >= 1 && Number.isInteger(Math.log2(times));
}

async function reportFailure(
  tenant: LimitedTenant,
  failures: number,
  user: PasswordAttempt['user'],
): Promise<void> {
  if (!user || !isWorthAnEvent(failures, tenant)) return;
  await emit(tenant.db, {
    type: 'credential.password_failed',
    subject: { type: 'user', id: user.id },
    data: { failures },
  });
}

export function createPasswordAttempts(passwords: Passwords) {
  return async (tenant: LimitedTenant, attempt: PasswordAttempt): Promise<PasswordResult> => {
    const { db } = tenant;
    const { user, password, address, identifierKey: account, deviceToken: token } = attempt;
    const device = user && token ? { userId: user.id, token } : undefined;
    const admission = await take(tenant, { rule: 'password', account, address, device });
    if (!admission.admitted) return { outcome: 'slow-down', retryAfterSeconds: admission.retryAfterSeconds };
    const verified = await passwords
      .verify(user?.passwordHash ?? null, password)
      .catch(async (error: unknown) => {
        // Too busy to look: that was no wrong guess.
        await giveBack(db, admission);
        throw error;
      });
    if (!verified || !user) {
      await reportFailure(tenant, admission.failures, user);
      return { outcome: 'wrong' };
    }
    const deviceToken = token ?? newDeviceToken();
    await giveBack(db, admission, { userId: user.id, token: deviceToken });
    return { outcome: 'verified', deviceToken };
  };
}
