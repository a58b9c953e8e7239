/** The second half of a test: every rule of a sign-in looks at the provider's answer, and nothing comes of it. */
import { constantTimeEqual, sha256 } from '../../kernel/crypto/index.ts';
import type { Json } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type CauseCode, causes } from './causes.ts';
import { SsoFailure } from './errors.ts';
import { foresee } from './foresight.ts';
import { type AskedRequest, type ProviderAnswer, statesOf } from './protocol.ts';
import type { ReceivedClaims } from './received-claims.ts';
import { consider } from './resolve.ts';
import type { Connector, ExternalIdentity } from './schema.ts';
import type { SsoCallback } from './service.ts';
import type { StoredConnector } from './store.ts';
import * as store from './store-tests.ts';
import {
  asTested,
  cookieName,
  end,
  type Findings,
  nameOf,
  newFindings,
  refusal,
  sealedIn,
  type TestsDeps,
  type TestVerdict,
} from './test-verdict.ts';
import { pass, type SsoTrace, skip } from './trace.ts';

/** Never throws for what a browser or a provider sent. */
export async function finishTest(
  deps: TestsDeps,
  tenant: Tenant,
  callback: SsoCallback,
): Promise<TestVerdict> {
  const { connectorId, cookies } = callback;
  const states = statesOf(callback);
  const [state = ''] = states;
  if (states.length > 1 || state.length > 512) return refusal('callback.malformed');
  const stateHash = sha256(state);
  const browserHash = sha256(cookies[cookieName(tenant, stateHash)] ?? '');
  const key = { stateHash, connectorId, browserHash };
  const test = await store.consumeReturn(tenant.db, key);
  if (!test) return whyRefused(deps, tenant, key);
  const stored = await deps.connectors.existing(tenant.db, connectorId);
  const connector = asTested(deps, tenant, stored, test);
  const findings = newFindings(connectorId);
  try {
    if (connector.connection !== test.connection) throw new SsoFailure('test.connector_changed');
    const sealed = deps.sealer.open(test.sealed, sealedIn(tenant, test.id));
    const request = { secrets: JSON.parse(sealed) as Json, state, startedAt: test.openedAt };
    await judge(deps, tenant, connector, { request, answer: callback, findings });
    return await end(deps, tenant, connector, test, findings);
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    return end(deps, tenant, connector, test, { ...findings, cause: error.causeCode });
  }
}

interface Returned {
  request: AskedRequest;
  answer: ProviderAnswer;
  findings: Findings;
}

async function judge(
  deps: TestsDeps,
  tenant: Tenant,
  connector: StoredConnector,
  { request, answer, findings }: Returned,
): Promise<void> {
  const { trace } = findings;
  pass(trace, 'callback.request', 'known, in time, first use, same browser');
  await noteWhetherOpen(deps, tenant, connector, trace);
  const watch = (claims: ReceivedClaims) => {
    findings.claims = claims;
  };
  const protocol = deps.protocolOf(connector);
  const identity = await protocol.finish(tenant, connector, answer, request, { trace, watch });
  await weighUser(deps, tenant, identity, findings);
}

/** A real sign-in ends here when the way is closed; a test says so and goes on. */
async function noteWhetherOpen(
  { lookup }: TestsDeps,
  tenant: Tenant,
  connector: Connector,
  trace: SsoTrace,
): Promise<void> {
  const switchedOff = (await lookup.isSwitchedOn(tenant)) ? undefined : 'connector.switched_off';
  const closed = connector.enabled ? switchedOff : 'connector.disabled';
  if (closed) skip(trace, 'connector.open', `${causes[closed].title} A test goes on all the same.`);
  else pass(trace, 'connector.open');
}

/** What a sign-in would do, found out without doing it. */
async function weighUser(
  { users }: TestsDeps,
  tenant: Tenant,
  identity: ExternalIdentity,
  findings: Findings,
): Promise<void> {
  const decision = await consider(users, tenant.db, identity);
  const userId =
    decision.action === 'refuse'
      ? decision.userId
      : decision.action === 'create'
        ? undefined
        : decision.user.id;
  findings.decision = {
    action: decision.action,
    ...(userId !== undefined && { userId }),
    ...(identity.email !== undefined && { email: identity.email }),
  };
  await foresee(findings.trace, decision);
}

/** The browser that ran the test sees its verdict again; nobody else learns that there is one. */
async function whyRefused(
  { connectors }: TestsDeps,
  tenant: Tenant,
  key: { stateHash: string; connectorId: string; browserHash: string },
): Promise<TestVerdict> {
  const { connectorId } = key;
  const test = await store.findByState(tenant.db, key.stateHash);
  if (!test) return refusal('callback.unknown');
  if (test.connectorId !== connectorId) return refusal('callback.wrong_connector');
  if (!constantTimeEqual(test.browserHash, key.browserHash)) return refusal('callback.other_browser');
  if (!test.ended) return refusal('callback.expired');
  const found = await store.findTest(tenant.db, { id: test.id, connectorId });
  if (!found || found.outcome === 'waiting') return refusal('callback.replayed');
  const connector = await connectors.find(tenant.db, connectorId);
  return {
    passed: found.outcome === 'passed',
    ...(found.cause && { cause: found.cause as CauseCode }),
    ...(found.decision && { decision: found.decision }),
    ...(connector && { connectorName: nameOf(connector) }),
    ...(found.returnTo && { returnTo: found.returnTo }),
  };
}
