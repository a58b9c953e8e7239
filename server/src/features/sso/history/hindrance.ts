/** Why a connection is not put back by itself although sign-ins fail. */
import type { Clock } from '../../../kernel/clock/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { IdpMetadata } from '../saml/idp-metadata.ts';
import type { StoredConnector } from '../store.ts';
import { letsOthersIn, trustsAgain, type Verdict } from './evidence.ts';
import type { Connected, Hindrance } from './revision.ts';
import type { StoredVersion } from './store.ts';

interface HindranceDeps {
  clock: Clock;
  connectors: Pick<Connectors, 'validated'>;
  readMetadata(url: string, entityId: string | undefined): Promise<IdpMetadata>;
}

/** Whether the secret of this connection has ended, as far as anybody has said when it does. */
export function hasExpiredSecret({ config }: Connected, now: Date): boolean {
  const { clientSecret, clientSecretExpiresAt: ends } = config;
  return clientSecret !== undefined && typeof ends === 'string' && ends < now.toISOString().slice(0, 10);
}

const provesBySecret = ({ config: { clientAuthentication: by } }: Connected) =>
  typeof by !== 'string' || by.startsWith('client_secret');

/** Whether it fits the form of today. */
export function isUsable(
  connectors: Pick<Connectors, 'validated'>,
  provider: string,
  config: Connected['config'],
): boolean {
  try {
    connectors.validated(provider, config);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

export function createHindrance({ clock, connectors, readMetadata }: HindranceDeps) {
  /**
   * Whoever has the key of a certificate that somebody took out can sign as many responses as they like. So the
   * provider itself has to say today that the certificates of then are still its own.
   */
  async function isStillPublished({ config, samlMetadata }: StoredVersion): Promise<boolean> {
    if (typeof config.metadataUrl !== 'string' || !samlMetadata) return false;
    try {
      const now = await readMetadata(config.metadataUrl, samlMetadata.entityId);
      return samlMetadata.certificates.every((certificate) => now.certificates.includes(certificate));
    } catch (error) {
      if (error instanceof SsoFailure) return false;
      throw error;
    }
  }

  return async function hindranceTo(
    { provider }: StoredConnector,
    version: StoredVersion,
    {
      earlier,
      fields,
      bySignatures,
    }: Pick<Verdict, 'bySignatures'> & { earlier: Connected; fields: string[] },
  ): Promise<Hindrance | undefined> {
    const secretReturns = fields.includes('config.clientSecret') && provesBySecret(earlier);
    if (secretReturns && hasExpiredSecret(earlier, clock.now())) return 'secret-expired';
    if (letsOthersIn(fields)) return 'lets-others-in';
    if (!isUsable(connectors, provider, earlier.config)) return 'unusable';
    if (bySignatures && trustsAgain(fields) && !(await isStillPublished(version))) return 'trusts-again';
    return undefined;
  };
}
