/** What a person can do with their own account: look, change the password, end sessions. */
import type { Credentials } from '../credentials/index.ts';
import type { CurrentSession, OidcSessions, SessionSummary } from '../oidc/index.ts';
import type { SecondFactor, SecondFactors } from '../second-factor/index.ts';
import { newPasswordProblem, type StepProblem, tooManyAttempts } from '../sign-in/index.ts';
import type { SsoFeature } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User, Users } from '../users/index.ts';

export interface AccountServiceDeps {
  users: Pick<Users, 'find' | 'findCredentialsById' | 'setPasswordHash'>;
  credentials: Pick<Credentials, 'attemptPassword' | 'hashPassword'>;
  sso: Pick<SsoFeature, 'enforcedConnectorFor' | 'localStepUp'>;
  sessions: OidcSessions;
  secondFactors: Pick<SecondFactors, 'find' | 'remove' | 'renewCodes'>;
}

export interface PasswordChange {
  session: CurrentSession;
  current: string;
  next: string;
  address: string | undefined;
  deviceToken: string | undefined;
}

export interface Overview {
  user: User;
  sessions: SessionSummary[];
  /** The connector that manages the password of an enforced domain. */
  managedBy: string | undefined;
  factor: SecondFactor;
  /** Whether a second factor of one's own counts for a sign-in like this one. */
  maySetUpFactor: boolean;
}

/** A code of the app or a recovery code, and what for. */
export interface FactorChange {
  session: CurrentSession;
  code: string;
  address: string | undefined;
}

export type AccountService = ReturnType<typeof createAccountService>;

export function createAccountService(deps: AccountServiceDeps) {
  const { users, credentials, sso, sessions, secondFactors } = deps;
  /** The current password is guessed under the same limits as at the sign-in. */
  async function currentPasswordProblem(
    tenant: Tenant,
    change: PasswordChange,
    user: { id: string; passwordHash: string | null },
  ): Promise<StepProblem | undefined> {
    const field = 'currentPassword';
    if (change.current === '') return { field, code: 'password_required' };
    const { address, deviceToken } = change;
    const identifierKey = `account ${user.id}`;
    const attempt = { identifierKey, user, password: change.current, address, deviceToken };
    const result = await credentials.attemptPassword(tenant, attempt);
    if (result.outcome === 'slow-down') return { field, ...tooManyAttempts(result.retryAfterSeconds) };
    return result.outcome === 'wrong' ? { field, code: 'current_password_wrong' } : undefined;
  }

  return {
    async overview(
      tenant: Tenant,
      { userId, ssoConnectorId }: CurrentSession,
    ): Promise<Overview | undefined> {
      const user = await users.find(tenant.db, userId);
      if (!user || user.suspendedAt) return undefined;
      const connector = await sso.enforcedConnectorFor(tenant, user);
      return {
        user,
        sessions: await sessions.listForUser(tenant.db, userId),
        managedBy: connector?.displayName,
        factor: await secondFactors.find(tenant.db, userId),
        maySetUpFactor: ssoConnectorId === null || (await sso.localStepUp(tenant, ssoConnectorId)),
      };
    },

    /** Whoever finds the browser open can't take the factor away: it is proved once more. */
    removeFactor: (tenant: Tenant, { session: { userId }, ...typed }: FactorChange) =>
      secondFactors.remove(tenant, { ...typed, userId }),

    renewRecoveryCodes: (tenant: Tenant, { session: { userId }, ...typed }: FactorChange) =>
      secondFactors.renewCodes(tenant, { ...typed, userId }),

    /** Ends every other session, with what was granted in it. @returns what is wrong, if anything */
    async changePassword(tenant: Tenant, change: PasswordChange): Promise<StepProblem | undefined> {
      const { userId, uid } = change.session;
      const found = await users.findCredentialsById(tenant.db, userId);
      if (!found?.passwordHash || found.user.suspendedAt) return { code: 'method_disabled' };
      const { user, passwordHash } = found;
      if (await sso.enforcedConnectorFor(tenant, user)) return { code: 'method_disabled' };
      const { minLength } = tenant.settings.passwords;
      const problem =
        newPasswordProblem('newPassword', change.next, minLength, [user.email, user.username]) ??
        (await currentPasswordProblem(tenant, change, { id: user.id, passwordHash }));
      if (problem) return problem;
      if (change.next === change.current) return { field: 'newPassword', code: 'password_same' };
      const hash = await credentials.hashPassword(change.next);
      await tenant.db.inTx(async (tx) => {
        await users.setPasswordHash(tx, userId, hash);
        await sessions.endAllForUser(tx, userId, { exceptUid: uid, revokeGrants: true });
      });
      return undefined;
    },

    /** Only a session of one's own. */
    async endSession(tenant: Tenant, { userId }: CurrentSession, uid: string): Promise<boolean> {
      const own = await sessions.listForUser(tenant.db, userId);
      if (!own.some((session) => session.uid === uid)) return false;
      return sessions.end(tenant.db, uid, { revokeGrants: true });
    },

    signOut: (tenant: Tenant, { uid }: CurrentSession): Promise<boolean> => sessions.end(tenant.db, uid),

    signOutEverywhere: (tenant: Tenant, { userId }: CurrentSession): Promise<number> =>
      sessions.endAllForUser(tenant.db, userId, { revokeGrants: true }),
  };
}
