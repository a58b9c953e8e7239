/**
 * A response, judged from its bytes to its one use. The order matters: what refuses cheaply comes first, nothing is
 * believed before the signature, and the single use is spent last.
 */
import { sha256 } from '../../../kernel/crypto/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { SamlParty } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { Judging } from '../protocol.ts';
import type { StoredConnector } from '../store.ts';
import { rule } from '../trace.ts';
import { acsUrlOf, spEntityIdOf } from './addresses.ts';
import { type Expectations, type JudgedAssertion, judgeAssertion, judgeResponse } from './assertion.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { SamlDeps } from './protocol.ts';
import { expectOneAssertion, type ReadResponse, readResponse } from './response.ts';
import { checkStatus } from './status.ts';
import * as store from './store.ts';
import { type SignedAssertion, signedAssertion, type Trust } from './verify.ts';

export interface Judged {
  party: SamlParty;
  metadata: IdpMetadata;
  judged: JudgedAssertion;
}

export function createJudge({
  connectors,
  keys,
  source,
  clock,
}: Pick<SamlDeps, 'connectors' | 'keys' | 'clock'> & { source: Pick<SamlDeps['source'], 'load' | 'again'> }) {
  const trustOf = async (
    tenant: Tenant,
    connector: StoredConnector,
    party: SamlParty,
    metadata: IdpMetadata,
  ) => ({
    certificates: metadata.certificates,
    idpEntityId: metadata.entityId,
    spEntityId: spEntityIdOf(tenant, connector.id, party.config),
    acsUrl: acsUrlOf(tenant, connector.id),
    decryptionKeys: (await keys.all(tenant.db)).map(({ privateKey }) => privateKey),
  });

  /** A certificate that is new since the metadata were read makes us read them once more. */
  async function verified(
    tenant: Tenant,
    connector: StoredConnector,
    { config }: SamlParty,
    encoded: string,
    response: ReadResponse,
    trust: Trust,
  ): Promise<SignedAssertion> {
    try {
      return await signedAssertion(encoded, response, trust);
    } catch (error) {
      const unknownKey =
        error instanceof SsoFailure && /^saml\.(unknown_certificate|bad_signature)$/.test(error.causeCode);
      const newer = unknownKey ? await source.again(tenant.db, connector.id, config) : undefined;
      if (!newer) throw error;
      return signedAssertion(encoded, response, { ...trust, certificates: newer.certificates });
    }
  }

  return async function judge(
    tenant: Tenant,
    connector: StoredConnector,
    encoded: string,
    requestId: string | undefined,
    { trace, past }: Judging,
  ): Promise<Judged> {
    const party = connectors.samlPartyOf(tenant, connector);
    const response = await rule(trace, 'saml.document', () => readResponse(encoded));
    await rule(trace, 'saml.status', () => checkStatus(response.root));
    await rule(trace, 'saml.one_assertion', () => expectOneAssertion(response));
    const metadata = await rule(
      trace,
      'saml.metadata',
      () => source.load(tenant.db, connector.id, party.config),
      ({ entityId }) => `entity ID: ${entityId}`,
    );
    const trust = await trustOf(tenant, connector, party, metadata);
    const expected: Expectations = { ...trust, requestId, now: clock.now() };
    await judgeResponse(response, expected, trace);
    const signed = await rule(trace, 'saml.signature', () =>
      verified(tenant, connector, party, encoded, response, trust),
    );
    await rule(trace, 'saml.encryption', () => {
      if (party.config.wantAssertionsEncrypted && !signed.wasEncrypted)
        throw new SsoFailure('saml.not_encrypted');
    });
    const judged = await judgeAssertion(signed.assertion, expected, trace);
    // It knows no time but now.
    if (!past) await rule(trace, 'saml.library', () => signed.secondOpinion());
    return { party, metadata, judged };
  };
}

/** Last of all, so that a response that is refused can be corrected and sent again. */
export async function useOnce(
  tenant: Tenant,
  issuer: string,
  { id, usableUntil }: JudgedAssertion,
): Promise<void> {
  if (!(await store.useAssertion(tenant.db, sha256(`${issuer} ${id}`), usableUntil)))
    throw new SsoFailure('saml.replayed');
}
