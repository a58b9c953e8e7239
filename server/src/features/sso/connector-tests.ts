/**
 * Testing a connector: a real round trip to the identity provider, by every rule of a sign-in, at whose end
 * nobody is signed in and nothing is changed but the test itself. It shares no table, no cookie and no `state`
 * with attempts: a test's state begins with a mark that no attempt's can have, and is looked up among tests only.
 */
import { sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors } from './errors.ts';
import { type ProviderAnswer, statesOf } from './protocol.ts';
import type { SsoCallback } from './service.ts';
import * as store from './store-tests.ts';
import { finishTest } from './test-return.ts';
import { beginTest, createTest, type TestWishes, testMark } from './test-start.ts';
import { nameOf, type TestsDeps } from './test-verdict.ts';

export type ConnectorTests = ReturnType<typeof createConnectorTests>;

export function createConnectorTests(deps: TestsDeps) {
  const { connectors } = deps;
  return {
    /** Whether a callback belongs to a test. */
    isTest: (answer: ProviderAnswer): boolean => statesOf(answer).some((state) => state.startsWith(testMark)),
    create: (tenant: Pick<Tenant, 'baseUrl'>, db: TenantDb, connectorId: string, wishes?: TestWishes) =>
      createTest(deps, tenant, db, connectorId, wishes),
    /** Whose connector an unused address would test; looking does not use it up. */
    async at(tenant: Tenant, token: string): Promise<{ connectorName: string } | undefined> {
      const found = await store.findUnopened(tenant.db, sha256(token));
      const connector = found && (await connectors.find(tenant.db, found.connectorId));
      return connector && { connectorName: nameOf(connector) };
    },
    begin: (tenant: Tenant, token: string) => beginTest(deps, tenant, token),
    /** In the transaction that closes the page at which they began. */
    endThoseOf: store.endTestsOfPage,
    finish: (tenant: Tenant, callback: SsoCallback) => finishTest(deps, tenant, callback),
    async get(db: TenantDb, connectorId: string, id: string): Promise<store.StoredTest> {
      await connectors.existing(db, connectorId);
      const test = await store.findTest(db, { id, connectorId });
      if (!test) throw errors['sso.test_not_found']({ id });
      return test;
    },
    async list(db: TenantDb, connectorId: string, page: { limit: number; offset: number }) {
      await connectors.existing(db, connectorId);
      return store.listTests(db, connectorId, page);
    },
  };
}
