/** One run to the identity provider and back: start sends the browser off, finish takes its answer apart. */
import type { Clock } from '../../kernel/clock/index.ts';
import { randomToken, type Sealer } from '../../kernel/crypto/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { causeError, errors, SsoFailure } from './errors.ts';
import { type ChangeWatch, whoOf } from './history/watch.ts';
import type { Lookup } from './lookup.ts';
import type { ProtocolOf } from './protocols.ts';
import type { Said } from './recorder/evidence.ts';
import type { Recorder } from './recorder/recorder.ts';
import { type OpenedRequest, openRequest, RequestRefused, takeRequest } from './requests.ts';
import type { ExternalIdentity } from './schema.ts';
import type { Sso, SsoCallback, SsoResult, StartInput } from './service.ts';
import { LeftToLocalFactor } from './step-up.ts';
import type { StoredConnector } from './store.ts';
import { fail, newTrace, pass, rule, type SsoTrace } from './trace.ts';

interface AttemptsDeps {
  sealer: Sealer;
  lookup: Lookup;
  protocolOf: ProtocolOf;
  recorder: Recorder;
  watch: ChangeWatch;
  clock: Clock;
}

export function createAttempts({ sealer, lookup, protocolOf, recorder, watch, clock }: AttemptsDeps) {
  /** The connector, if its way is open now: looked at again on the way back. */
  async function openConnector(tenant: Tenant, id: string): Promise<StoredConnector> {
    const [on, connector] = await Promise.all([lookup.isSwitchedOn(tenant), lookup.load(tenant, id)]);
    if (!connector) throw new SsoFailure('connector.unknown');
    if (!connector.enabled) throw new SsoFailure('connector.disabled');
    if (!on) throw new SsoFailure('connector.switched_off');
    return connector;
  }

  async function start(tenant: Tenant, input: StartInput): ReturnType<Sso['start']> {
    const { connectorId, attemptId, applicationId, loginHint: typed } = input;
    const known = await lookup.load(tenant, connectorId);
    if (!known) throw errors['sso.connector_not_found']({ id: connectorId });
    const { connection } = known;
    const trace = newTrace({ connectorId, attemptId, ...(applicationId && { applicationId }) }, clock);
    try {
      const connector = await rule(trace, 'connector.open', () => openConnector(tenant, connectorId));
      const state = randomToken();
      const { go, secrets } = await protocolOf(connector).begin(tenant, connector, input, { state, trace });
      await recorder.begin(tenant, trace, { outcome: 'started', typed, connection });
      const { maxAge } = input;
      const cookie = await openRequest(tenant, sealer, {
        state,
        kept: {
          secrets,
          who: whoOf(tenant, typed),
          ...(maxAge !== undefined && { maxAge }),
          began: trace.startedAt!,
        },
        connector,
        attemptId,
        reference: trace.reference,
      });
      return { ...go, cookie };
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      const { causeCode: cause } = error;
      await recorder.begin(tenant, trace, { outcome: 'failed', cause, typed, connection });
      const { reference } = trace;
      await watch.failed(tenant, connectorId, { reference, failure: error, who: whoOf(tenant, typed) });
      throw causeError(cause, reference);
    }
  }

  async function finish(tenant: Tenant, callback: SsoCallback): Promise<SsoResult> {
    const { connectorId } = callback;
    const trace = newTrace({ connectorId }, clock);
    const known: { request?: OpenedRequest } = {};
    try {
      const identity = await answered(tenant, callback, trace, known);
      return { outcome: 'identified', attemptId: trace.attemptId!, identity, trace };
    } catch (error) {
      if (error instanceof RequestRefused)
        return refused(recorder, tenant, trace, error, await lookup.load(tenant, trace.connectorId));
      if (!(error instanceof SsoFailure)) throw error;
      await recorder.close(tenant.db, trace, { outcome: 'failed', cause: error.causeCode });
      const { attemptId, reference } = trace;
      const { request } = known;
      if (request) {
        const answered = { answer: callback, request };
        await watch.failed(tenant, connectorId, { reference, failure: error, who: request.who, answered });
      }
      return {
        outcome: 'failed',
        ...(attemptId && { attemptId }),
        error: causeError(error.causeCode, reference),
        reference,
        ...(error instanceof LeftToLocalFactor && { leftToLocal: true }),
      };
    }
  }

  async function answered(
    tenant: Tenant,
    callback: SsoCallback,
    trace: SsoTrace,
    known: { request?: OpenedRequest },
  ): Promise<ExternalIdentity> {
    const request = await takeRequest(tenant, sealer, callback);
    known.request = request;
    trace.reference = request.reference;
    trace.attemptId = request.attemptId;
    trace.startedAt = request.began ?? request.startedAt.getTime();
    pass(trace, 'callback.request', 'known, in time, first use, same browser');
    const { connectorId } = callback;
    const connector = await rule(trace, 'connector.open', () => openConnector(tenant, connectorId));
    const { startedAt, maxAge } = request;
    const asked = { startedAt: startedAt.getTime(), ...(maxAge !== undefined && { maxAge }) };
    return keeping(tenant, trace, asked, (keep) =>
      protocolOf(connector).finish(tenant, connector, callback, request, { trace, keep }),
    );
  }

  /** What is judged is kept, whatever comes of it. */
  async function keeping<T>(
    tenant: Tenant,
    trace: SsoTrace,
    asked: { startedAt: number; maxAge?: number },
    judge: (keep: (said: Said) => void) => Promise<T>,
  ): Promise<T> {
    let last: Said | undefined;
    try {
      return await judge((said) => {
        last = said;
      });
    } finally {
      if (last) await recorder.keep(tenant, trace, last, asked);
    }
  }

  async function unsolicited(
    tenant: Tenant,
    { connectorId, form }: Parameters<Sso['unsolicited']>[1],
  ): ReturnType<Sso['unsolicited']> {
    const trace = newTrace({ connectorId }, clock);
    try {
      const connector = await rule(trace, 'connector.open', () => openConnector(tenant, connectorId));
      const begin = protocolOf(connector).unsolicited;
      if (!begin) throw new SsoFailure('callback.malformed');
      const asked = { startedAt: trace.startedAt ?? clock.now().getTime() };
      const begun = await keeping(tenant, trace, asked, (keep) =>
        begin(tenant, connector, form, { trace, keep }),
      );
      if (!begun.verified) return begun;
      const { connection } = connector;
      await recorder.begin(tenant, trace, { outcome: 'started', connection });
      return { ...begun, verified: { identity: begun.verified.identity, trace: { ...trace, steps: [] } } };
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      const { causeCode: cause } = error;
      const known = await lookup.load(tenant, connectorId);
      const { connection } = known ?? {};
      if (known) await recorder.begin(tenant, trace, { outcome: 'failed', cause, connection, rubbish: true });
      const { reference } = trace;
      return { outcome: 'failed', error: causeError(cause, reference), reference };
    }
  }

  return { start, finish, unsolicited };
}

/** A refused callback leaves a finished trace as it is, and one of its own when it belongs to none. */
async function refused(
  recorder: Recorder,
  tenant: Tenant,
  trace: SsoTrace,
  error: RequestRefused,
  connector: StoredConnector | undefined,
): Promise<SsoResult> {
  const { attemptId, causeCode } = error;
  const { connection } = connector ?? {};
  if (error.startedAt) trace.startedAt = error.startedAt.getTime();
  fail(trace, 'callback.request', error);
  if (error.reference !== undefined) trace.reference = error.reference;
  else if (connector)
    await recorder.begin(tenant, trace, { outcome: 'failed', cause: causeCode, connection, rubbish: true });
  // An attempt that only ran out ends here; somebody else's callback must not end a person's own attempt.
  if (causeCode === 'callback.expired')
    await recorder.close(tenant.db, trace, { outcome: 'failed', cause: causeCode });
  const { reference } = trace;
  return {
    outcome: 'failed',
    ...(attemptId && { attemptId }),
    error: causeError(causeCode, reference),
    reference,
  };
}
