/** Proof that a custom domain is the tenant's: looked for in the DNS when asked, and again before it is used. */
import type { SystemDb, TenantDb } from '../../kernel/db/index.ts';
import { lookForProof, proofRecord, systemTxtResolver, type TxtResolver } from '../../kernel/dns/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { requestContext } from '../../kernel/http/request-context.ts';
import { errors } from './errors.ts';
import * as store from './store-domains.ts';

export interface DomainProofDeps {
  system: SystemDb;
  /** On a developer's machine names below `localhost` need no proof: they lead nowhere else (RFC 6761 section 6.3). */
  endpointIsLoopback: boolean;
  /** The system's resolver unless a test gives another. */
  resolveTxt?: TxtResolver;
}

export type DomainChange = 'added' | 'proved' | 'lapsed' | 'activated' | 'deactivated' | 'removed';

export const tell = (tx: TenantDb, change: DomainChange, domain: string) =>
  emit(tx, { type: `custom_domain.${change}`, subject: { type: 'custom-domain', id: domain } });

export const isLocal = (domain: string) => domain.endsWith('.localhost');

export function createDomainProof(deps: DomainProofDeps) {
  const { system, endpointIsLoopback, resolveTxt = systemTxtResolver } = deps;

  /** Only at the name made for it: the domain itself is usually an alias into the operator's zone. */
  async function isProved(domain: string, proofToken: string): Promise<boolean> {
    if (isLocal(domain) && endpointIsLoopback) return true;
    const { name, value } = proofRecord(domain, proofToken);
    const proof = await lookForProof(resolveTxt, value, [name]);
    if (proof === 'unreachable') throw errors['custom_domain.dns_unreachable']({ domain });
    return proof === 'found';
  }

  /** Keeps what the DNS said. @throws custom_domain.taken */
  async function record(db: TenantDb, domain: string, found: boolean): Promise<store.CustomDomain> {
    return db.inTx(async (tx) => {
      const before = await store.findDomain(tx, domain);
      const after = before && (await store.recordCheck(tx, domain, found));
      if (!after) throw errors['custom_domain.not_found']({ domain });
      if (!before.provedAt && after.provedAt) await tell(tx, 'proved', domain);
      if (before.provedAt && !after.provedAt) await tell(tx, 'lapsed', domain);
      return after;
    });
  }

  /** Another tenant's proof that is gone from the DNS gives way, unless that tenant answers at the name. */
  async function releaseIdle(db: TenantDb, domain: string): Promise<void> {
    const owner = await store.idleOwner(system, domain);
    if (!owner || owner.tenantId === db.tenantId || (await isProved(domain, owner.proofToken))) return;
    // The other tenant's audit log says what happened, not which person of which tenant asked.
    await requestContext.leave(() => record(system.forTenant(owner.tenantId), domain, false));
  }

  /** Asks the DNS now. @throws custom_domain.unproved, custom_domain.taken, custom_domain.dns_unreachable */
  return async function checkProof(db: TenantDb, domain: string): Promise<store.CustomDomain> {
    const claim = await store.findDomain(db, domain);
    if (!claim) throw errors['custom_domain.not_found']({ domain });
    const found = await isProved(domain, claim.proofToken);
    if (found) await releaseIdle(db, domain);
    const after = await record(db, domain, found);
    const { name, value } = proofRecord(domain, claim.proofToken);
    if (!found) throw errors['custom_domain.unproved']({ domain, name, record: value });
    return after;
  };
}
