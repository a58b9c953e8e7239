/**
 * "Would it pass now?": an attempt of before, judged by the connector's present settings. Nobody is signed in, nothing
 * is spent and nothing written but the event that tells of it. What can't be done again is said beside the verdict.
 */
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Sealer } from '../../../kernel/crypto/index.ts';
import { rateLimited } from '../../../kernel/errors/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { CauseCode } from '../causes.ts';
import type { Connectors } from '../connectors.ts';
import { errors } from '../errors.ts';
import type { SsoDeps } from '../service.ts';
import type { SsoSettings } from '../settings.ts';
import type { StoredConnector } from '../store.ts';
import { findTrace, type StoredTrace } from '../store-attempts.ts';
import { newTrace, type TraceStep } from '../trace.ts';
import { type Evidence, openEvidence } from './evidence.ts';
import { createJudgeAgain, type JudgeAgainDeps, type Verdict } from './judge-again.ts';
import { type Unrepeated, whyNot } from './not-repeated.ts';
import { findEvidence } from './store-evidence.ts';

export interface ReplayDeps extends JudgeAgainDeps, Pick<SsoDeps, 'admitPreview'> {
  sealer: Sealer;
  clock: Clock;
  connectors: Pick<Connectors, 'existing'>;
  settings: Pick<SsoSettings, 'of'>;
}

export interface Replay {
  outcome: 'pass' | 'fail';
  cause: CauseCode | null;
  evidence: Evidence['kind'] | 'none';
  steps: TraceStep[];
  notRepeated: { rule: Unrepeated; why: string }[];
  connectionChangedSince: boolean;
}

/** Of the connection and not of an answer: a look at the connection tells whether it would be the same now. */
export function isOfConnection({ cause, steps }: Pick<StoredTrace, 'cause' | 'steps'>): boolean {
  const failed = steps.find(({ verdict }) => verdict === 'fail')?.rule ?? '';
  if (['connector.open', 'discovery', 'saml.metadata'].includes(failed)) return true;
  if (failed !== 'token.exchange' || cause === null || cause === 'client.redirect_uri') return false;
  if (/^(client|discovery)\./.test(cause)) return true;
  // Before any call was made it was the browser that brought the news.
  const called = steps.some(({ rule: name }) => name === 'call.token' || name === 'call.discovery');
  return called && /^idp\.(unreachable|address_refused|bad_answer)$/.test(cause);
}

export function createReplay(deps: ReplayDeps) {
  const { sealer, clock, connectors, settings } = deps;
  const judgeAgain = createJudgeAgain(deps);

  /** The evidence of an attempt, and until when there is some. */
  async function keptOf(tenant: Pick<Tenant, 'id' | 'db'>, reference: string) {
    const { evidenceDays } = await settings.of(tenant);
    const row = await findEvidence(tenant.db, reference, evidenceDays);
    const evidence = row && openEvidence(sealer, { tenantId: tenant.id, reference }, row.sealed);
    return evidence && { evidence, until: row.until };
  }

  return {
    /** Until when an attempt can be replayed; undefined when it can't. */
    async replayableUntil(tenant: Pick<Tenant, 'id' | 'db'>, trace: StoredTrace): Promise<Date | undefined> {
      const kept = await keptOf(tenant, trace.reference);
      if (kept) return kept.until;
      return isOfConnection(trace) ? trace.expiresAt : undefined;
    },

    async replay(
      tenant: Tenant,
      reference: string,
      caller: { account: string; address: string | undefined },
    ): Promise<Replay> {
      const admission = await deps.admitPreview(tenant.db, caller);
      if (!admission.admitted) throw rateLimited(admission.retryAfterSeconds);
      const before = await findTrace(tenant.db, reference);
      if (!before) throw errors['sso.attempt_not_found']({ reference });
      const { connectorId } = before;
      const connector = await connectors.existing(tenant.db, connectorId);
      const evidence = (await keptOf(tenant, reference))?.evidence;
      if (!evidence && !isOfConnection(before)) throw errors['sso.attempt_not_replayable']({ reference });
      const trace = newTrace({ connectorId }, clock);
      const looking = { tenant, connector, trace, evidence, unrepeated: new Set<Unrepeated>() };
      const verdict = await judgeAgain(looking, before);
      await emit(tenant.db, replayed(before, verdict));
      if (verdict === 'undecided') throw errors['sso.attempt_undecided']({ reference });
      return {
        outcome: verdict ? 'fail' : 'pass',
        cause: verdict,
        evidence: evidence?.kind ?? 'none',
        steps: trace.steps,
        notRepeated: [...looking.unrepeated].map((name) => ({ rule: name, why: whyNot[name] })),
        connectionChangedSince: hasChanged(connector, before),
      };
    },
  };
}

const hasChanged = ({ connection, updatedAt }: StoredConnector, before: StoredTrace): boolean =>
  before.connection === null ? updatedAt > before.startedAt : connection !== before.connection;

const replayed = ({ reference, connectorId }: StoredTrace, verdict: Verdict) => ({
  type: 'sso.attempt_replayed',
  subject: { type: 'sso-connector', id: connectorId },
  connectorId,
  data: { reference, outcome: verdict === 'undecided' ? verdict : verdict ? 'fail' : 'pass', cause: verdict },
});
