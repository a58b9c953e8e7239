/** OpenID Connect as a connector's protocol: discovery, the authorization request, the code and who it is for. */
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Claims } from '../../../protocol/oidc-claims.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import { previewProvider } from '../preview.ts';
import type { AskedRequest, Connection, ConnectorProtocol, Judging, ProviderAnswer } from '../protocol.ts';
import { receivedClaims } from '../received-claims.ts';
import { type Ear, listenTo } from '../recorder/calls.ts';
import { redirectUriOf } from '../requests.ts';
import type { SsoDeps } from '../service.ts';
import { leftToLocal, reachedAcr } from '../step-up.ts';
import type { StoredConnector } from '../store.ts';
import type { TokenSealing } from '../tokens/sealing.ts';
import { rule } from '../trace.ts';
import type { UpstreamHints, UpstreamSession, UpstreamSessions } from '../upstream-sessions.ts';
import { createCarrier } from './carried-tokens.ts';
import { checkConnector } from './check.ts';
import { createUpstreamClient, type Party, type Redeemed, type Upstream } from './client.ts';
import { assertionSource } from './client-authentication.ts';
import type { ClientKeys } from './client-keys.ts';
import { createGroupLookup } from './graph.ts';
import { identify } from './identity.ts';
import { createLogoutTokens } from './logout-token.ts';
import { createLookBack, hand } from './look-back.ts';
import { checkIdToken } from './redemption.ts';
import { authorizationRequest, newRoundTrip } from './round-trip.ts';
import { askedStepUp, checkStepUp, howSignedIn } from './step-up.ts';
import { createTokenGrants } from './token-grants.ts';
import { refusedClaims } from './upstream-errors.ts';

interface OidcDeps extends Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'> {
  connectors: Pick<Connectors, 'partyOf'>;
  clientKeys: ClientKeys;
  sessions: UpstreamSessions;
  sealing: TokenSealing;
  clock?: Clock;
}

type Place = Pick<Tenant, 'id' | 'db' | 'issuers'>;

const secretsSchema = z.object({
  nonce: z.string(),
  verifier: z.string(),
  stepUp: z
    .object({ wanted: z.string(), upstream: z.string(), orLocal: z.boolean().default(false) })
    .optional(),
});

const seenIssuer = ({ metadata }: Upstream) => `issuer: ${metadata.issuer}`;

export function createOidcProtocol(deps: OidcDeps): ConnectorProtocol {
  const client = createUpstreamClient(deps);
  const withGroups = createGroupLookup();
  const readLogoutToken = createLogoutTokens({ client, outbound: deps.outbound });
  const carried = createCarrier(deps);
  function partyOf(tenant: Place, connector: Connection, ear?: Ear): Party {
    const party = { ...deps.connectors.partyOf(tenant, connector), ...(ear && { ear }) };
    const assertion = assertionSource(deps.clientKeys, tenant, connector.id, party);
    return { ...party, ...(assertion && { assertion }) };
  }
  const check: ConnectorProtocol['check'] = (tenant, connector) =>
    checkConnector(tenant, connector.id, partyOf(tenant, connector), client, deps.outbound);
  return {
    async begin(tenant, connector, wishes, { state, trace, fresh }) {
      const party = partyOf(tenant, connector, listenTo(trace));
      const upstream = await rule(trace, 'discovery', () => client.discover(party, { fresh }), seenIssuer);
      const secrets = newRoundTrip();
      const round = { state, ...secrets };
      const redirectTo = await authorizationRequest(client, tenant, wishes, { party, upstream }, round);
      const asked = askedStepUp(party, wishes);
      return { go: { redirectTo }, secrets: { ...secrets, ...(asked && { stepUp: asked }) } };
    },

    async finish(tenant, connector, { url }: ProviderAnswer, request: AskedRequest, judging: Judging) {
      const { trace, watch, keep } = judging;
      const ear = listenTo(trace);
      const party = partyOf(tenant, connector, ear);
      const { stepUp, ...secrets } = secretsSchema.parse(request.secrets);
      const checks = {
        ...secrets,
        state: request.state,
        redirectUri: redirectUriOf(tenant, connector.id),
      };
      const tell = watch && ((claims: Claims) => watch(receivedClaims(claims, true)));
      let accepted: Claims | undefined;
      try {
        if (watch) await rule(trace, 'discovery', () => client.discover(party), seenIssuer);
        const answer = checkIdToken(trace, () => client.redeem(party, url, checks));
        const redeemed = await answer.catch(leftToLocal(stepUp?.orLocal));
        accepted = redeemed.claims;
        const acr = await reachedAcr(trace, party, stepUp, (one) => checkStepUp(party, redeemed.claims, one));
        const whole = await withGroups(`${tenant.id} ${connector.id}`, party, redeemed, trace);
        tell?.(whole.claims);
        accepted = whole.claims;
        const told = tell ? watched(whole, tell) : whole;
        const identity = await identify({ party, connector, redeemed: told, trace, request });
        // A test signs nobody in, so there will be nobody to sign out.
        if (watch) return identity;
        const upstreamSession = await deps.sessions.open(tenant, upstreamSessionOf(connector, party, whole));
        const how = { ...howSignedIn(redeemed.claims, request), ...acr };
        return { ...identity, upstreamSession, ...how, ...carried(tenant.id, party, identity, whole) };
      } catch (error) {
        const refused = error instanceof SsoFailure ? refusedClaims(error) : undefined;
        if (refused) watch?.(receivedClaims(refused, false));
        throw error;
      } finally {
        await hand(keep, ear, accepted, { nonce: secrets.nonce, callback: url, stepUp });
      }
    },

    signOutUrl: (tenant, connector, hints, back) =>
      client.endSessionUrl(...signingOut(partyOf(tenant, connector), hints, back)),
    readLogoutToken: (tenant, connector, token, now) =>
      readLogoutToken(partyOf(tenant, connector), token, now),

    ...createTokenGrants(client, partyOf),
    check,
    lookBack: createLookBack(client, partyOf, check),
    preview: (input) => previewProvider(deps, input),
  };
}

/** OpenID Connect RP-Initiated Logout 1.0 section 2. */
function signingOut(
  party: Party,
  { idToken, loginHint }: UpstreamHints,
  { uri, state }: { uri: string; state: string },
): [Party, Record<string, string>] {
  const parameters = {
    client_id: party.config.clientId,
    ...(idToken && { id_token_hint: idToken }),
    ...(loginHint && { logout_hint: loginHint }),
    post_logout_redirect_uri: uri,
    state,
  };
  return [party, parameters];
}

/** The ID token is kept only where it will be shown again. */
function upstreamSessionOf(
  { id }: StoredConnector,
  { config }: Party,
  { claims, idToken }: Redeemed,
): UpstreamSession {
  const signsOut = config.signOutAtProvider === 'yes';
  return {
    connectorId: id,
    issuer: String(claims.iss),
    subject: String(claims.sub),
    ...(typeof claims.sid === 'string' && { sid: claims.sid }),
    hints: signsOut
      ? { idToken, ...(typeof claims.login_hint === 'string' && { loginHint: claims.login_hint }) }
      : {},
  };
}

/** Userinfo is asked for only when a rule needs it; what it says is shown too. */
function watched(redeemed: Redeemed, tell: (claims: Claims) => void): Redeemed {
  return {
    ...redeemed,
    async userinfo() {
      const userinfo = await redeemed.userinfo();
      tell({ ...userinfo, ...redeemed.claims });
      return userinfo;
    },
  };
}
