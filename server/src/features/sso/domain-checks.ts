/**
 * The daily look at the proofs of domains. A record that has vanished is noted, and after a week the expiry radar
 * tells of it; the proof itself stays, because a DNS server's mistake must not lock a company out.
 */
import { lookForProof, type TxtResolver } from '../../kernel/dns/index.ts';
import type { JobDefinition } from '../../kernel/jobs/index.ts';
import { recordOf } from './domains.ts';
import { type DueDomain, domainsToLookAt, recordLook, recordSilence } from './store-domain-checks.ts';

const hour = 3_600_000;
/** A little less than a day, so that a look doesn't move to a later hour each day. */
const restHours = 20;
const atOnce = 5;
/** Of one run; the next one goes on. */
const mostOfOneRun = 1_000;

export function createDomainChecks(resolveTxt: TxtResolver): JobDefinition<unknown> {
  return {
    name: 'sso.look-at-domains',
    every: hour,
    async run({ system, clock }) {
      const at = clock.now();
      const before = new Date(at.getTime() - restHours * hour);
      const due = await domainsToLookAt(system, before, mostOfOneRun);

      async function look({ tenantId, ...claim }: DueDomain): Promise<void> {
        const { name, value } = recordOf({ name: claim.domain, proofToken: claim.proofToken });
        const proof = await lookForProof(resolveTxt, value, [name, claim.domain]);
        const db = system.forTenant(tenantId);
        if (proof === 'unreachable') await recordSilence(db, claim, at);
        else await recordLook(db, claim, { found: proof === 'found', at });
      }

      for (let i = 0; i < due.length; i += atOnce) await Promise.all(due.slice(i, i + atOnce).map(look));
    },
  };
}
