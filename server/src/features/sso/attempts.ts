/** One run to the identity provider and back: start sends the browser off, finish takes its answer apart. */
import type { Sealer } from '../../kernel/crypto/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { CauseCode } from './causes.ts';
import type { Party, Upstream, UpstreamClient } from './client.ts';
import type { Connectors } from './connectors.ts';
import { causeError, errors, SsoFailure } from './errors.ts';
import { identify } from './identity.ts';
import type { Lookup } from './lookup.ts';
import { openRequest, RequestRefused, redirectUriOf, takeRequest } from './requests.ts';
import { authorizationRequest, newRoundTrip } from './round-trip.ts';
import type { Connector, ExternalIdentity } from './schema.ts';
import type { Sso, SsoResult, StartInput } from './service.ts';
import * as store from './store-attempts.ts';
import { checkIdToken, closeTrace, fail, newTrace, pass, rule, type SsoTrace } from './trace.ts';

interface AttemptsDeps {
  sealer: Sealer;
  lookup: Lookup;
  client: UpstreamClient;
  connectors: Pick<Connectors, 'partyOf'>;
}

export function createAttempts({ sealer, lookup, client, connectors }: AttemptsDeps) {
  /** The connector, if its way is open now: looked at again on the way back. */
  async function openConnector(tenant: Tenant, id: string): Promise<{ connector: Connector; party: Party }> {
    const [on, connector] = await Promise.all([lookup.isSwitchedOn(tenant), lookup.load(tenant, id)]);
    if (!connector) throw new SsoFailure('connector.unknown');
    if (!connector.enabled) throw new SsoFailure('connector.disabled');
    if (!on) throw new SsoFailure('connector.switched_off');
    return { connector, party: connectors.partyOf(tenant, connector) };
  }

  async function start(tenant: Tenant, input: StartInput): ReturnType<Sso['start']> {
    if (!(await lookup.load(tenant, input.connectorId))) {
      throw errors['sso.connector_not_found']({ id: input.connectorId });
    }
    const { connectorId, attemptId, applicationId } = input;
    const trace = newTrace({ connectorId, attemptId, ...(applicationId && { applicationId }) });
    try {
      const { party } = await rule(trace, 'connector.open', () => openConnector(tenant, connectorId));
      const upstream = await rule(trace, 'discovery', () => client.discover(party), seenIssuer);
      const { state, ...secrets } = newRoundTrip();
      const redirectTo = await authorizationRequest(
        client,
        tenant,
        input,
        { party, upstream },
        { state, ...secrets },
      );
      await recordStart(tenant, trace, 'started', null);
      const { maxAge } = input;
      const cookie = await openRequest(tenant, sealer, {
        state,
        secrets: { ...secrets, ...(maxAge !== undefined && { maxAge }) },
        connectorId,
        attemptId,
        reference: trace.reference,
      });
      return { redirectTo, cookie };
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      await recordStart(tenant, trace, 'failed', error.causeCode);
      throw causeError(error.causeCode, trace.reference);
    }
  }

  async function finish(tenant: Tenant, callback: Parameters<Sso['finish']>[1]): Promise<SsoResult> {
    const trace = newTrace({ connectorId: callback.connectorId });
    try {
      const identity = await answered(tenant, callback, trace);
      return { outcome: 'identified', attemptId: trace.attemptId!, identity, trace };
    } catch (error) {
      if (error instanceof RequestRefused)
        return refused(tenant, trace, error, await lookup.load(tenant, trace.connectorId));
      if (!(error instanceof SsoFailure)) throw error;
      await closeTrace(tenant.db, trace, { outcome: 'failed', cause: error.causeCode });
      const { attemptId, reference } = trace;
      return {
        outcome: 'failed',
        ...(attemptId && { attemptId }),
        error: causeError(error.causeCode, reference),
        reference,
      };
    }
  }

  async function answered(
    tenant: Tenant,
    callback: Parameters<Sso['finish']>[1],
    trace: SsoTrace,
  ): Promise<ExternalIdentity> {
    const request = await takeRequest(tenant, sealer, callback);
    trace.reference = request.reference;
    trace.attemptId = request.attemptId;
    pass(trace, 'callback.request', 'known, in time, first use, same browser');
    const { connectorId, url } = callback;
    const { connector, party } = await rule(trace, 'connector.open', () =>
      openConnector(tenant, connectorId),
    );
    const checks = { ...request, redirectUri: redirectUriOf(tenant, connectorId) };
    const redeemed = await checkIdToken(trace, () => client.redeem(party, url, checks));
    return identify({ party, connector, redeemed, trace, request });
  }

  return { start, finish };
}

const seenIssuer = ({ metadata }: Upstream) => `issuer: ${metadata.issuer}`;

function recordStart(
  tenant: Tenant,
  trace: SsoTrace,
  outcome: 'started' | 'failed',
  cause: CauseCode | null,
  days?: number,
): Promise<void> {
  const { reference, connectorId, attemptId = null, applicationId = null, steps } = trace;
  const values = { reference, connectorId, attemptId, applicationId, outcome, cause, steps };
  return store.insertTrace(tenant.db, values, days);
}

/** Anybody can call a callback with rubbish: what comes of it is short-lived. */
const daysOfRubbish = 1;

/** A refused callback leaves a finished trace as it is, and one of its own when it belongs to none. */
async function refused(
  tenant: Tenant,
  trace: SsoTrace,
  error: RequestRefused,
  connector: Connector | undefined,
): Promise<SsoResult> {
  const { attemptId, causeCode } = error;
  fail(trace, 'callback.request', error);
  if (error.reference !== undefined) trace.reference = error.reference;
  else if (connector) await recordStart(tenant, trace, 'failed', causeCode, daysOfRubbish);
  // An attempt that only ran out ends here; somebody else's callback must not end a person's own attempt.
  if (causeCode === 'callback.expired')
    await closeTrace(tenant.db, trace, { outcome: 'failed', cause: causeCode });
  const { reference } = trace;
  return {
    outcome: 'failed',
    ...(attemptId && { attemptId }),
    error: causeError(causeCode, reference),
    reference,
  };
}
