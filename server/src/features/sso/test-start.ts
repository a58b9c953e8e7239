/** The first half of a test: its one-time address, and the way to the identity provider. */
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { currentRequest } from '../../kernel/http/request-context.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { SsoFailure } from './errors.ts';
import type { Departure } from './protocol.ts';
import { callbackPath } from './requests.ts';
import type { SsoCookie } from './service.ts';
import * as store from './store-tests.ts';
import {
  asTested,
  cookieName,
  end,
  newFindings,
  refusal,
  sealedIn,
  type TestsDeps,
  type TestVerdict,
  testEvent,
} from './test-verdict.ts';

/** What `state` of a test begins with: an attempt's is base64url, which has no dot. */
export const testMark = 'test.';
const cookieSeconds = 600;

type Place = Pick<Tenant, 'baseUrl'>;

export interface TestWishes {
  /** The page of ours that the verdict is shown at; `{test}` in it stands for the test's id. */
  returnTo?: string;
  /** Values that take the place of the connector's if the test passes with them, and else are forgotten. */
  candidate?: Readonly<Record<string, unknown>>;
}

/** Who asks for a test. A person who administers the connector counts for its enforcement, a program does not. */
interface Tester {
  startedBy: string | null;
  byAdministrator: boolean;
}

/** Only administrators are users to the management API; by a set-up link the customer's own one acts. */
function testerNow(): Tester {
  const { type, id = null } = currentRequest()?.actor ?? { type: 'system' };
  return { startedBy: id, byAdministrator: (type === 'user' || type === 'setup-link') && id !== null };
}

export async function createTest(
  { connectors, sealer }: TestsDeps,
  tenant: Place,
  db: TenantDb,
  connectorId: string,
  { returnTo, candidate }: TestWishes = {},
): Promise<{ id: string; url: string; expiresAt: Date }> {
  const [id, token] = [newId('test'), randomToken()];
  const wishes = {
    ...(returnTo !== undefined && { returnTo: returnTo.replace('{test}', id) }),
    ...(candidate && {
      candidate: sealer.seal(JSON.stringify(candidate), sealedIn({ id: db.tenantId }, id)),
    }),
  };
  const expiresAt = await db.inTx(async (tx) => {
    const connector = await connectors.existing(tx, connectorId);
    // Values that no connector could have are told now.
    if (candidate) connectors.withConfig(db.tenantId, connector, candidate);
    await emit(tx, testEvent('sso.test_started', connectorId, { testId: id }));
    return store.insertTest(tx, { id, connectorId, tokenHash: sha256(token), ...wishes, ...testerNow() });
  });
  return { id, url: `${tenant.baseUrl}/sso-tests/${token}`, expiresAt };
}

/** Uses the address up, and binds the test to the browser that gets the cookie. */
export async function beginTest(
  deps: TestsDeps,
  tenant: Tenant,
  token: string,
): Promise<(Departure & { cookie: SsoCookie }) | { verdict: TestVerdict }> {
  const found = await store.findUnopened(tenant.db, sha256(token));
  if (!found) return { verdict: refusal('test.unknown') };
  const { id, connectorId } = found;
  const stored = await deps.connectors.existing(tenant.db, connectorId);
  const connector = asTested(deps, tenant, stored, found);
  const [state, browser] = [testMark + randomToken(), randomToken()];
  const test = { id, connection: connector.connection, candidate: found.candidate };
  const stateHash = sha256(state);
  const opened = await store.openTest(tenant.db, {
    id,
    connection: connector.connection,
    stateHash,
    browserHash: sha256(browser),
  });
  if (!opened) return { verdict: refusal('test.unknown') };
  const findings = newFindings(connectorId);
  try {
    const round = { state, trace: findings.trace, fresh: true };
    const protocol = deps.protocolOf(connector);
    const { go, secrets } = await protocol.begin(tenant, connector, { connectorId }, round);
    const sealed = deps.sealer.seal(JSON.stringify(secrets), sealedIn(tenant, id));
    await store.keepSecrets(tenant.db, id, sealed);
    const cookie = { name: cookieName(tenant, stateHash), value: browser, maxAge: cookieSeconds };
    return { ...go, cookie: { ...cookie, path: callbackPath(tenant, connector) } };
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    return { verdict: await end(deps, tenant, connector, test, { ...findings, cause: error.causeCode }) };
  }
}
