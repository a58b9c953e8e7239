/** SAML 2.0 as a connector's protocol: the request, the response and who it is about. */
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Sealer } from '../../../kernel/crypto/index.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { AskedRequest, ConnectorProtocol, Judging, ProviderAnswer } from '../protocol.ts';
import { receivedAttributes } from '../received-claims.ts';
import type { SsoDeps } from '../service.ts';
import { rule } from '../trace.ts';
import type { UpstreamSessions } from '../upstream-sessions.ts';
import { acsUrlOf, spEntityIdOf } from './addresses.ts';
import { checkConnector } from './check.ts';
import { claimsOf, identify } from './identity.ts';
import { begunByProvider, withSession } from './idp-initiated.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { createJudge, useOnce } from './judge.ts';
import type { SpKeys } from './keys.ts';
import type { SamlLogout } from './logout.ts';
import type { MetadataSource } from './metadata-source.ts';
import { previewMetadata } from './preview.ts';
import { authnRequest, newRequestId } from './request.ts';
import { checkSamlStepUp, classesToAsk, samlMethodsOf, samlStepUpOf } from './step-up.ts';
import { attributesOf, nameIdOf } from './subject.ts';
import { clockSkewMs } from './verify.ts';

export interface SamlDeps extends Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'> {
  clock: Clock;
  sealer: Sealer;
  connectors: Pick<Connectors, 'samlPartyOf'>;
  keys: SpKeys;
  source: MetadataSource;
  logout: SamlLogout;
  sessions: UpstreamSessions;
}

const secretsSchema = z.object({
  requestId: z.string(),
  stepUp: z.object({ wanted: z.string(), classes: z.array(z.string()) }).optional(),
});

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
      const go = await authnRequest(party, metadata, wishes, {
        id: requestId,
        relayState: state,
        acsUrl: acsUrlOf(tenant, connector.id),
        spEntityId: spEntityIdOf(tenant, connector.id, config),
        key,
        contexts: classesToAsk(stepUp, wishes),
      });
      return { go, secrets: { requestId, ...(stepUp && { stepUp: { ...stepUp } }) } };
    },

    async finish(tenant, connector, { form }: ProviderAnswer, request: AskedRequest, judging: Judging) {
      const { trace, watch } = judging;
      const response = await rule(trace, 'callback.form', () => {
        if (form?.SAMLResponse) return form.SAMLResponse;
        throw new SsoFailure('callback.malformed', 'not exactly one SAMLResponse');
      });
      const { requestId, stepUp } = secretsSchema.parse(request.secrets);
      const { party, metadata, judged } = await judge(tenant, connector, response, requestId, judging);
      if (request.maxAge !== undefined) {
        const oldest = request.startedAt.getTime() - request.maxAge * 1_000 - clockSkewMs;
        await rule(trace, 'saml.freshness', () => {
          if (judged.authnInstant.getTime() < oldest)
            throw new SsoFailure('saml.stale_sign_in', `AuthnInstant: ${judged.authnInstant.toISOString()}`);
        });
      }
      const facts = { connector, ...party, issuer: metadata.entityId, judged, trace };
      watch?.(receivedAttributes(claimsOf(facts, nameIdOf(judged.assertion)).claims));
      const attributes = attributesOf(judged.assertion);
      if (stepUp) await rule(trace, 'step_up', () => checkSamlStepUp(judged, attributes, stepUp));
      const found = await identify(facts);
      const amr = samlMethodsOf(judged, attributes);
      const identity = { ...found, amr, ...(stepUp && { acr: stepUp.wanted }) };
      if (!judging.spendsNothing)
        await rule(trace, 'saml.first_use', () => useOnce(tenant, metadata.entityId, judged));
      // A test signs nobody in, so there will be nobody to sign out.
      return watch ? identity : withSession(deps.sessions, tenant, identity, judged);
    },

    unsolicited: (tenant, connector, form, { trace }) =>
      begunByProvider({ ...deps, judge }, tenant, connector, { form, trace }),
    signOutUrl: (tenant, connector, hints, back) => deps.logout.urlFor(tenant, connector, hints, back),
    async readLogoutRequest(tenant, connector, message) {
      const { issuer, request } = await deps.logout.asked(tenant, connector, message);
      const { nameId: subject, sessionIndexes: sids } = request;
      const answer = (state: string | undefined) => deps.logout.answer(tenant, connector, request, state);
      return { issuer, subject, sids, answer };
    },

    check: (tenant, connector) => checkConnector(deps, tenant, connector),
    preview: (input) => previewMetadata(deps, input),
  };
}
