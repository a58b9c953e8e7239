/**
 * Sign-ins that begin at the provider (SAML Profiles section 4.1.5), where the connector allows them. Begun again by
 * us, nothing of what came is believed; taken as it comes, it is judged like any response, and good once.
 */
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { SamlConfig } from '../presets/saml-preset.ts';
import type { IdpStart, Judging } from '../protocol.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { StoredConnector } from '../store.ts';
import { rule, type SsoTrace } from '../trace.ts';
import type { UpstreamSessions } from '../upstream-sessions.ts';
import type { JudgedAssertion } from './assertion.ts';
import { type createJudge, useOnce } from './judge.ts';
import { isSigned, keptResponse } from './look-back.ts';
import type { SamlDeps } from './protocol.ts';
import { nameIdOf } from './subject.ts';
import { weigh } from './weigh.ts';

/** What signing out will need, by either side. */
export async function withSession(
  sessions: UpstreamSessions,
  tenant: Tenant,
  identity: ExternalIdentity,
  { assertion, sessionIndex }: JudgedAssertion,
): Promise<ExternalIdentity> {
  const { value: nameId, format: nameIdFormat, nameQualifier, spNameQualifier } = nameIdOf(assertion);
  const saml = { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex };
  const upstreamSession = await sessions.open(tenant, {
    connectorId: identity.connectorId,
    issuer: identity.issuer,
    subject: nameId,
    ...(sessionIndex !== undefined && { sid: sessionIndex }),
    hints: { saml },
  });
  return { ...identity, upstreamSession };
}

interface Deps extends Pick<SamlDeps, 'connectors' | 'sessions'> {
  judge: ReturnType<typeof createJudge>;
}

/** Where it goes, if the connector lets the provider begin. */
export const assertUnsolicited = (
  { idpInitiated, idpInitiatedUrl }: SamlConfig,
  trace: SsoTrace,
): Promise<string> =>
  rule(trace, 'saml.unsolicited', () => {
    if (idpInitiated !== 'off' && idpInitiatedUrl !== undefined) return idpInitiatedUrl;
    throw new SsoFailure('saml.unsolicited');
  });

export async function begunByProvider(
  { connectors, sessions, judge }: Deps,
  tenant: Tenant,
  connector: StoredConnector,
  form: Readonly<Record<string, string>>,
  judging: Judging,
): Promise<IdpStart> {
  const { trace, keep } = judging;
  const { SAMLResponse: response } = form;
  const said = keptResponse(response ?? '', {});
  if (response) keep?.(said(false));
  const { config } = connectors.samlPartyOf(tenant, connector);
  const { idpInitiated, idpInitiatedApplicationId } = config;
  const url = await assertUnsolicited(config, trace);
  const start = {
    connectorId: connector.id,
    url,
    ...(idpInitiatedApplicationId && { applicationId: idpInitiatedApplicationId }),
  };
  if (idpInitiated === 'sp-initiated') return start;
  if (!response) throw new SsoFailure('callback.malformed', 'not exactly one SAMLResponse');
  const weighing = weigh(judge, { tenant, connector }, response, {}, judging);
  const { metadata, judged, identity } = await weighing.finally(() => keep?.(said(isSigned(trace))));
  await rule(trace, 'saml.first_use', () => useOnce(tenant, metadata.entityId, judged));
  return { ...start, verified: { identity: await withSession(sessions, tenant, identity, judged), trace } };
}
