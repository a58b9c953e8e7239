/** What one failed sign-in is worth as evidence against the last change (see evidence.ts). */
import { sha256 } from '../../../kernel/crypto/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { causes } from '../causes.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import { presetOf } from '../presets/catalogue.ts';
import type { AskedRequest, ProviderAnswer } from '../protocol.ts';
import type { ProtocolOf } from '../protocols.ts';
import type { StoredConnector } from '../store.ts';
import { newTrace } from '../trace.ts';
import { type CountedFailure, speaksAgainst } from './evidence.ts';
import { isUsable } from './hindrance.ts';
import type { StoredVersion } from './store.ts';

export interface FailedSignIn {
  reference: string;
  failure: SsoFailure;
  /** Who tried, as a hash; absent of a sign-in that began before it was asked. */
  who?: string | undefined;
  /** What came back, and for what; undefined when the browser never left. */
  answered?: { answer: ProviderAnswer; request: AskedRequest } | undefined;
}

/** A connection by address with what the address said then, so that nobody is asked. */
function asItWas({ config, samlMetadata: said }: StoredVersion): Record<string, unknown> {
  if (!said) return config;
  const { metadataUrl: _, ...kept } = config;
  return { ...kept, entityId: said.entityId, ssoUrl: said.sso[0]?.url, certificates: said.certificates };
}

export function createHearing({
  connectors,
  protocolOf,
}: {
  connectors: Pick<Connectors, 'validated'>;
  protocolOf: ProtocolOf;
}) {
  /**
   * The person, when the earlier connection would have let them in with this very answer. Only where the answer itself
   * is signed: a code is redeemed once.
   */
  async function acceptedBefore(
    tenant: Tenant,
    connector: StoredConnector,
    version: StoredVersion,
    { answered }: FailedSignIn,
  ): Promise<string | undefined> {
    if (!answered || presetOf(connector.provider).protocol !== 'saml') return undefined;
    const config = asItWas(version);
    // What the address says now would have to be asked for, and what no longer fits judges nothing.
    if (config.metadataUrl !== undefined || !isUsable(connectors, connector.provider, config))
      return undefined;
    const judging = { trace: newTrace({ connectorId: connector.id }), watch: () => {}, spendsNothing: true };
    const { answer, request } = answered;
    try {
      const then = { ...connector, config };
      const { issuer, subject } = await protocolOf(then).finish(tenant, then, answer, request, judging);
      return sha256(`${issuer} ${subject}`);
    } catch (error) {
      if (error instanceof SsoFailure) return undefined;
      throw error;
    }
  }

  /** `fields` are those that going back would change. */
  return async function hear(
    tenant: Tenant,
    connector: StoredConnector,
    version: StoredVersion,
    failed: FailedSignIn,
    fields: readonly string[],
  ): Promise<CountedFailure | undefined> {
    const { failure, who = '', answered } = failed;
    const { causeCode: cause } = failure;
    const { side } = causes[cause];
    if (side !== 'idp' && side !== 'gatehouse-config') return undefined;
    if (speaksAgainst(failure, fields, answered === undefined)) return { evidence: 'provider', who, cause };
    const person = await acceptedBefore(tenant, connector, version, failed);
    return person === undefined ? undefined : { evidence: 'earlier', who: person, cause };
  };
}
