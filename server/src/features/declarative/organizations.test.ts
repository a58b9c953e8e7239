// Organizations in gatehouse.yaml: made, changed, pruned and exported, and the connectors that are theirs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.app.close());

const file = (tenant: string, organizations: string, connectors = '') => `tenants:
  ${tenant}:
    organizations: ${organizations}
${connectors}`;

const connector = (tenant: string, id: string, organization: string) =>
  `      - { id: ${id}, name: ${id}, provider: oidc, organizationId: ${organization},
          domains: [{ name: ${tenant}.example, allowChoice: true }],
          config: { issuer: https://idp.example, clientId: a, clientSecret: very-secret-value } }
`;
const list = (...entries: string[]) => `    ssoConnectors:\n${entries.join('')}`;
const acme =
  '[{ name: Acme, description: A customer, branding: { displayName: ACME }, customData: { plan: gold } }]';

const tenantDb = async (id: string) => (await h.app.tenants.byId(id))!.db;
const organizationsOf = async (tenant: string) =>
  (await h.app.organizations.list(await tenantDb(tenant), { limit: 10, offset: 0 })).organizations;
const actionsOf = async (text: string, prune = false) =>
  (await h.plan(text, prune)).tenants.flatMap(({ actions }) =>
    actions.map(({ operation, kind, name, changes }) => [
      operation,
      kind,
      name,
      ...changes.map(({ field }) => field),
    ]),
  );

describe('organizations', () => {
  it('are made, own the connectors that name them, and are exported so that nothing changes', async () => {
    const text = file(
      'org1',
      acme,
      list(connector('org1', 'acme', 'Acme'), connector('org1', 'acme2', 'Acme')),
    );
    await h.apply(text);
    const [made, ...more] = await organizationsOf('org1');
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      name: 'Acme',
      description: 'A customer',
      branding: { displayName: 'ACME' },
      customData: { plan: 'gold' },
    });
    const of = await h.app.sso.connectors.ofOrganization(await tenantDb('org1'), made!.id);
    expect(of.map(({ id }) => id)).toEqual(['acme', 'acme2']);
    expect(await h.plan(text)).toEqual({ tenants: [] });
    const exported = await h.declarative.export({ tenants: ['org1'] });
    expect(exported).toContain(`organizationId: ${made!.id}`);
    expect(await h.plan(exported)).toEqual({ tenants: [] });
  });

  it('what is exported makes the same elsewhere, domains that two connectors share included', async () => {
    const elsewhere = (await h.declarative.export({ tenants: ['org1'] })).replace('  org1:', '  org1b:');
    await h.apply(
      elsewhere.replaceAll('clientId: a', 'clientId: a\n          clientSecret: very-secret-value'),
    );
    const [made] = await organizationsOf('org1b');
    expect(await h.app.sso.connectors.ofOrganization(await tenantDb('org1b'), made!.id)).toHaveLength(2);
  });

  it('are changed and, with --prune, deleted when their connectors go elsewhere in the same file', async () => {
    await h.apply(file('org2', '[{ id: one, name: One }]', list(connector('org2', 'c', 'one'))));
    expect(await actionsOf(file('org2', '[{ id: one, name: Uno }]'))).toEqual([
      ['update', 'organization', 'One', 'name'],
    ]);
    const moved = file('org2', '[{ id: two, name: Two }]', list(connector('org2', 'c', 'two')));
    expect(await actionsOf(moved, true)).toEqual([
      ['delete', 'organization', 'One'],
      ['create', 'organization', 'Two', 'name', 'id'],
      ['update', 'SSO connector', 'c (c)', 'organizationId'],
    ]);
    await h.apply(moved, true);
    expect((await organizationsOf('org2')).map(({ id }) => id)).toEqual(['two']);
    expect((await h.app.sso.connectors.get(await tenantDb('org2'), 'c')).organizationId).toBe('two');
    await h.apply(file('org2', '[{ id: two, name: Two }]', list(connector('org2', 'c', 'null'))));
    expect((await h.app.sso.connectors.get(await tenantDb('org2'), 'c')).organizationId).toBeNull();
  });

  it('one that has a connector the file does not speak of stays, with the reason', async () => {
    await h.apply(file('org3', '[{ id: one, name: One }]', list(connector('org3', 'c', 'one'))));
    expect(await h.problemsOf(file('org3', '[]'), true)).toEqual([
      expect.stringContaining('has SSO connectors'),
    ]);
    expect(await organizationsOf('org3')).toHaveLength(1);
  });

  it('unknown ones, the same twice, and names that fit several are problems of the file', async () => {
    expect(await h.problemsOf(file('org4', '[]', list(connector('org4', 'c', 'nobody'))))).toEqual([
      expect.stringContaining('nobody'),
    ]);
    expect(await h.problemsOf(file('org4', '[{ id: a, name: A }, { id: a, name: B }]'))).toEqual([
      expect.stringMatching(/organizations\[1\]\.id.*is the same as in entry 1/),
    ]);
    await h.apply(file('org4', '[{ id: a, name: Same }, { id: b, name: Same }]'));
    expect(await h.problemsOf(file('org4', '[{ name: Same }]'))).toEqual([
      expect.stringContaining('fits several organizations: give an id'),
    ]);
  });
});
