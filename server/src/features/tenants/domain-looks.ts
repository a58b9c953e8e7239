/**
 * The daily look at the proofs of custom domains, and what the expiry radar hears of it. A record that has vanished
 * ends nothing: the tenant goes on answering at its domain.
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import { lookForProof, proofRecord, systemTxtResolver } from '../../kernel/dns/index.ts';
import type { JobDefinition } from '../../kernel/jobs/index.ts';
import { type DomainProofDeps, isLocal } from './domain-proof.ts';
import * as store from './store-domain-looks.ts';

const hour = 3_600_000;
/** A little less than a day, so that a look doesn't move to a later hour each day. */
const restHours = 20;
const mostOfOneRun = 1_000;
const graceDays = 7;

export function createDomainLooks({
  endpointIsLoopback,
  resolveTxt = systemTxtResolver,
}: DomainProofDeps): JobDefinition<unknown> {
  return {
    name: 'tenants.look-at-domains',
    every: hour,
    async run({ system, clock }) {
      const at = clock.now();
      const before = new Date(at.getTime() - restHours * hour);
      for (const { tenantId, domain, proofToken } of await store.domainsToLookAt(
        system,
        before,
        mostOfOneRun,
      )) {
        if (isLocal(domain) && endpointIsLoopback) continue;
        const { name, value } = proofRecord(domain, proofToken);
        const proof = await lookForProof(resolveTxt, value, [name]);
        await store.recordLook(system.forTenant(tenantId), domain, { proof, at });
      }
    },
  };
}

/** As the expiry radar takes it. */
export async function customDomainFacts(db: TenantDb) {
  const missing = await store.missingDomains(db);
  return missing.map(({ domain, missingSince }) => ({
    kind: 'custom-domain-proof' as const,
    key: `custom-domain:${domain}`,
    name: domain,
    expiresAt: new Date(missingSince.getTime() + graceDays * 24 * hour),
    tellsAtTheEndOnly: true,
    renewalPath: 'settings/domains',
    connector: null,
  }));
}
