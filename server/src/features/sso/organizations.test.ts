/** Whoever signs in through a connector of an organization becomes its member, in the transaction of the sign-in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { causeOf, connectorInputs, type Harness, signIn, startHarness } from '../../testing/sso.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

async function world(organizationId: string | null) {
  const made = await harness.newTenant();
  await made.organizations.create(made.tenant.db, { id: 'acme-inc', name: 'Acme' });
  const input = connectorInputs(harness.idp).acme!;
  await made.sso.connectors.create(made.tenant.db, { ...input, organizationId });
  const { tenant, organizations, sso } = made;
  const page = { limit: 10, offset: 0 };
  return {
    ...made,
    come: () => signIn({ sso, tenant, idp: harness.idp }, 'anna@acme.example', { connectorId: 'acme' }),
    members: async () => (await organizations.members(tenant.db, 'acme-inc', page)).items,
  };
}

describe('membership by signing in', () => {
  test('a person becomes a member the first time, and only once', async () => {
    const { come, members } = await world('acme-inc');
    await come();
    await come();
    expect((await members()).map(({ email, source }) => [email, source])).toEqual([
      ['anna@acme.example', 'sso:acme'],
    ]);
  });

  test('a connector of no organization makes nobody a member', async () => {
    const { come, members } = await world(null);
    expect(causeOf(await come())).toBeUndefined();
    expect(await members()).toEqual([]);
  });

  test('threat: a refused sign-in makes nobody a member', async () => {
    const { come, members, tenant, users } = await world('acme-inc');
    const anna = await users.create(tenant.db, { email: 'anna@acme.example', emailVerified: true });
    await users.suspend(tenant.db, anna.id);
    expect(causeOf(await come())).toBe('user.suspended');
    expect(await members()).toEqual([]);
  });

  test('a member added by hand stays one of that kind', async () => {
    const { come, members, tenant, users, organizations } = await world('acme-inc');
    const anna = await users.create(tenant.db, { email: 'anna@acme.example', emailVerified: true });
    await organizations.addMember(tenant.db, 'acme-inc', anna.id);
    await come();
    expect((await members()).map(({ source }) => source)).toEqual(['manual']);
  });
});
