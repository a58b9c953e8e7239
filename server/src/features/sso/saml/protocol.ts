/** SAML 2.0 as a connector's protocol: the request, the response and who it is about. */
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Sealer } from '../../../kernel/crypto/index.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { AskedRequest, ConnectorProtocol, Judging, ProviderAnswer } from '../protocol.ts';
import type { SsoDeps } from '../service.ts';
import { mayMeetLocally } from '../step-up.ts';
import { rule } from '../trace.ts';
import type { UpstreamSessions } from '../upstream-sessions.ts';
import { acsUrlOf, spEntityIdOf } from './addresses.ts';
import { checkConnector } from './check.ts';
import { begunByProvider, withSession } from './idp-initiated.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { createJudge, useOnce } from './judge.ts';
import type { SpKeys } from './keys.ts';
import type { SamlLogout } from './logout.ts';
import { isSigned, keptResponse, lookBack } from './look-back.ts';
import type { MetadataSource } from './metadata-source.ts';
import { previewMetadata } from './preview.ts';
import { authnRequest, newRequestId } from './request.ts';
import { classesToAsk, samlStepUpOf } from './step-up.ts';
import { secretsSchema, weigh } from './weigh.ts';

export interface SamlDeps extends Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'> {
  clock: Clock;
  sealer: Sealer;
  connectors: Pick<Connectors, 'samlPartyOf'>;
  keys: SpKeys;
  source: MetadataSource;
  logout: SamlLogout;
  sessions: UpstreamSessions;
}

const seenEntity = ({ entityId }: IdpMetadata) => `entity ID: ${entityId}`;

export function createSamlProtocol(deps: SamlDeps): ConnectorProtocol {
  const { connectors, keys, source } = deps;

  const judge = createJudge(deps);

  return {
    async begin(tenant, connector, wishes, { state, trace, fresh }) {
      const party = connectors.samlPartyOf(tenant, connector);
      const { config } = party;
      const load = () => source.load(tenant.db, connector.id, config, { fresh });
      const metadata = await rule(trace, 'saml.metadata', load, seenEntity);
      const [key] = await keys.all(tenant.db);
      const requestId = newRequestId();
      const stepUp = samlStepUpOf(config.authenticationContexts, wishes);
      const orLocal = mayMeetLocally(config, wishes);
      const go = await authnRequest(party, metadata, wishes, {
        id: requestId,
        relayState: state,
        acsUrl: acsUrlOf(tenant, connector.id),
        spEntityId: spEntityIdOf(tenant, connector.id, config),
        key,
        contexts: classesToAsk(stepUp, wishes),
      });
      return { go, secrets: { requestId, ...(stepUp && { stepUp: { ...stepUp, orLocal } }) } };
    },

    async finish(tenant, connector, { form }: ProviderAnswer, request: AskedRequest, judging: Judging) {
      const { trace, watch, keep } = judging;
      const response = await rule(trace, 'callback.form', () => {
        if (form?.SAMLResponse) return form.SAMLResponse;
        throw new SsoFailure('callback.malformed', 'not exactly one SAMLResponse');
      });
      const asked = secretsSchema.parse(request.secrets);
      const said = keptResponse(response, asked);
      const { startedAt, maxAge } = request;
      keep?.(said(false));
      const weighing = weigh(
        judge,
        { tenant, connector },
        response,
        { ...asked, startedAt, maxAge },
        judging,
      );
      const { metadata, judged, identity } = await weighing.finally(() => keep?.(said(isSigned(trace))));
      if (!judging.spendsNothing)
        await rule(trace, 'saml.first_use', () => useOnce(tenant, metadata.entityId, judged));
      // A test signs nobody in, so there will be nobody to sign out.
      return watch ? identity : withSession(deps.sessions, tenant, identity, judged);
    },

    unsolicited: (tenant, connector, form, judging) =>
      begunByProvider({ ...deps, judge }, tenant, connector, form, judging),
    signOutUrl: (tenant, connector, hints, back) => deps.logout.urlFor(tenant, connector, hints, back),
    async readLogoutRequest(tenant, connector, message) {
      const { issuer, request } = await deps.logout.asked(tenant, connector, message);
      const { nameId: subject, sessionIndexes: sids } = request;
      const answer = (state: string | undefined) => deps.logout.answer(tenant, connector, request, state);
      return { issuer, subject, sids, answer };
    },

    check: (tenant, connector) => checkConnector(deps, tenant, connector),
    lookBack: (tenant, connector, evidence, looking) =>
      lookBack(deps, { tenant, connector }, evidence, looking),
    preview: (input) => previewMetadata(deps, input),
  };
}
