/** The rules of an attempt once more: whether the way is open, what the provider said, whether the person would come in. */
import { groupsClaim } from '../../../protocol/oidc-claims.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { foresee } from '../foresight.ts';
import type { Lookup } from '../lookup.ts';
import { decideRoles } from '../mapping/apply.ts';
import type { ProtocolOf } from '../protocols.ts';
import { consider } from '../resolve.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { SsoDeps } from '../service.ts';
import type { StoredConnector } from '../store.ts';
import type { StoredTrace } from '../store-attempts.ts';
import { fail, pass, rule, type SsoTrace } from '../trace.ts';
import type { Evidence } from './evidence.ts';
import { Undecided, type Unrepeated } from './not-repeated.ts';

export interface JudgeAgainDeps extends Pick<SsoDeps, 'roles' | 'users'> {
  protocolOf: ProtocolOf;
  lookup: Pick<Lookup, 'isSwitchedOn'>;
}

export interface Look {
  tenant: Tenant;
  connector: StoredConnector;
  trace: SsoTrace;
  evidence: Evidence | undefined;
  unrepeated: Set<Unrepeated>;
}

/** null: it would pass. */
export type Verdict = CauseCode | 'undecided' | null;

export function createJudgeAgain({ protocolOf, lookup, users, roles }: JudgeAgainDeps) {
  async function look(looking: Look, before: StoredTrace): Promise<void> {
    const { tenant, connector, trace, evidence, unrepeated } = looking;
    if (evidence) unrepeated.add('callback.request');
    await rule(trace, 'connector.open', async () => {
      if (!connector.enabled) throw new SsoFailure('connector.disabled');
      if (!(await lookup.isSwitchedOn(tenant))) throw new SsoFailure('connector.switched_off');
    });
    const judging = { trace, unrepeated: (name: Unrepeated) => void unrepeated.add(name) };
    const identity = await protocolOf(connector).lookBack(tenant, connector, evidence, judging);
    if (identity) return considered(looking, identity);
    const failed = before.steps.find(({ verdict }) => verdict === 'fail')?.rule;
    if (failed === 'token.exchange' && unrepeated.has('client.authentication'))
      throw new Undecided('client.authentication');
  }

  /** Whether the person would come in, and with which roles. */
  async function considered({ tenant, connector, trace }: Look, identity: ExternalIdentity): Promise<void> {
    const decision = await consider(users, tenant.db, identity);
    await foresee(trace, decision);
    const userId = 'user' in decision ? decision.user.id : undefined;
    try {
      const outcome = await decideRoles(tenant.db, roles, connector, { userId, identity, trace });
      if (outcome) pass(trace, 'roles.result', `${outcome.roles.length} by the rules`);
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      // The provider knows them; only we can't ask it again.
      if (groupsClaim(identity.claims).kind === 'overage') throw new Undecided('groups.graph');
      fail(trace, 'roles.groups', error);
      throw error;
    }
  }

  return async (looking: Look, before: StoredTrace): Promise<Verdict> => {
    try {
      await look(looking, before);
      return null;
    } catch (error) {
      if (error instanceof Undecided) return 'undecided';
      if (error instanceof SsoFailure) return error.causeCode;
      throw error;
    }
  };
}
