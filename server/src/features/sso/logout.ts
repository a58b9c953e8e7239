/**
 * Signing out together with the identity provider, both ways: the browser goes there when somebody signs out here,
 * and sessions here end when the provider says that they did there.
 */
import { type Clock, systemClock } from '../../kernel/clock/index.ts';
import { type Sealer, sealContext, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { rateLimited } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors, SsoFailure } from './errors.ts';
import type { Lookup } from './lookup.ts';
import { LogoutTokenRefused } from './oidc/logout-token.ts';
import type { ConnectorProtocol } from './protocol.ts';
import type { ProtocolOf } from './protocols.ts';
import type { LogoutMessage } from './saml/logout-request.ts';
import type { SsoDeps } from './service.ts';
import type { StoredConnector } from './store.ts';
import * as store from './store-sessions.ts';
import type { UpstreamSessions } from './upstream-sessions.ts';

export interface SsoLogout {
  /** Where the browser is signed out at the provider; undefined when its connector or provider doesn't do that. */
  urlFor(
    tenant: Tenant,
    session: { connectorId: string; ssoSession: string },
    returnTo: string,
  ): Promise<string | undefined>;
  /** Where a browser goes on to that comes back from its provider. */
  returnTo(tenant: Tenant, state: string | undefined): string;
  /** @throws sso.logout_refused for whatever is not right, and for every connector alike */
  backchannel(
    tenant: Tenant,
    notice: { connectorId: string; token: string; address?: string },
  ): Promise<void>;
  /**
   * A provider's request that the browser brings; gives the address for the answer.
   * @throws sso.logout_refused
   */
  requested(
    tenant: Tenant,
    asked: { connectorId: string; message: LogoutMessage; relayState?: string; address?: string },
  ): Promise<string | undefined>;
  /** Says nothing about whether there was such a session. */
  frontchannel(
    tenant: Tenant,
    notice: { connectorId: string; issuer: string; sid: string; address?: string },
  ): Promise<void>;
}

interface LogoutDeps extends Pick<SsoDeps, 'admitLogout' | 'admitRefusalNote' | 'onProviderLogout'> {
  sealer: Sealer;
  lookup: Pick<Lookup, 'load'>;
  protocolOf: ProtocolOf;
  sessions: UpstreamSessions;
  clock?: Clock;
}

const minutesAway = 15;
const stateContext = (tenant: Tenant) => sealContext(tenant.id, 'sso_sessions', 'state');

export const loggedOutUriOf = ({ baseUrl }: Pick<Tenant, 'baseUrl'>, connectorId: string): string =>
  `${baseUrl}/sso/${connectorId}/logged-out`;

/** To be registered at the provider. */
export const signOutUrisOf = (tenant: Pick<Tenant, 'baseUrl'>, connectorId: string) => ({
  postLogoutRedirectUri: loggedOutUriOf(tenant, connectorId),
  backchannelLogoutUri: `${tenant.baseUrl}/sso/${connectorId}/backchannel-logout`,
  frontchannelLogoutUri: `${tenant.baseUrl}/sso/${connectorId}/frontchannel-logout`,
});

/** Only what we sealed ourselves, and not for long. */
function returnToOf(sealer: Sealer, tenant: Tenant, state: string | undefined, now: Date): string {
  const signedOut = `${tenant.issuer}/session/end/success`;
  if (state === undefined || state.length > 4_096) return signedOut;
  try {
    const { returnTo, until } = JSON.parse(sealer.open(state, stateContext(tenant)));
    return until > now.getTime() ? String(returnTo) : signedOut;
  } catch {
    // Nothing of ours: some other page sent the browser here.
    return signedOut;
  }
}

/** A provider that can't be reached is no proof either. */
function causeOf(error: unknown): string | undefined {
  if (error instanceof SsoFailure) return error.causeCode;
  return error instanceof LogoutTokenRefused ? `oidc.logout_token: ${error.message}` : undefined;
}

/**
 * The caller learns nothing but that it was refused; whoever manages the connector finds the cause in the audit log.
 * A few times for each cause, as anybody can send such notices.
 */
function createRefusals({ admitRefusalNote }: Pick<LogoutDeps, 'admitRefusalNote'>) {
  return (tenant: Tenant, connectorId: string) =>
    async (error: unknown): Promise<never> => {
      const cause = causeOf(error);
      if (cause === undefined) throw error;
      const { admitted } = await admitRefusalNote(tenant.db, `${connectorId} ${cause}`);
      const subject = { type: 'sso-connector', id: connectorId };
      if (admitted)
        await emit(tenant.db, { type: 'sso.provider_logout_refused', subject, connectorId, data: { cause } });
      throw errors['sso.logout_refused']();
    };
}

function createAdmission({ admitLogout }: Pick<LogoutDeps, 'admitLogout'>) {
  return async (tenant: Tenant, connectorId: string, address: string | undefined): Promise<void> => {
    const admission = await admitLogout(tenant.db, { account: `${connectorId} ${address ?? ''}`, address });
    if (!admission.admitted) throw rateLimited(admission.retryAfterSeconds);
  };
}

export function createSsoLogout(deps: LogoutDeps): SsoLogout {
  const { sealer, lookup, protocolOf, sessions, clock = systemClock } = deps;

  const speaks = (connector: StoredConnector | undefined): ConnectorProtocol | undefined =>
    connector && protocolOf(connector);

  async function end(tx: TenantDb, ended: store.EndedAtProvider): Promise<void> {
    const ids = await store.takeSsoSessionsOf(tx, ended);
    if (ids.length === 0) return;
    const count = await deps.onProviderLogout(tx, ids);
    const { connectorId } = ended;
    const subject = { type: 'sso-connector', id: connectorId };
    await emit(tx, { type: 'sso.signed_out_by_provider', subject, connectorId, data: { sessions: count } });
  }

  const admit = createAdmission(deps);
  const refusedFor = createRefusals(deps);

  return {
    async urlFor(tenant, { connectorId, ssoSession }, returnTo) {
      const connector = await lookup.load(tenant, connectorId);
      const signOutUrl = speaks(connector)?.signOutUrl;
      if (!connector?.enabled || !signOutUrl || connector.config.signOutAtProvider !== 'yes')
        return undefined;
      const hints = await sessions.take(tenant, connectorId, ssoSession);
      if (!hints) return undefined;
      const until = clock.now().getTime() + minutesAway * 60_000;
      const state = sealer.seal(JSON.stringify({ returnTo, until }), stateContext(tenant));
      const back = { uri: loggedOutUriOf(tenant, connectorId), state };
      // Who signs out here is signed out here, whatever the provider can or can't do.
      return signOutUrl(tenant, connector, hints, back).catch((error: unknown) => {
        if (error instanceof SsoFailure) return undefined;
        throw error;
      });
    },

    returnTo: (tenant, state) => returnToOf(sealer, tenant, state, clock.now()),

    async backchannel(tenant, { connectorId, token, address }) {
      await admit(tenant, connectorId, address);
      const connector = await lookup.load(tenant, connectorId);
      const readLogoutToken = speaks(connector)?.readLogoutToken;
      if (!connector || !readLogoutToken) throw errors['sso.logout_refused']();
      const notice = await readLogoutToken(tenant, connector, token, clock.now()).catch(
        refusedFor(tenant, connectorId),
      );
      const { issuer, subject, sid, jti, expiresAt } = notice;
      const sidHash = sid === undefined ? undefined : sha256(sid);
      await tenant.db
        .inTx(async (tx) => {
          const fresh = await store.useLogoutToken(tx, sha256(`${connectorId}\n${jti}`), expiresAt);
          if (!fresh) throw new LogoutTokenRefused('replayed');
          await end(tx, { connectorId, issuer, subject, sidHash });
        })
        .catch(refusedFor(tenant, connectorId));
    },

    async requested(tenant, { connectorId, message, relayState, address }) {
      await admit(tenant, connectorId, address);
      const connector = await lookup.load(tenant, connectorId);
      const readLogoutRequest = speaks(connector)?.readLogoutRequest;
      if (!connector || !readLogoutRequest) throw errors['sso.logout_refused']();
      const { issuer, subject, sids, answer } = await readLogoutRequest(tenant, connector, message).catch(
        refusedFor(tenant, connectorId),
      );
      const hashes = sids.length === 0 ? [undefined] : sids.slice(0, 100).map(sha256);
      await tenant.db.inTx(async (tx) => {
        for (const sidHash of hashes) await end(tx, { connectorId, issuer, subject, sidHash });
      });
      return answer(relayState);
    },

    async frontchannel(tenant, { connectorId, issuer, sid, address }) {
      await admit(tenant, connectorId, address);
      await tenant.db.inTx((tx) => end(tx, { connectorId, issuer, sidHash: sha256(sid) }));
    },
  };
}
