/** How a test of a connector ends: what it needs, what is known then, and the one write of its result. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { CauseCode } from './causes.ts';
import type { Connectors } from './connectors.ts';
import type { Lookup } from './lookup.ts';
import type { ProtocolOf } from './protocols.ts';
import type { ReceivedClaims } from './received-claims.ts';
import type { Connector } from './schema.ts';
import type { UserDirectory } from './service.ts';
import { recordTested, type StoredConnector } from './store.ts';
import * as store from './store-tests.ts';
import { newTrace, type SsoTrace } from './trace.ts';

export interface TestsDeps {
  cache: TenantCache;
  sealer: Sealer;
  protocolOf: ProtocolOf;
  lookup: Pick<Lookup, 'isSwitchedOn'>;
  connectors: Pick<Connectors, 'existing' | 'find'>;
  /** Only what reads: a test cannot change anybody. */
  users: Pick<UserDirectory, 'findByIdentifier' | 'findIdentity' | 'listIdentities'>;
}

/** What the page at the end tells. */
export interface TestVerdict {
  passed: boolean;
  cause?: CauseCode;
  decision?: store.TestDecision;
  connectorName?: string;
}

/** What is known so far; a rule that says no ends the test with it. */
export interface Findings {
  trace: SsoTrace;
  claims: ReceivedClaims | null;
  decision: store.TestDecision | null;
}

export const newFindings = (connectorId: string): Findings => ({
  trace: newTrace({ connectorId }),
  claims: null,
  decision: null,
});

export const refusal = (cause: CauseCode): TestVerdict => ({ passed: false, cause });
export const nameOf = ({ name, display }: Connector): string => display.name ?? name;

export const cookieName = (tenant: Tenant, stateHash: string) =>
  `gh_${tenant.id}_ssotest_${stateHash.slice(0, 16)}`;
export const sealedIn = (tenant: Tenant, id: string) => sealContext(tenant.id, 'sso_tests', id);

export const testEvent = (type: string, id: string, data: { [key: string]: string | null }) => ({
  type,
  subject: { type: 'sso-connector', id },
  connectorId: id,
  data,
});

/** Without a cause the test has passed. */
export async function end(
  { cache }: Pick<TestsDeps, 'cache'>,
  tenant: Tenant,
  connector: StoredConnector,
  test: { id: string; connection: number },
  { trace, claims, decision, cause }: Findings & { cause?: CauseCode },
): Promise<TestVerdict> {
  const passed = cause === undefined;
  const outcome = passed ? 'passed' : 'failed';
  await tenant.db.inTx(async (tx) => {
    const { id, connection } = test;
    const { steps } = trace;
    if (!(await store.finishTest(tx, { id, outcome, cause: cause ?? null, steps, claims, decision }))) return;
    await emit(
      tx,
      testEvent('sso.test_finished', connector.id, { testId: id, outcome, cause: cause ?? null }),
    );
    if (passed && (await recordTested(tx, connector.id, connection))) await cache.bump(tx);
  });
  const known = { ...(cause && { cause }), ...(decision && { decision }) };
  return { passed, ...known, connectorName: nameOf(connector) };
}
