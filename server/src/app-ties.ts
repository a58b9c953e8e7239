/** What the provider asks of features that know nothing of it: who may go on, what can be reached, who somebody is. */
import type { createSso } from './features/sso/index.ts';
import type { Tenant } from './features/tenants/index.ts';
import type { createUsers } from './features/users/index.ts';
import { asksForLocal } from './protocol/authentication-contexts.ts';

export async function identitySummaries(
  users: Pick<ReturnType<typeof createUsers>, 'identities'>,
  tenant: Tenant,
  userId: string,
) {
  const identities = await users.identities(tenant.db, userId);
  return identities.map(({ connectorId, issuer, subject, claims }) => ({
    connectorId,
    issuer,
    subject,
    claims,
  }));
}

/** By the provider, or by a second factor of our own where that may stand in: it may for every sign-in without SSO. */
export async function offersAcr(
  sso: Pick<ReturnType<typeof createSso>, 'offersAcr' | 'localStepUp'>,
  tenant: Tenant,
  connectorId: string | null,
  words: readonly string[],
): Promise<boolean> {
  if (asksForLocal(words) && (connectorId === null || (await sso.localStepUp(tenant, connectorId))))
    return true;
  return connectorId !== null && sso.offersAcr(tenant, connectorId, words.join(' '));
}

/** A disabled connector and enforced SSO stop people at once, refresh tokens included (DESIGN section 7). */
export async function mayContinue(
  sso: ReturnType<typeof createSso>,
  tenant: Tenant,
  account: { id: string; email: string | null; emailVerified: boolean },
  connectorId: string | null,
): Promise<boolean> {
  if (connectorId && !(await sso.connector(tenant, connectorId))) return false;
  if (!(await sso.enforcedConnectorFor(tenant, account))) return true;
  if (!connectorId) return sso.breakGlass.isOpenFor(tenant.db, account.id);
  if (!account.email) return false;
  return (await sso.connectorsForEmail(tenant, account.email)).some(
    (connector) => connector.id === connectorId,
  );
}
