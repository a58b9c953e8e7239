/** Proof that a domain belongs to the organization: a DNS record, or the operator's word (DESIGN section 7). */
import { randomToken } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { lookForProof, proofRecord, type TxtResolver } from '../../kernel/dns/index.ts';
import { claimableDomain } from '../../protocol/domains.ts';
import { errors } from './errors.ts';
import type { ConnectorDomain, DomainInput } from './schema.ts';
import * as store from './store-domains.ts';

export interface DomainClaim extends DomainInput {
  /** An administrator has named the domain for this connector: what somebody else only claims is not in its way. */
  besideUnproved?: boolean;
}

/** Adds a domain to a connector; claims it alone unless the operator allows a choice. */
export async function addDomain(
  db: TenantDb,
  connectorId: string,
  input: DomainClaim,
): Promise<ConnectorDomain> {
  const { domain, problem } = claimableDomain(input.name);
  if (problem) throw errors[`sso.domain_${problem}`]({ domain: input.name });
  const provedOnly = input.besideUnproved === true;
  const owner = input.allowChoice
    ? undefined
    : await store.otherOwner(db, domain, connectorId, { provedOnly });
  if (owner !== undefined) throw errors['sso.domain_taken']({ domain, connectorId: owner });
  return store.upsertDomain(db, {
    name: domain,
    connectorId,
    proofToken: randomToken(24),
    provedBy: input.proved ? 'operator' : null,
  });
}

/** The record by which a claimed domain is proved. */
export const recordOf = ({ name, proofToken }: Pick<ConnectorDomain, 'name' | 'proofToken'>) =>
  proofRecord(name, proofToken);

/** Looks at `_gatehouse.{domain}` and at the domain itself. */
export async function hasProof(resolve: TxtResolver, domain: ConnectorDomain): Promise<boolean> {
  const { name, value } = recordOf(domain);
  const proof = await lookForProof(resolve, value, [name, domain.name]);
  if (proof === 'unreachable') throw errors['sso.dns_unreachable']({ domain: domain.name });
  return proof === 'found';
}
