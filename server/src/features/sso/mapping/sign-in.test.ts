// Mapping at the sign-in: profile and roles are written with it, or it fails and says why.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acmeTenant,
  causeOf,
  connectorInputs,
  type Harness,
  signIn,
  startHarness,
  traceOf,
} from '../../../testing/sso.ts';
import type { ConnectorInput } from '../index.ts';
import type { RoleMappingInput } from './roles.ts';

const ben = 'ben@acme.example';
const engineers = '7c9a4f7e-52a1-4f0e-9a4b-1f2e3d4c5b6a';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  h.idp.misbehave(acmeTenant, null);
  h.idp.updateUser(acmeTenant, ben, { groups: [engineers], name: 'Ben', givenName: undefined });
  place = await h.newTenant();
  for (const id of ['engineer', 'member', 'writer']) {
    await place.roles.create(place.tenant.db, { id, name: id.toUpperCase() });
  }
});

const add = (changes: Partial<ConnectorInput> = {}) =>
  place.sso.connectors.create(place.tenant.db, { ...connectorInputs(h.idp).acme!, ...changes });
const change = (roleMapping: RoleMappingInput | null) =>
  place.sso.connectors.update(place.tenant.db, 'acme', { roleMapping });
const go = (username = ben) =>
  signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, username, { connectorId: 'acme' });
const groups = (list: string[] | undefined) => h.idp.updateUser(acmeTenant, ben, { groups: list });
const benHere = async () => (await place.users.findByIdentifier(place.tenant.db, { email: ben }))!;
const rolesOf = async () =>
  (await place.roles.ofUser(place.tenant.db, (await benHere()).id)).map(({ id, sources }) => [
    id,
    ...sources,
  ]);

const byGroup: RoleMappingInput = {
  defaultRoles: ['member'],
  rules: [{ claim: 'groups', operator: 'contains', values: [engineers], roles: ['engineer'] }],
};

describe('roles', () => {
  it('come with the first sign-in, follow the groups at each, and leave those from elsewhere alone', async () => {
    await add({ roleMapping: byGroup });
    const first = await go();
    expect(first.resolution).toMatchObject({ outcome: 'signed-in', created: true });
    expect(await rolesOf()).toEqual([
      ['engineer', 'sso:acme'],
      ['member', 'sso:acme'],
    ]);
    const { steps } = await traceOf(place.tenant, first);
    expect(steps).toContainEqual(
      expect.objectContaining({
        rule: 'roles.rule',
        verdict: 'pass',
        seen: expect.stringContaining('engineer'),
      }),
    );
    expect(steps).toContainEqual(
      expect.objectContaining({ rule: 'roles.result', seen: expect.stringContaining('new: ENGINEER') }),
    );

    await place.roles.addManual(place.tenant.db, (await benHere()).id, 'writer');
    groups(['another-group']);
    const second = await go();
    expect(await rolesOf()).toEqual([
      ['member', 'sso:acme'],
      ['writer', 'manual'],
    ]);
    expect((await traceOf(place.tenant, second)).steps).toContainEqual(
      expect.objectContaining({ rule: 'roles.result', seen: expect.stringContaining('gone: ENGINEER') }),
    );
  });

  it('are permissions at the next token', async () => {
    const { tenant, access, roles } = place;
    const resource = await access.create(tenant.db, {
      indicator: 'https://api.example',
      name: 'API',
      permissions: [{ name: 'code:write' }],
    });
    await roles.setPermissions(tenant.db, 'engineer', { [resource.id]: ['code:write'] });
    await add({ roleMapping: byGroup });
    await go();
    const { id } = await benHere();
    expect(await access.permissionsOfUser(tenant.db, resource.id, id)).toEqual(['code:write']);
    groups(['another-group']);
    await go();
    expect(await access.permissionsOfUser(tenant.db, resource.id, id)).toEqual([]);
  });

  it('only grow where the mapping only adds', async () => {
    await add({ roleMapping: { ...byGroup, mode: 'add-only' } });
    await go();
    groups([]);
    await go();
    expect((await rolesOf()).map(([id]) => id)).toEqual(['engineer', 'member']);
  });

  it('are taken back when the connector stops deciding them, or is deleted', async () => {
    await add({ roleMapping: byGroup });
    await go();
    await change(null);
    expect(await rolesOf()).toEqual([]);
    await change(byGroup);
    await go();
    expect(await rolesOf()).toHaveLength(2);
    await place.sso.connectors.remove(place.tenant.db, 'acme');
    expect(await rolesOf()).toEqual([]);
  });

  it('a role that was deleted is given to nobody; one that never was is refused when the mapping is saved', async () => {
    await add({ roleMapping: byGroup });
    await place.roles.remove(place.tenant.db, 'engineer');
    expect((await go()).resolution?.outcome).toBe('signed-in');
    expect((await rolesOf()).map(([id]) => id)).toEqual(['member']);
    await expect(change({ defaultRoles: ['nobody'] })).rejects.toMatchObject({
      data: { issues: [{ path: 'roleMapping.defaultRoles.0' }] },
    });
  });

  it('a sign-in that changes none costs one statement more than without a mapping', async () => {
    await add();
    await go();
    const count = async () => (await h.database.statements.during(() => go())).statements.length;
    const without = await count();
    await change(byGroup);
    await go();
    expect((await count()) - without).toBeLessThanOrEqual(1);
  });
});

describe('DESIGN section 7: roles never vanish silently', () => {
  it('threat: the provider stops sending groups, and everybody loses their roles: refused with its cause', async () => {
    await add({ roleMapping: byGroup });
    await go();
    groups(undefined);
    const second = await go();
    expect(causeOf(second)).toBe('roles.groups_missing');
    expect((await traceOf(place.tenant, second)).steps.at(-1)).toMatchObject({
      rule: 'roles.groups',
      verdict: 'fail',
      side: 'gatehouse-config',
    });
    expect((await rolesOf()).map(([id]) => id)).toEqual(['engineer', 'member']);
    await change({ ...byGroup, missingGroups: 'keep' });
    expect((await go()).resolution?.outcome).toBe('signed-in');
    expect((await rolesOf()).map(([id]) => id)).toEqual(['engineer', 'member']);
    await change({ ...byGroup, missingGroups: 'none' });
    await go();
    expect((await rolesOf()).map(([id]) => id)).toEqual(['member']);
  });

  it('a person without groups who has nothing to lose signs in', async () => {
    groups(undefined);
    await add({ roleMapping: byGroup });
    expect((await go()).resolution?.outcome).toBe('signed-in');
    expect((await rolesOf()).map(([id]) => id)).toEqual(['member']);
  });

  it('Entra’s overage: no new account is left behind by the sign-in that fails', async () => {
    await add({ roleMapping: byGroup });
    const many = await go('many@acme.example');
    expect(causeOf(many)).toBe('roles.groups_too_many');
    expect(
      await place.users.findByIdentifier(place.tenant.db, { email: 'many@acme.example' }),
    ).toBeUndefined();
  });

  it('200 groups, as many as Entra sends, all count', async () => {
    groups([
      ...Array.from({ length: 199 }, (_, i) => engineers.replace(/^.{4}/, String(1000 + i))),
      engineers,
    ]);
    await add({ roleMapping: byGroup });
    await go();
    expect((await rolesOf()).map(([id]) => id)).toEqual(['engineer', 'member']);
  });
});

describe('attribute mapping', () => {
  it('fills a new user and follows every sign-in; what others put into custom data stays', async () => {
    await add({
      attributeMapping: {
        name: ['given_name', 'name'],
        username: ['oid'],
        customData: { tenant: ['tid'], groups: ['groups'] },
      },
    });
    h.idp.updateUser(acmeTenant, ben, { givenName: 'Benjamin' });
    await go();
    const user = await benHere();
    expect(user).toMatchObject({
      name: 'Benjamin',
      username: expect.stringMatching(/^[0-9a-f-]{36}$/),
      customData: { tenant: acmeTenant, groups: [engineers] },
    });
    await place.users.update(place.tenant.db, user.id, { customData: { ...user.customData, plan: 'pro' } });
    groups(['g2']);
    await go();
    expect((await benHere()).customData).toEqual({ tenant: acmeTenant, groups: ['g2'], plan: 'pro' });
  });

  it('a username that another account has stays there, and the trace says so', async () => {
    h.idp.updateUser(acmeTenant, ben, { name: 'ben' });
    await place.users.create(place.tenant.db, { username: 'Ben' });
    await add({ attributeMapping: { username: ['name'] } });
    const signedIn = await go();
    expect((await benHere()).username).toBeNull();
    expect((await traceOf(place.tenant, signedIn)).steps).toContainEqual(
      expect.objectContaining({ rule: 'profile.username', verdict: 'skip' }),
    );
  });

  it('threat: an address from another claim borrows the verification of `email`', async () => {
    const victim = await place.users.create(place.tenant.db, {
      email: 'nomail@acme.example',
      emailVerified: true,
    });
    await add({
      domains: [{ name: 'acme.example' }],
      attributeMapping: { email: ['preferred_username'] },
    });
    // Entra vouches for Ben's email (xms_edov), not for what stands in another claim.
    const signedIn = await go();
    expect(signedIn.resolution?.outcome).toBe('refused');
    expect(causeOf(signedIn)).toBe('email.unverified');
    expect(await place.users.listIdentities(place.tenant.db, victim.id)).toEqual([]);
  });

  it('threat: a provider sends a list of addresses, one of which is somebody else’s', async () => {
    const extraClaims = { email: ['ben@acme.example', 'anna@acme.example'] };
    h.idp.updateUser(acmeTenant, ben, { extraClaims });
    await add();
    const signedIn = await go();
    h.idp.updateUser(acmeTenant, ben, { extraClaims: {} });
    expect(causeOf(signedIn)).toBe('email.missing');
  });

  it('threat: a mapping leads to an address outside the connector’s domains', async () => {
    h.idp.updateUser(acmeTenant, ben, { name: 'ceo@other.example' });
    await add({ attributeMapping: { email: ['name'] } });
    expect(causeOf(await go())).toBe('email.outside_domains');
  });
});
