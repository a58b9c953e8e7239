/** What of a SAML connector ends some day: the provider's certificates, and metadata that nobody fetches anew. */
import { X509Certificate } from 'node:crypto';
import type { ExpiryFact } from '../expiry.ts';
import type { Connector } from '../schema.ts';

/** What was fetched from the address of the provider's metadata, if that is how the connector knows it. */
export interface FetchedMetadata {
  certificates: readonly string[];
  validUntil: string | undefined;
  /** Whether the last try to fetch it failed. */
  failing: boolean;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function endOf(pem: string): number {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return Number.NaN;
  }
}

const dateOf = (time: number): Date | undefined => (Number.isFinite(time) ? new Date(time) : undefined);

/** While one of the trusted certificates lasts, the provider can sign with it. */
const endOfAll = (pems: readonly string[]): Date | undefined =>
  dateOf(Math.max(...pems.map(endOf).filter((time) => !Number.isNaN(time))));

export function samlExpiryFacts(
  { id, name, config }: Connector,
  fetched: FetchedMetadata | undefined,
): ExpiryFact[] {
  const certificates = endOfAll(fetched?.certificates ?? texts(config.certificates));
  // Metadata at an address is fetched again before it ends, as long as that works.
  const given = fetched ? (fetched.failing ? fetched.validUntil : undefined) : config.metadataValidUntil;
  const metadata = typeof given === 'string' ? dateOf(Date.parse(given)) : undefined;
  const fact = (kind: 'saml-certificate' | 'saml-metadata', expiresAt: Date | undefined): ExpiryFact[] =>
    expiresAt
      ? [
          {
            kind,
            key: `sso-connector:${id}:${kind}`,
            name,
            expiresAt,
            renewalPath: `enterprise-sso/${id}/connection`,
            connector: { id, name },
          },
        ]
      : [];
  return [...fact('saml-certificate', certificates), ...fact('saml-metadata', metadata)];
}
