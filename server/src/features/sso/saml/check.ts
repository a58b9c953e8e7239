/** A live look at a SAML connector's provider: its metadata now, what it offers, how long its certificates last. */
import { X509Certificate } from 'node:crypto';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { ConnectorCheck } from '../protocol.ts';
import type { StoredConnector } from '../store.ts';
import { newTrace, pass, rule, type SsoTrace, skip } from '../trace.ts';
import { acsUrlOf } from './addresses.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { SamlDeps } from './protocol.ts';

type Place = Pick<Tenant, 'id' | 'baseUrl' | 'db'>;

export async function checkConnector(
  { connectors, source, clock }: Pick<SamlDeps, 'connectors' | 'source' | 'clock'>,
  tenant: Place,
  connector: StoredConnector,
): Promise<ConnectorCheck> {
  const trace = newTrace({ connectorId: connector.id });
  const { config } = connectors.samlPartyOf(tenant, connector);
  const report = (ok: boolean, issuer: string | null): ConnectorCheck => ({
    ok,
    redirectUri: acsUrlOf(tenant, connector.id),
    issuer,
    steps: trace.steps,
  });
  try {
    const load = () => source.load(tenant.db, connector.id, config, { fresh: true });
    const metadata = await rule(trace, 'saml.metadata', load, ({ entityId }) => `entity ID: ${entityId}`);
    recordCertificates(trace, metadata, clock.now());
    recordBinding(trace, metadata, config.ssoBinding);
    return report(true, metadata.entityId);
  } catch (error) {
    if (error instanceof SsoFailure) return report(false, null);
    throw error;
  }
}

/** An expired certificate still identifies its key (SAML Metadata Interoperability Profile section 2.5.1), but tells of neglect. */
function recordCertificates(trace: SsoTrace, { certificates }: IdpMetadata, now: Date): void {
  for (const pem of certificates) {
    const { validToDate, fingerprint256 } = new X509Certificate(pem);
    const seen = `until ${validToDate.toISOString().slice(0, 10)}, SHA-256 ${fingerprint256.slice(0, 23)}…`;
    if (validToDate > now) pass(trace, 'saml.certificate', seen);
    else skip(trace, 'saml.certificate', `The certificate has expired: ${seen}. It is still accepted.`);
  }
}

function recordBinding(trace: SsoTrace, { sso }: IdpMetadata, wanted: string): void {
  if (sso.some(({ binding }) => binding === wanted)) pass(trace, 'saml.binding', wanted);
  else
    skip(
      trace,
      'saml.binding',
      `The provider does not offer the binding ${wanted}: ${sso[0]?.binding} is used.`,
    );
}
