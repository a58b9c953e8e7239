// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
// Declarative configuration: what prune deletes, two runs at once, and the way back into a file.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Harness, sample, secrets, startHarness } from './harness.ts';
import { isEmpty, planText } from './index.ts';

let app: Harness['app'];
let declarative: Harness['declarative'];
let plan: Harness['plan'];
let apply: Harness['apply'];
let stateOf: Harness['stateOf'];
let eventsOf: Harness['eventsOf'];

beforeAll(async () => {
  ({ app, declarative, plan, apply, stateOf, eventsOf } = await startHarness());
});
afterAll(() => app.close());

describe('prune', () => {
  it('deletes what the lists in the file do not have, and touches no other list', async () => {
    await apply(sample('prunes'));
    const { db } = (await app.tenants.byId('prunes'))!;
    await app.users.create(db, { username: 'bob' });
    const file = `tenants:
  prunes:
    applications: [{ id: bookstore, name: Bookstore, type: traditional }]
    apiResources:
      - { indicator: https://api.bookstore.example, name: Bookstore API, permissions: [{ name: 'books:read' }] }
    ssoConnectors: [{ id: acme, name: Acme, provider: entra-oidc, domains: [] }]
`;
    expect(isEmpty(await plan(file))).toBe(true);
    const worker = (await app.applications.findMany(db, { type: 'machine-to-machine' })).items[0]!.id;
    expect(planText(await apply(file, true))).toBe(`tenant prunes
  - application ${worker} (Worker)
  ~ API resource https://api.bookstore.example
      permissions.books:write: {"description":"Change","grantedToEveryone":false} → deleted
  ~ SSO connector acme (Acme)
      domains.prunes.acme.example: {"proved":true} → deleted
2 to change, 1 to delete.`);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).total).toBe(2);
    expect(isEmpty(await apply(file, true))).toBe(true);
  });

  it('deletes users only of a section that lists users, and never administrators', async () => {
    await apply('tenants: { prunes2: { users: [{ username: a }, { username: b }] } }');
    const { db } = (await app.tenants.byId('prunes2'))!;
    await apply('tenants: { prunes2: { name: X } }', true);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).total).toBe(2);
    await apply('tenants: { prunes2: { users: [{ username: A }] } }', true);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).items).toMatchObject([{ username: 'A' }]);
    await apply('tenants: { admin: { users: [{ username: root }] } }');
    expect(isEmpty(await apply('tenants: { admin: { users: [] } }', true))).toBe(true);
  });

  it('a connector may keep tokens for an application of the same file, and says so no second time', async () => {
    const connector = (storage: string) =>
      `{ id: one, name: one, provider: oidc, config: { issuer: 'http://localhost:4000/oidc/x', clientId: a, clientSecret: abcdef }, tokenStorage: ${storage} }`;
    const file = (storage: string) =>
      `tenants: { keeps: { applications: [{ id: calendar, name: Calendar, type: traditional }], ssoConnectors: [${connector(storage)}] } }`;
    const on = file('{ enabled: true, scopes: [x], applications: [calendar] }');
    await apply(on);
    const { db } = (await app.tenants.byId('keeps'))!;
    expect((await app.sso.connectors.get(db, 'one')).tokenStorage).toEqual({
      enabled: true,
      scopes: ['x'],
      applications: ['calendar'],
    });
    expect(isEmpty(await plan(on))).toBe(true);
    await apply(file('{ enabled: false }'));
    expect((await app.sso.connectors.get(db, 'one')).tokenStorage.enabled).toBe(false);
  });

  it('moves a domain from one connector to another in one run, whichever comes first', async () => {
    const config = "{ issuer: 'http://localhost:4000/oidc/x', clientId: a, clientSecret: abcdef }";
    const connector = (id: string, domains: string) =>
      `{ id: ${id}, name: ${id}, provider: oidc, config: ${config}, domains: ${domains} }`;
    const file = (one: string, two: string) =>
      `tenants: { moves: { ssoConnectors: [${connector('one', one)}, ${connector('two', two)}] } }`;
    const claimed = '[{ name: moves.example, proved: true }]';
    await apply(file('[]', claimed));
    await apply(file(claimed, '[]'), true);
    const { db } = (await app.tenants.byId('moves'))!;
    const { connectors } = app.sso;
    expect((await connectors.get(db, 'one')).domains).toMatchObject([{ name: 'moves.example' }]);
    expect((await connectors.get(db, 'two')).domains).toEqual([]);
    await apply(file('[]', claimed), true);
    expect((await connectors.get(db, 'two')).domains).toMatchObject([{ name: 'moves.example' }]);
  });
});

describe('two at once', () => {
  it('of the same file end as one: the other finds nothing to change', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => apply(sample('race'))));
    expect(runs.filter((run) => !isEmpty(run))).toHaveLength(1);
    expect(runs.flatMap(({ generated }) => generated)).toHaveLength(1);
    const events = await eventsOf('race');
    expect(events.filter((type) => type === 'user.created')).toHaveLength(1);
    const { db } = (await app.tenants.byId('race'))!;
    expect((await app.applications.findMany(db)).total).toBe(2);
  });

  it('of different files both hold', async () => {
    await apply('tenants: { both: { name: Both } }');
    await Promise.all([
      apply('tenants: { both: { applications: [{ id: a, name: A, type: spa }] } }'),
      apply('tenants: { both: { applications: [{ id: b, name: B, type: spa }] } }'),
    ]);
    const { db } = (await app.tenants.byId('both'))!;
    expect((await app.applications.findMany(db)).items.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });
});

/** Without generated ids, and in one order: what was made in one transaction has no order of its own. */
function thingsIn(exported: string): unknown {
  const [section] = Object.values((parse(exported) as { tenants: Record<string, object> }).tenants);
  const lists = Object.entries(section ?? {}).map(([kind, value]) => [
    kind,
    Array.isArray(value) ? value.map((item) => JSON.stringify({ ...item, id: undefined })).sort() : value,
  ]);
  return Object.fromEntries(lists);
}

describe('export', () => {
  it('gives a file that changes nothing, holds no secret, and makes the same tenant elsewhere', async () => {
    await apply(sample('exports'));
    const odd = '"${NOT_A_VARIABLE} #: - [x"';
    await apply(
      `tenants: { exports: { applications: [{ id: odd, name: ${odd.replace('${', () => '$${')}, type: spa, customData: { n: "012", yes: "yes", list: [1, null] } }] } }`,
    );
    const text = await declarative.export({ tenants: ['exports'], users: true });
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    const before = await stateOf('exports');
    expect(await apply(text, true)).toEqual({ tenants: [], generated: [] });
    expect(await stateOf('exports')).toBe(before);

    const elsewhere = text
      .replace(/^ {2}exports:/m, '  copy:')
      .replace(/^( +)clientId: acme-app.*$/m, '$1clientId: acme-app\n$1clientSecret: another-secret')
      .replaceAll('id: usr_', 'id: copy_')
      .replace(/id: [a-z0-9]{21}\n/, 'id: worker\n');
    await apply(elsewhere);
    const copied = await declarative.export({ tenants: ['copy'], users: true });
    expect(thingsIn(copied)).toEqual(thingsIn(text));
  });

  it('leaves people out unless they are asked for, and says so', async () => {
    await apply(sample('people'));
    const text = await declarative.export({ tenants: ['people'] });
    expect(text).not.toContain('alice');
    expect(text).toContain('users: 1 not exported');
    expect(isEmpty(await apply(text, true))).toBe(true);
  });
});
