/** What is kept of a session at an identity provider until somebody signs out, here or there. */
import { type Sealer, sealContext, sha256 } from '../../kernel/crypto/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Tenant } from '../tenants/index.ts';
import * as store from './store-sessions.ts';

/** For the provider to recognise whose session it is to end. */
export interface UpstreamHints {
  idToken?: string;
  loginHint?: string;
  /** SAML names the person and the session as its assertion did. */
  saml?: {
    nameId: string;
    nameIdFormat: string;
    nameQualifier?: string;
    spNameQualifier?: string;
    sessionIndex?: string;
  };
}

export interface UpstreamSession {
  connectorId: string;
  issuer: string;
  /** The provider's own name for the person. */
  subject: string;
  /** The provider's own name for the session. */
  sid?: string;
  hints: UpstreamHints;
}

export type UpstreamSessions = ReturnType<typeof createUpstreamSessions>;

const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_sessions', id);

export function createUpstreamSessions(sealer: Sealer) {
  return {
    /** @returns what the session here remembers it by */
    async open(tenant: Pick<Tenant, 'db' | 'settings'>, session: UpstreamSession): Promise<string> {
      const id = newId('ups');
      const { connectorId, issuer, subject, sid, hints } = session;
      const { absoluteSeconds, rememberSeconds } = tenant.settings.sessions;
      await store.insertSsoSession(
        tenant.db,
        {
          id,
          connector_id: connectorId,
          issuer,
          subject,
          sid_hash: sid === undefined ? null : sha256(sid),
          sealed: sealer.seal(JSON.stringify(hints), context(tenant.db.tenantId, id)),
        },
        Math.max(absoluteSeconds, rememberSeconds),
      );
      return id;
    },
    /** Once: who has signed out is not signed out again. */
    async take(
      tenant: Pick<Tenant, 'db'>,
      connectorId: string,
      id: string,
    ): Promise<UpstreamHints | undefined> {
      const row = await store.takeSsoSession(tenant.db, connectorId, id);
      if (!row) return undefined;
      return JSON.parse(sealer.open(row.sealed, context(tenant.db.tenantId, id))) as UpstreamHints;
    },
  };
}
