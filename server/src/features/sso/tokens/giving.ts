/** Gives the provider's access token of a person to an application that may have it. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Applications } from '../../applications/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Lookup } from '../lookup.ts';
import type { StoredConnector } from '../store.ts';
import { errors } from './errors.ts';
import { fitsForTokens } from './policy.ts';
import { createTokenRefresh, type RefreshDeps, unavailable } from './refresh.ts';
import * as store from './store.ts';

/** Of the person's access token: the application has to have asked for it. */
export const providerTokensScope = 'urn:gatehouse:scope:provider_tokens';

/** A token that runs out on its way is of no use to anybody. */
const freshSeconds = 60;

/** Who asks: an application in the name of a person who came to it by a connector. */
export interface TokenAsker {
  applicationId: string;
  userId: string;
  scopes: ReadonlySet<string>;
  /** How the person signed in. */
  connectorId: string | null;
}

export interface GivenToken {
  accessToken: string;
  scope: string;
  expiresAt: Date | null;
  expiresIn: number | null;
}

export interface GivingDeps extends RefreshDeps {
  lookup: Pick<Lookup, 'load' | 'isSwitchedOn'>;
  applications?: Pick<Applications, 'get'>;
}

/** The same answer for a connector that isn't there: nobody learns which there are. */
async function permitted(
  { lookup, applications }: GivingDeps,
  tenant: Tenant,
  id: string,
  asker: TokenAsker,
): Promise<StoredConnector> {
  const [on, connector, application] = await Promise.all([
    lookup.isSwitchedOn(tenant),
    lookup.load(tenant, id),
    applications?.get(tenant, asker.applicationId),
  ]);
  const { tokenStorage, enabled } = connector ?? {};
  const allowed = tokenStorage?.enabled && tokenStorage.applications.includes(asker.applicationId);
  if (!connector || !on || !enabled || !allowed || !application || !fitsForTokens(application))
    throw errors['sso.token_not_permitted']({ id });
  return connector;
}

/** One event speaks for an hour, however often an application asks. */
async function tell(db: TenantDb, connectorId: string, held: store.HeldTokens, asker: TokenAsker) {
  if (!held.untold) return;
  const { applicationId, userId } = asker;
  await db.inTx(async (tx) => {
    if (!(await store.markTold(tx, held.id, applicationId))) return;
    const actor = { type: 'application' as const, id: applicationId };
    const subject = { type: 'user', id: userId };
    await emit(tx, { type: 'sso.token_issued', subject, actor, applicationId, connectorId });
  });
}

const isGone = (error: unknown) => error instanceof AppError && error.code === 'sso.token_unavailable';

/** @throws sso.token_scope_missing, sso.token_not_permitted, sso.token_unavailable, sso.token_provider_failed */
export function createTokenGiving(deps: GivingDeps) {
  const refreshed = createTokenRefresh(deps);

  async function fresh(
    place: { tenant: Tenant; connector: StoredConnector; applicationId: string },
    held: store.HeldTokens,
  ): Promise<store.HeldTokens> {
    const left = held.secondsLeft ?? Number.POSITIVE_INFINITY;
    if (left >= freshSeconds) return held;
    const isUsable = left > 0;
    if (!held.hasRefresh && !isUsable) throw unavailable('sign_in_again');
    if (isUsable && (!held.hasRefresh || held.busy || held.paused)) return held;
    try {
      return { ...(await refreshed(place, held)), untold: held.untold };
    } catch (error) {
      // A provider that is down for a moment takes nothing away that is still good.
      if (isUsable && !isGone(error)) return held;
      throw error;
    }
  }

  return async function accessToken(
    tenant: Tenant,
    connectorId: string,
    asker: TokenAsker,
  ): Promise<GivenToken> {
    if (!asker.scopes.has(providerTokensScope))
      throw errors['sso.token_scope_missing']({ scope: providerTokensScope });
    const connector = await permitted(deps, tenant, connectorId, asker);
    // Who came in by a password has not shown the provider anything.
    if (asker.connectorId !== connectorId) throw unavailable('signed_in_otherwise');
    const { userId, applicationId } = asker;
    const found = await store.findHeld(tenant.db, { connectorId, userId, applicationId });
    if (!found) throw unavailable('not_stored');
    const held = await fresh({ tenant, connector, applicationId }, found);
    const token = deps.sealing.open(tenant.db.tenantId, held.id, 'access', held.sealedAccess);
    await tell(tenant.db, connectorId, held, asker);
    const { scope, expiresAt, secondsLeft: expiresIn } = held;
    return { accessToken: token, scope, expiresAt, expiresIn };
  };
}
