/** Proof that a domain belongs to the organization: a DNS record, or the operator's word (DESIGN section 7). */
import { Resolver } from 'node:dns/promises';
import { randomToken } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { claimableDomain } from '../../protocol/domains.ts';
import { errors } from './errors.ts';
import type { ConnectorDomain, DomainInput } from './schema.ts';
import type { TxtResolver } from './service.ts';
import * as store from './store.ts';

/** Adds a domain to a connector; claims it alone unless the operator allows a choice. */
export async function addDomain(
  db: TenantDb,
  connectorId: string,
  input: DomainInput,
): Promise<ConnectorDomain> {
  const { domain, problem } = claimableDomain(input.name);
  if (problem) throw errors[`sso.domain_${problem}`]({ domain: input.name });
  const owner = input.allowChoice ? undefined : await store.otherOwner(db, domain, connectorId);
  if (owner !== undefined) throw errors['sso.domain_taken']({ domain, connectorId: owner });
  return store.upsertDomain(db, {
    name: domain,
    connectorId,
    proofToken: randomToken(24),
    provedBy: input.proved ? 'operator' : null,
  });
}

/** Where the record goes and what it says. */
export function proofRecord({ name, proofToken }: Pick<ConnectorDomain, 'name' | 'proofToken'>) {
  return { name: `_gatehouse.${name}`, value: `gatehouse-verify=${proofToken}` };
}

export const systemTxtResolver: TxtResolver = (name) =>
  new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(name);

/** The name does not exist, or has no such record: an answer, not a failure. */
const noRecord = new Set(['ENOTFOUND', 'ENODATA', 'NOTFOUND', 'NODATA']);

async function txtAt(resolve: TxtResolver, name: string): Promise<string[]> {
  try {
    // A long text comes in pieces of 255 bytes (RFC 1035 section 3.3.14).
    return (await resolve(name)).slice(0, 200).map((pieces) => pieces.join('').trim());
  } catch (error) {
    if (error instanceof Error && 'code' in error && noRecord.has(String(error.code))) return [];
    throw error;
  }
}

/** Looks at `_gatehouse.{domain}` and at the domain itself. */
export async function hasProof(resolve: TxtResolver, domain: ConnectorDomain): Promise<boolean> {
  const { name, value } = proofRecord(domain);
  const looks = await Promise.allSettled([txtAt(resolve, name), txtAt(resolve, domain.name)]);
  const found = looks.some((look) => look.status === 'fulfilled' && look.value.includes(value));
  const failed = looks.some((look) => look.status === 'rejected');
  if (!found && failed) throw errors['sso.dns_unreachable']({ domain: domain.name });
  return found;
}
