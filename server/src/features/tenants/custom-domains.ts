/**
 * Host names of a tenant's own: claimed, proved by a DNS record, activated (docs/decisions/custom-domains.md).
 * Which of them leads where is decided in `addresses.ts` and `service.ts`.
 */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { randomToken } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { proofRecord } from '../../kernel/dns/index.ts';
import { claimableDomain } from '../../protocol/domains.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import { createDomainProof, type DomainChange, type DomainProofDeps, isLocal, tell } from './domain-proof.ts';
import { bumpRegistry } from './domain-registry.ts';
import { errors } from './errors.ts';
import * as store from './store-domains.ts';

export interface CustomDomainsDeps extends DomainProofDeps {
  cache: TenantCache;
  /** The configured endpoint, without a slash at its end. */
  endpoint: string;
}

export type CustomDomains = ReturnType<typeof createCustomDomains>;

/** One for each brand, and one to move to. */
const mostDomains = 5;

/** The one spelling of a name that a tenant may have. */
function claimable(text: string, addresses: Addresses, endpointIsLoopback: boolean): string {
  const { domain, problem } = claimableDomain(text);
  if (problem) throw errors[`custom_domain.${problem}`]({ domain: text });
  if (addresses.isOwn(domain) || (isLocal(domain) && !endpointIsLoopback)) {
    throw errors['custom_domain.reserved']({ domain });
  }
  return domain;
}

async function get(db: TenantDb, domain: string): Promise<store.CustomDomain> {
  const found = await store.findDomain(db, domain);
  if (!found) throw errors['custom_domain.not_found']({ domain });
  return found;
}

export function createCustomDomains(deps: CustomDomainsDeps) {
  const { system, cache, endpoint, endpointIsLoopback } = deps;
  const addresses = createAddresses(endpoint);
  const verify = createDomainProof(deps);

  /** One transaction with what makes every node see it. */
  async function readdress(
    db: TenantDb,
    change: DomainChange,
    domain: string,
    write: (tx: TenantDb) => Promise<boolean>,
  ): Promise<store.CustomDomain> {
    await system.inTx(async (systemTx) => {
      const tx = systemTx.forTenant(db.tenantId);
      if (!(await write(tx))) return;
      await tell(tx, change, domain);
      await cache.bump(tx);
      await bumpRegistry(systemTx, cache);
    });
    return get(db, domain);
  }

  /** Applications hold the issuer in their configuration, so whoever changes it says that they know which. */
  function assertConfirmed(domain: string, issuer: string): void {
    const expected = addresses.atDomain(domain).issuer;
    if (issuer !== expected) throw errors['custom_domain.unconfirmed']({ issuer: expected });
  }

  return {
    list: store.listDomains,
    get,
    /** Where the tenant answers, or would, with this domain. */
    addressOf: (domain: string) => addresses.atDomain(domain),
    recordOf: ({ domain, proofToken }: store.CustomDomain) => proofRecord(domain, proofToken),
    verify,

    async add(db: TenantDb, text: string): Promise<store.CustomDomain> {
      // Administrators sign in where the operator put the installation, and nowhere else.
      if (db.tenantId === 'admin') throw errors['custom_domain.not_here']();
      const domain = claimable(text, addresses, endpointIsLoopback);
      return db.inTx(async (tx) => {
        // Its lock on the tenant makes those who add at once count one after another.
        await cache.bump(tx);
        const isFull = (await store.countDomains(tx)) >= mostDomains;
        if (isFull) throw errors['custom_domain.too_many']({ most: mostDomains });
        const added = await store.insertDomain(tx, domain, randomToken(24));
        await tell(tx, 'added', domain);
        return added;
      });
    },

    /** The tenant answers at the domain from now on, and it becomes its first address. */
    async activate(db: TenantDb, domain: string, issuer: string): Promise<store.CustomDomain> {
      const { provedAt } = await get(db, domain);
      assertConfirmed(domain, issuer);
      if (!provedAt) throw errors['custom_domain.not_proved']({ domain });
      await verify(db, domain);
      return readdress(db, 'activated', domain, async (tx) => {
        if (!(await store.activateDomain(tx, domain))) throw errors['custom_domain.not_proved']({ domain });
        return true;
      });
    },

    /** The tenant stops answering there at once; its proof stays. */
    async deactivate(db: TenantDb, domain: string, issuer: string): Promise<store.CustomDomain> {
      await get(db, domain);
      assertConfirmed(domain, issuer);
      return readdress(db, 'deactivated', domain, (tx) => store.deactivateDomain(tx, domain));
    },

    async remove(db: TenantDb, domain: string): Promise<void> {
      await db.inTx(async (tx) => {
        if (await store.deleteDomain(tx, domain)) return tell(tx, 'removed', domain);
        await get(tx, domain);
        throw errors['custom_domain.active']({ domain });
      });
    },
  };
}
