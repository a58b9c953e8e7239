/** What a person can do with their own account: look, change the password, end sessions. */
import type { Credentials } from '../credentials/index.ts';
import type { CurrentSession, OidcSessions, SessionSummary } from '../oidc/index.ts';
import { newPasswordProblem, type StepProblem, tooManyAttempts } from '../sign-in/index.ts';
import type { Sso } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User, Users } from '../users/index.ts';

export interface AccountServiceDeps {
  users: Pick<Users, 'find' | 'findCredentialsById' | 'setPasswordHash'>;
  credentials: Pick<Credentials, 'attemptPassword' | 'hashPassword'>;
  sso: Pick<Sso, 'enforcedConnectorFor'>;
  sessions: OidcSessions;
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
}

export type AccountService = ReturnType<typeof createAccountService>;

export function createAccountService({ users, credentials, sso, sessions }: AccountServiceDeps) {
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
    async overview(tenant: Tenant, { userId }: CurrentSession): Promise<Overview | undefined> {
      const user = await users.find(tenant.db, userId);
      if (!user || user.suspendedAt) return undefined;
      const connector = await sso.enforcedConnectorFor(tenant, user);
      return {
        user,
        sessions: await sessions.listForUser(tenant.db, userId),
        managedBy: connector?.displayName,
      };
    },

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
