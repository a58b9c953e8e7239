/** How a test of a connector ends: what it needs, what is known then, and the one write of its result. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { CauseCode } from './causes.ts';
import type { Connectors } from './connectors.ts';
import type { Lookup } from './lookup.ts';
import type { ProtocolOf } from './protocols.ts';
import type { ReceivedClaims } from './received-claims.ts';
import type { Connector } from './schema.ts';
import type { UserDirectory } from './service.ts';
import { recordWorked, type StoredConnector } from './store.ts';
import * as store from './store-tests.ts';
import { newTrace, type SsoTrace } from './trace.ts';

export interface TestsDeps {
  cache: TenantCache;
  sealer: Sealer;
  protocolOf: ProtocolOf;
  lookup: Pick<Lookup, 'isSwitchedOn'>;
  connectors: Pick<Connectors, 'existing' | 'find' | 'update' | 'withConfig'>;
  /** Only what reads: a test cannot change anybody. */
  users: Pick<UserDirectory, 'findByIdentifier' | 'findIdentity' | 'listIdentities'>;
}

/** What the page at the end tells. */
export interface TestVerdict {
  passed: boolean;
  cause?: CauseCode;
  decision?: store.TestDecision;
  connectorName?: string;
  /** The page of ours that the test began at. */
  returnTo?: string;
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
export const sealedIn = (tenant: Pick<Tenant, 'id'>, id: string) => sealContext(tenant.id, 'sso_tests', id);

export const testEvent = (type: string, id: string, data: { [key: string]: string | null }) => ({
  type,
  subject: { type: 'sso-connector', id },
  connectorId: id,
  data,
});

/** The values that a test may bring along. */
function candidateOf(
  { sealer }: Pick<TestsDeps, 'sealer'>,
  tenant: Pick<Tenant, 'id'>,
  { id, candidate }: { id: string; candidate: string | null },
): Record<string, unknown> | undefined {
  return candidate === null ? undefined : JSON.parse(sealer.open(candidate, sealedIn(tenant, id)));
}

/** The connector with the values that are tested, which are its own unless the test brings others. */
export function asTested(
  deps: Pick<TestsDeps, 'sealer' | 'connectors'>,
  tenant: Pick<Tenant, 'id'>,
  stored: StoredConnector,
  test: { id: string; candidate: string | null },
): StoredConnector {
  const candidate = candidateOf(deps, tenant, test);
  return candidate ? deps.connectors.withConfig(tenant.id, stored, candidate) : stored;
}

/** What has just been tested is what the connector has from now on. */
async function adopt(
  { connectors }: Pick<TestsDeps, 'connectors'>,
  tx: TenantDb,
  connectorId: string,
  config: Record<string, unknown>,
): Promise<number> {
  await connectors.update(tx, connectorId, { config });
  return (await connectors.existing(tx, connectorId)).connection;
}

/** Without a cause the test has passed. */
export async function end(
  deps: Pick<TestsDeps, 'cache' | 'sealer' | 'connectors'>,
  tenant: Tenant,
  connector: StoredConnector,
  test: { id: string; connection: number; candidate: string | null },
  { trace, claims, decision, cause: found }: Findings & { cause?: CauseCode },
): Promise<TestVerdict> {
  let cause = found;
  const candidate = candidateOf(deps, tenant, test);
  const returnTo = await tenant.db.inTx(async (tx) => {
    const { id, connection } = test;
    const now = await deps.connectors.existing(tx, connector.id);
    cause = found ?? (now.connection === connection ? undefined : 'test.connector_changed');
    const passed = cause === undefined;
    const outcome = passed ? 'passed' : 'failed';
    const { steps } = trace;
    const ended = await store.finishTest(tx, { id, outcome, cause: cause ?? null, steps, claims, decision });
    if (!ended) {
      // Ended meanwhile by who closed the page that it began at.
      cause ??= 'test.unknown';
      return undefined;
    }
    await emit(
      tx,
      testEvent('sso.test_finished', connector.id, { testId: id, outcome, cause: cause ?? null }),
    );
    const tested = passed && candidate ? await adopt(deps, tx, connector.id, candidate) : connection;
    const { administratorId } = ended;
    const worked = { id: connector.id, connection: tested, administratorId };
    if (passed && (await recordWorked(tx, worked))) await deps.cache.bump(tx);
    return ended.returnTo ?? undefined;
  });
  const known = { ...(cause && { cause }), ...(decision && { decision }), ...(returnTo && { returnTo }) };
  return { passed: cause === undefined, ...known, connectorName: nameOf(connector) };
}
