/**
 * Writes the trace of an attempt: once when it starts and once when it ends, each in one statement. What somebody is
 * found by is written with it, as keyed hashes of the addresses that were typed and said.
 */
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Sealer } from '../../../kernel/crypto/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { shortenEmail } from '../../../protocol/oidc-claims.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { CauseCode } from '../causes.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { SsoSettings } from '../settings.ts';
import * as store from '../store-attempts.ts';
import { type SsoTrace, skip } from '../trace.ts';
import { addressHash } from './addresses.ts';
import { type Evidence, type Said, sealEvidence } from './evidence.ts';

interface RecorderDeps {
  sealer: Sealer;
  settings: Pick<SsoSettings, 'of'>;
  clock: Clock;
}

export interface TraceStart {
  outcome: 'started' | 'failed';
  cause?: CauseCode;
  /** What the person typed. */
  typed?: string | undefined;
  /** Which version of the connector's connection it goes by. */
  connection?: number | undefined;
  /** Anybody can call a callback with rubbish: what comes of it is short-lived. */
  rubbish?: boolean;
}

export interface TraceResult {
  outcome: store.TraceOutcome;
  cause?: CauseCode;
  userId?: string;
  identity?: ExternalIdentity;
}

const daysOfRubbish = 1;

export type Recorder = ReturnType<typeof createRecorder>;

export function createRecorder({ sealer, settings, clock }: RecorderDeps) {
  const hashOf = (tenantId: string, text: string | undefined) =>
    text === undefined ? null : (addressHash(sealer, tenantId, text) ?? null);

  return {
    /** The first of the trace's two writes. */
    async begin(tenant: Pick<Tenant, 'id' | 'db'>, trace: SsoTrace, start: TraceStart): Promise<void> {
      const { reference, connectorId, attemptId = null, applicationId = null, steps, address } = trace;
      const { attemptDays } = await settings.of(tenant);
      const { outcome, cause = null, typed, connection = null, rubbish = false } = start;
      await store.insertTrace(tenant.db, {
        reference,
        connectorId,
        attemptId,
        applicationId,
        outcome,
        cause,
        steps,
        connection,
        email: address === undefined ? null : shortenEmail(address),
        typedHash: hashOf(tenant.id, typed),
        emailHash: hashOf(tenant.id, address),
        days: rubbish ? daysOfRubbish : attemptDays,
        rubbish,
        evidence: taken(trace),
      });
    },

    /** What the provider said, until one of the two writes takes it along. */
    async keep(
      tenant: Pick<Tenant, 'id' | 'db'>,
      trace: SsoTrace,
      { verified, ...said }: Said,
      asked: Pick<Evidence, 'startedAt' | 'maxAge'>,
    ): Promise<void> {
      const { evidenceDays: days } = await settings.of(tenant);
      if (days === 0) return;
      const at = clock.now().getTime();
      const { reference } = trace;
      const sealed = sealEvidence(
        sealer,
        { tenantId: tenant.id, reference },
        { ...said, ...asked, at },
        verified,
      );
      if (sealed) trace.evidence = { sealed, verified, days };
      else skip(trace, 'evidence', 'What the provider said is too large to be kept.');
    },

    /** The second. A trace that has ended stays as it is. */
    async close(db: TenantDb, trace: SsoTrace, result: TraceResult): Promise<void> {
      const { identity } = result;
      const address = identity?.email ?? trace.address;
      await store.finishTrace(db, {
        reference: trace.reference,
        outcome: result.outcome,
        cause: result.cause ?? null,
        userId: result.userId ?? null,
        email: address === undefined ? null : shortenEmail(address),
        emailHash: hashOf(db.tenantId, address),
        steps: trace.steps.splice(0),
        claims: identity ? redacted(identity) : null,
        evidence: taken(trace),
      });
    },
  };
}

/** Once: an attempt may be written again when the person has proved a local account. */
function taken(trace: SsoTrace): SsoTrace['evidence'] {
  const { evidence } = trace;
  delete trace.evidence;
  return evidence;
}

/** Which claims came, and the few values that settle a dispute without telling who the person is. */
function redacted({ claims, issuer, subject }: ExternalIdentity): Record<string, unknown> {
  const telling = ['tid', 'oid', 'hd', 'idp', 'ver', 'email_verified', 'xms_edov', 'acr', 'amr'];
  const values = telling.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]]));
  return { names: Object.keys(claims).sort(), issuer, subject, ...Object.fromEntries(values) };
}
