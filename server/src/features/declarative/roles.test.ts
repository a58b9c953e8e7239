// Roles in gatehouse.yaml: made, changed, pruned and exported by their names, wherever they are named.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.app.close());

const file = (tenant: string, roles: string, rest = '') => `tenants:
  ${tenant}:
    apiResources: [{ indicator: https://api.example, name: API, permissions: [{ name: read }, { name: write }] }]
    roles: ${roles}
${rest}`;

const connector = (tenant: string, mapping: string) => `    ssoConnectors:
      - { id: acme, name: Acme, provider: oidc, domains: [{ name: ${tenant}.example }],
          config: { issuer: https://idp.example, clientId: a, clientSecret: very-secret-value }, roleMapping: ${mapping} }
`;
const editor = `[{ name: Editor, description: Writes, permissions: { https://api.example: [write] } }, { name: Reader }]`;
const mapping =
  '{ defaultRoles: [reader], rules: [{ claim: groups, operator: contains, values: [Staff], roles: [Editor] }] }';
const alice = '    users: [{ username: alice, roles: [editor] }]\n';

const changesOf = async (text: string, prune = false) =>
  (await h.plan(text, prune)).tenants.flatMap(({ actions }) =>
    actions.map(({ operation, kind, name, changes }) => [
      operation,
      kind,
      name,
      ...changes.map(({ field }) => field),
    ]),
  );

describe('roles', () => {
  it('are made with their permissions, given to users, named by mappings; twice changes nothing', async () => {
    const text = file('roles1', editor, connector('roles1', mapping) + alice);
    await h.apply(text);
    const { db } = (await h.app.tenants.byId('roles1'))!;
    const { items } = await h.app.roles.list(db, { limit: 10, offset: 0 });
    expect(items).toMatchObject([
      { name: 'Editor', description: 'Writes', permissions: [{ permissions: ['write'] }], members: 1 },
      { name: 'Reader', permissions: [] },
    ]);
    const [one, two] = items;
    expect((await h.app.sso.connectors.get(db, 'acme')).roleMapping).toMatchObject({
      mode: 'follow',
      defaultRoles: [two!.id],
      rules: [{ roles: [one!.id] }],
    });
    expect(await h.plan(text)).toEqual({ tenants: [] });
    expect(await h.plan(await h.declarative.export({ tenants: ['roles1'], users: true }))).toEqual({
      tenants: [],
    });
    expect(await h.declarative.export({ tenants: ['roles1'] })).not.toMatch(/rol_/);
  });

  it('are changed and, with --prune, deleted and taken away; what SSO gave stays', async () => {
    await h.apply(file('roles2', editor, alice));
    const { db } = (await h.app.tenants.byId('roles2'))!;
    const user = (await h.app.users.findByIdentifier(db, { username: 'alice' }))!;
    const reader = (await h.app.roles.byNames(db, ['reader']))[0]!;
    await h.app.roles.setFromSource(db, user.id, 'sso:acme', [reader.id]);
    expect(
      await changesOf(
        file('roles2', '[{ name: editor, permissions: { https://api.example: [read] } }, { name: Reader }]'),
      ),
    ).toEqual([['update', 'role', 'Editor', 'name', 'permissions.https://api.example']]);
    const fewer = file('roles2', '[{ name: Reader }]', '    users: [{ username: alice, roles: [] }]\n');
    expect(await changesOf(fewer)).toEqual([]);
    expect(await changesOf(fewer, true)).toEqual([
      ['delete', 'role', 'Editor'],
      ['update', 'user', 'alice', 'roles'],
    ]);
    await h.apply(fewer, true);
    expect(await h.app.roles.ofUser(db, user.id)).toMatchObject([{ name: 'Reader', sources: ['sso:acme'] }]);
  });

  it('that do not exist, or stand twice, are problems of the file at their places', async () => {
    const unknown = file('roles3', '[]', connector('roles3', '{ defaultRoles: [Nobody] }'));
    expect(await h.problemsOf(unknown)).toEqual([expect.stringMatching(/roleMapping\.defaultRoles.*Nobody/)]);
    expect(await h.problemsOf(file('roles3', '[{ name: A }, { name: a }]'))).toEqual([
      expect.stringMatching(/roles\[1\]\.name.*is the same as in entry 1/),
    ]);
    expect(await h.problemsOf(file('roles3', '[]', '    users: [{ username: bob, roles: [X] }]\n'))).toEqual([
      expect.stringContaining('There is no role X'),
    ]);
  });
});
