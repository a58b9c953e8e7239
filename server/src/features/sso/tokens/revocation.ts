/** Revokes deleted tokens at their provider (RFC 7009), as far as it lets us: a job, tried again while it is down. */
import { z } from 'zod';
import type { JobDefinition } from '../../../kernel/jobs/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { Connection } from '../protocol.ts';
import type { ProtocolOf } from '../protocols.ts';
import { findConnector } from '../store.ts';
import { type RevocationPayload, revocationJob } from './deletion.ts';
import { noTokenStorage } from './schema.ts';
import type { TokenSealing } from './sealing.ts';
import { endRevocations, type QueuedRevocation, queuedRevocations } from './store-revocations.ts';

const batch = 50;

const connection = z.object({
  provider: z.string(),
  config: z.record(z.string(), z.unknown()),
  sealedSecrets: z.string().nullable(),
});

interface Deps {
  sealing: TokenSealing;
  protocolOf: ProtocolOf;
  tenants(id: string): Promise<Tenant | undefined>;
}

/** The connector as it was, as far as speaking to its provider needs it. */
function asItWas(id: string, client: unknown): Connection | undefined {
  const parsed = connection.safeParse(client);
  return parsed.success ? { ...parsed.data, id, tokenStorage: noTokenStorage } : undefined;
}

export function createRevocation({ sealing, protocolOf, tenants }: Deps): JobDefinition<RevocationPayload> {
  async function revoke(tenant: Tenant, connectorId: string, queued: QueuedRevocation): Promise<void> {
    const connector =
      queued.client === null
        ? await findConnector(tenant.db, connectorId)
        : asItWas(connectorId, queued.client);
    const revokeToken = connector && protocolOf(connector).revokeToken;
    if (!revokeToken) return;
    const { kind, token } = sealing.openAny(tenant.db.tenantId, queued.tokenId, queued.sealed);
    await revokeToken(tenant, connector, { kind, token });
  }

  return {
    name: revocationJob,
    maxAttempts: 6,
    atOnce: 2,
    async run({ db, log, lastAttempt }, { connectorId }) {
      const tenant = db && (await tenants(db.tenantId));
      if (!tenant) return;
      for (;;) {
        const queued = await queuedRevocations(tenant.db, connectorId, batch);
        for (const one of queued) {
          try {
            await revoke(tenant, connectorId, one);
          } catch (error) {
            const down = error instanceof SsoFailure && error.causeCode === 'idp.unreachable';
            // The token itself is nowhere in what is thrown; still only the cause is told.
            const cause = error instanceof SsoFailure ? error.causeCode : 'unexpected';
            if (down && !lastAttempt) throw new Error(`Tokens could not be revoked: ${cause}`);
            log.info({ connectorId, cause }, 'a provider’s token was not revoked');
          }
          await endRevocations(tenant.db, [one.id]);
        }
        if (queued.length < batch) return;
      }
    },
  };
}
