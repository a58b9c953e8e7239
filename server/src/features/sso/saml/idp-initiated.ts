/**
 * Sign-ins that begin at the provider (SAML Profiles section 4.1.5), where the connector allows them. Begun again by
 * us, nothing of what came is believed; taken as it comes, it is judged like any response, and good once.
 */
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { IdpStart } from '../protocol.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { StoredConnector } from '../store.ts';
import { rule, type SsoTrace } from '../trace.ts';
import type { UpstreamSessions } from '../upstream-sessions.ts';
import type { JudgedAssertion } from './assertion.ts';
import { identify } from './identity.ts';
import { type createJudge, useOnce } from './judge.ts';
import type { SamlDeps } from './protocol.ts';
import { nameIdOf } from './subject.ts';

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

export async function begunByProvider(
  { connectors, sessions, judge }: Deps,
  tenant: Tenant,
  connector: StoredConnector,
  { form, trace }: { form: Readonly<Record<string, string>>; trace: SsoTrace },
): Promise<IdpStart> {
  const { idpInitiated, idpInitiatedUrl, idpInitiatedApplicationId } = connectors.samlPartyOf(
    tenant,
    connector,
  ).config;
  const url = await rule(trace, 'saml.unsolicited', () => {
    if (idpInitiated !== 'off' && idpInitiatedUrl !== undefined) return idpInitiatedUrl;
    throw new SsoFailure('saml.unsolicited');
  });
  const start = {
    connectorId: connector.id,
    url,
    ...(idpInitiatedApplicationId && { applicationId: idpInitiatedApplicationId }),
  };
  if (idpInitiated === 'sp-initiated') return start;
  if (!form.SAMLResponse) throw new SsoFailure('callback.malformed', 'not exactly one SAMLResponse');
  const { party, metadata, judged } = await judge(tenant, connector, form.SAMLResponse, undefined, { trace });
  const identity = await identify({ connector, ...party, issuer: metadata.entityId, judged, trace });
  await rule(trace, 'saml.first_use', () => useOnce(tenant, metadata.entityId, judged));
  return { ...start, verified: { identity: await withSession(sessions, tenant, identity, judged), trace } };
}
