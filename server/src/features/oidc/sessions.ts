/** Sessions and grants of people: who is signed in here, and ending it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type BackchannelLogout, type LogoutDeps, wayOut } from './logout.ts';
import { type Payload, RequestScope, runInScope } from './request-scope.ts';
import * as store from './store-sessions.ts';

export interface CurrentSession {
  uid: string;
  userId: string;
  /** Seconds since 1970. */
  signedInAt: number;
  ssoConnectorId: string | null;
}

export interface SessionSummary {
  uid: string;
  userId: string;
  ssoConnectorId: string | null;
  details: Payload;
  signedInAt: Date | null;
  lastActiveAt: Date;
  expiresAt: Date;
  applicationIds: string[];
}

export interface GrantSummary {
  id: string;
  applicationId: string;
  createdAt: Date;
  expiresAt: Date;
}

export interface SessionsDeps extends Pick<LogoutDeps, 'upstreamLogout'> {
  providerOf(tenant: Tenant): Promise<Provider>;
  queueBackchannelLogout(db: TenantDb, logout: BackchannelLogout): Promise<void>;
}

export type OidcSessions = ReturnType<typeof createSessions>;

interface Authorization {
  sid?: string;
  grantId?: string;
  persistsLogout?: boolean;
}

function summary(row: store.SessionRow): SessionSummary {
  const authorizations = (row.payload as { authorizations?: Payload }).authorizations ?? {};
  return {
    uid: row.uid,
    userId: row.user_id ?? '',
    ssoConnectorId: row.sso_connector_id,
    details: row.details as Payload,
    signedInAt: row.signed_in_at,
    lastActiveAt: row.last_active_at,
    expiresAt: row.expires_at,
    applicationIds: Object.keys(authorizations),
  };
}

/** Tells the applications of ended sessions, and ends the grants that live and die with a session. */
async function endTheirGrants(
  db: TenantDb,
  rows: store.SessionRow[],
  {
    revokeAll,
    queueBackchannelLogout,
  }: Pick<SessionsDeps, 'queueBackchannelLogout'> & { revokeAll: boolean },
): Promise<void> {
  const grants: string[] = [];
  for (const row of rows) {
    const { authorizations = {} } = row.payload as { authorizations?: Record<string, Authorization> };
    for (const [applicationId, { sid, grantId, persistsLogout }] of Object.entries(authorizations)) {
      const customDomain = row.custom_domain;
      if (sid && row.user_id)
        await queueBackchannelLogout(db, { applicationId, userId: row.user_id, sid, customDomain });
      if (grantId && (revokeAll || !persistsLogout)) grants.push(grantId);
    }
  }
  if (grants.length > 0) await store.revokeGrants(db, grants);
}

export function createSessions({ providerOf, queueBackchannelLogout, upstreamLogout }: SessionsDeps) {
  const afterEnd = (db: TenantDb, rows: store.SessionRow[], revokeAll: boolean) =>
    endTheirGrants(db, rows, { revokeAll, queueBackchannelLogout });

  return {
    /** Who is signed in with this browser; one statement, none without a cookie. */
    async current(
      tenant: Tenant,
      req: IncomingMessage,
      res: ServerResponse,
    ): Promise<CurrentSession | undefined> {
      const provider = await providerOf(tenant);
      const scope = new RequestScope(tenant);
      const session = await runInScope(scope, () => provider.Session.get(provider.createContext(req, res)));
      if (!session.accountId || !session.loginTs) return undefined;
      return {
        uid: session.uid,
        userId: session.accountId,
        signedInAt: session.loginTs,
        ssoConnectorId: scope.ssoConnectorId,
      };
    },

    /**
     * Where this browser, whose session has ended, is to go: by its identity provider where the connector signs out
     * there too, as at the end_session endpoint; else straight to `returnTo`.
     */
    wayOut: (
      tenant: Tenant,
      session: Pick<CurrentSession, 'uid' | 'ssoConnectorId'>,
      returnTo: string,
    ): Promise<string> => wayOut(tenant, { upstreamLogout }, session, returnTo),

    async listForUser(db: TenantDb, userId: string): Promise<SessionSummary[]> {
      return (await store.listSessions(db, userId)).map(summary);
    },

    /** Ends one session; what was granted for offline access lives on. Answers whether there was one. */
    async end(db: TenantDb, uid: string, { revokeGrants = false } = {}): Promise<boolean> {
      return db.inTx(async (tx) => {
        const rows = await store.endSessions(tx, { uid });
        await afterEnd(tx, rows, revokeGrants);
        for (const row of rows) {
          await emit(tx, { type: 'session.ended', subject: { type: 'user', id: row.user_id ?? '' } });
        }
        return rows.length > 0;
      });
    },

    /**
     * Ends all sessions of a person but the one given; with `revokeGrants` every application's tokens too.
     * @returns how many sessions ended
     */
    async endAllForUser(
      db: TenantDb,
      userId: string,
      { exceptUid, revokeGrants }: { exceptUid?: string; revokeGrants: boolean },
    ): Promise<number> {
      return db.inTx(async (tx) => {
        const rows = await store.endSessions(tx, { userId, exceptUid });
        await afterEnd(tx, rows, revokeGrants);
        if (revokeGrants) await store.revokeGrantsOfUser(tx, userId, exceptUid);
        if (rows.length > 0) {
          await emit(tx, {
            type: 'sessions.ended',
            subject: { type: 'user', id: userId },
            data: { count: rows.length },
          });
        }
        return rows.length;
      });
    },

    async grantsForUser(db: TenantDb, userId: string): Promise<GrantSummary[]> {
      return store.listGrants(db, userId);
    },

    /** Ends what one application got from a person, remembered consent included. */
    async revokeGrant(db: TenantDb, userId: string, id: string): Promise<boolean> {
      return db.inTx(async (tx) => {
        const grant = await store.revokeGrantOfUser(tx, userId, id);
        if (!grant) return false;
        await store.forgetConsent(tx, userId, grant.application_id);
        await emit(tx, {
          type: 'grant.revoked',
          subject: { type: 'user', id: userId },
          applicationId: grant.application_id,
        });
        return true;
      });
    },

    /** The provider ended the sessions that these came from; what was granted for offline access lives on. */
    async endOfProvider(db: TenantDb, ssoSessions: readonly string[]): Promise<number> {
      if (ssoSessions.length === 0) return 0;
      return db.inTx(async (tx) => {
        const rows = await store.endSessions(tx, { ssoSessions });
        await afterEnd(tx, rows, false);
        for (const row of rows)
          await emit(tx, { type: 'session.ended', subject: { type: 'user', id: row.user_id ?? '' } });
        return rows.length;
      });
    },

    /** Ends the sessions and grants of everybody with an address in the domain who did not come by SSO. */
    async endForDomain(db: TenantDb, domain: string): Promise<number> {
      return db.inTx(async (tx) => {
        const rows = await store.endSessionsOfDomain(tx, domain);
        await afterEnd(tx, rows, true);
        return rows.length;
      });
    },
  };
}
