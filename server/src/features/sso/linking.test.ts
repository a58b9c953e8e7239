/** DESIGN section 7, "Linking": who an external identity may sign in as. The threat is account takeover. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acmeTenant,
  causeOf,
  connectorInputs,
  type Harness,
  land,
  signIn,
  startHarness,
  traceOf,
  travel,
  wayneTenant,
} from '../../testing/sso.ts';
import type { ConnectorInput } from './index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  h.idp.misbehave(acmeTenant, null);
  place = await h.newTenant();
});

const add = (id: string, changes: Partial<ConnectorInput> = {}) =>
  place.sso.connectors.create(place.tenant.db, { ...connectorInputs(h.idp)[id]!, ...changes });
const go = (username: string, connectorId: string) =>
  signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, username, { connectorId });
const identitiesOf = (userId: string) => place.users.listIdentities(place.tenant.db, userId);
const everybody = async () => (await place.users.search(place.tenant.db, { limit: 10, offset: 0 })).items;

describe('an existing local account with the same address', () => {
  const local = (emailVerified: boolean, email = 'anna@acme.example') =>
    place.users.create(place.tenant.db, { email, emailVerified, name: 'Local Anna' });

  it('is linked when the address is verified on both sides and the connector has proved the domain', async () => {
    await add('acme');
    const user = await local(true);
    const { resolution } = await go('anna@acme.example', 'acme');
    expect(resolution).toMatchObject({ outcome: 'signed-in', created: false, user: { id: user.id } });
    expect(await identitiesOf(user.id)).toMatchObject([
      { connectorId: 'acme', subject: `${acmeTenant}/0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01` },
    ]);
  });

  it.each([
    [
      'its own address is unverified',
      'acme',
      {},
      false,
      'local-email-unverified',
      'anna@acme.example',
      'anna@acme.example',
    ],
    [
      'the provider does not vouch for the address',
      'initech',
      {},
      true,
      'email-unverified',
      'milton@initech.example',
      'milton@initech.example',
    ],
    [
      'the connector has not proved the domain',
      'umbrella',
      { domains: [{ name: 'umbrella.example' }] },
      true,
      'domain-unproved',
      'alice',
      'alice@umbrella.example',
    ],
  ] as const)(
    'must be proved first when %s',
    async (_, connectorId, changes, verified, reason, username, email) => {
      await add(connectorId, changes as Partial<ConnectorInput>);
      const user = await local(verified, email);
      const signedIn = await go(username, connectorId);
      expect(signedIn.resolution).toMatchObject({
        outcome: 'prove-local-account',
        reason,
        user: { id: user.id },
      });
      expect(await identitiesOf(user.id)).toEqual([]);
      expect(await everybody()).toHaveLength(1);

      const { identity, result } = signedIn;
      const trace = result.outcome === 'identified' ? result.trace : undefined;
      const other = await place.users.create(place.tenant.db, { email: 'other@elsewhere.example' });
      const stranger = await place.sso.resolveUser(place.tenant.db, place.tenant, identity!, trace!, {
        provedUserId: other.id,
      });
      expect(stranger.outcome).toBe('prove-local-account');
      const proved = await place.sso.resolveUser(place.tenant.db, place.tenant, identity!, trace!, {
        provedUserId: user.id,
      });
      expect(proved).toMatchObject({ outcome: 'signed-in', user: { id: user.id } });
      expect(await identitiesOf(user.id)).toHaveLength(1);
      expect(await traceOf(place.tenant, signedIn)).toMatchObject({ outcome: 'succeeded' });
    },
  );

  it('is not handed to the successor who got the same address at the provider', async () => {
    await add('acme');
    const first = await go('anna@acme.example', 'acme');
    expect(first.resolution?.outcome).toBe('signed-in');
    h.idp.addUser(acmeTenant, {
      username: 'anna2@acme.example',
      email: 'anna@acme.example',
      name: 'New Anna',
    });
    expect(causeOf(await go('anna2@acme.example', 'acme'))).toBe('identity.other_person');
    expect(await everybody()).toHaveLength(1);
  });
});

describe('the key of a person is not their address', () => {
  it('an address that changes inside the domain keeps the user and follows', async () => {
    await add('acme');
    const before = await go('ben@acme.example', 'acme');
    h.idp.updateUser(acmeTenant, 'ben@acme.example', { email: 'benjamin@acme.example' });
    const after = await go('ben@acme.example', 'acme');
    h.idp.updateUser(acmeTenant, 'ben@acme.example', { email: 'ben@acme.example' });
    if (before.resolution?.outcome !== 'signed-in') throw new Error('not signed in');
    expect(after.resolution).toMatchObject({
      outcome: 'signed-in',
      created: false,
      user: { id: before.resolution.user.id, email: 'benjamin@acme.example', emailVerified: true },
    });
  });

  it('an address that somebody else here has is not taken over', async () => {
    await add('acme');
    await go('ben@acme.example', 'acme');
    const holder = await place.users.create(place.tenant.db, {
      email: 'benjamin@acme.example',
      emailVerified: true,
    });
    h.idp.updateUser(acmeTenant, 'ben@acme.example', { email: 'benjamin@acme.example' });
    const after = await go('ben@acme.example', 'acme');
    h.idp.updateUser(acmeTenant, 'ben@acme.example', { email: 'ben@acme.example' });
    expect(after.resolution).toMatchObject({ outcome: 'signed-in', user: { email: 'ben@acme.example' } });
    expect(await place.users.find(place.tenant.db, holder.id)).toMatchObject({
      email: 'benjamin@acme.example',
    });
  });

  it('an address that moves outside the domains ends the sign-in', async () => {
    await add('acme');
    await go('anna@acme.example', 'acme');
    h.idp.misbehave(acmeTenant, 'foreign-verified-email');
    expect(causeOf(await go('anna@acme.example', 'acme'))).toBe('email.outside_domains');
  });

  it('the same oid at two connectors is two identities', async () => {
    await add('acme');
    const second = connectorInputs(h.idp).acme!;
    await place.sso.connectors.create(place.tenant.db, {
      ...second,
      id: 'acme2',
      config: { ...second.config, clientId: 'acme2-app', clientSecret: 'acme2-secret' },
      domains: [{ name: 'acme.example', proved: true, allowChoice: true }],
    });
    const one = await go('anna@acme.example', 'acme');
    const two = await go('anna@acme.example', 'acme2');
    if (one.resolution?.outcome !== 'signed-in') throw new Error('not signed in');
    expect(two.resolution).toMatchObject({
      outcome: 'signed-in',
      created: false,
      user: { id: one.resolution.user.id },
    });
    expect((await identitiesOf(one.resolution.user.id)).map(({ connectorId }) => connectorId).sort()).toEqual(
      ['acme', 'acme2'],
    );
  });
});

describe('nobody gets in', () => {
  it('who is suspended', async () => {
    await add('acme');
    const { resolution } = await go('anna@acme.example', 'acme');
    if (resolution?.outcome !== 'signed-in') throw new Error('not signed in');
    await place.users.suspend(place.tenant.db, resolution.user.id);
    const again = await go('anna@acme.example', 'acme');
    expect(causeOf(again)).toBe('user.suspended');
    expect(await traceOf(place.tenant, again)).toMatchObject({
      outcome: 'failed',
      userId: resolution.user.id,
    });
  });

  it('whose provider sends no address', async () => {
    await add('acme');
    expect(causeOf(await go('nomail@acme.example', 'acme'))).toBe('email.missing');
  });

  it('whose address is unproved and unverified', async () => {
    await add('acme', { domains: [{ name: 'acme.example' }] });
    expect(causeOf(await go('anna@acme.example', 'acme'))).toBe('email.unverified');
    expect(await everybody()).toEqual([]);
  });

  it('whose address is verified only as another one', async () => {
    await add('umbrella', { domains: [{ name: 'umbrella.example' }] });
    const sayingOfAnother = h.outboundThat((url, text) =>
      url.endsWith('/userinfo')
        ? text.replace('alice@', 'other@').replace(/}$/, ',"email_verified":true}')
        : text,
    );
    h.idp.updateUser('umbrella', 'alice', {
      extraClaims: { name: undefined, email_verified: undefined, email: 'alice@umbrella.example' },
    });
    const where = { sso: place.node({ outbound: sayingOfAnother }), tenant: place.tenant, idp: h.idp };
    const signedIn = await signIn(where, 'alice', { connectorId: 'umbrella' });
    h.idp.updateUser('umbrella', 'alice', { extraClaims: {} });
    expect(signedIn.identity).toMatchObject({ email: 'alice@umbrella.example', emailVerified: false });
    expect(causeOf(signedIn)).toBe('email.unverified');
  });

  it('whose address Entra vouches for in a token that does not name it', async () => {
    await add('acme', { domains: [{ name: 'acme.example' }] });
    h.idp.addUser(acmeTenant, {
      username: 'quiet@acme.example',
      email: 'quiet@acme.example',
      extraClaims: { email: undefined, xms_edov: true },
    });
    expect(causeOf(await go('quiet@acme.example', 'acme'))).toBe('email.unverified');
  });

  it('who is a guest from a foreign domain', async () => {
    await add('acme');
    expect(causeOf(await go('chen@partner.example', 'acme'))).toBe('email.outside_domains');
  });

  it('who has an account of another Google Workspace', async () => {
    await add('globex');
    expect(causeOf(await go('pat@globex.example', 'globex'))).toBe('google.hosted_domain');
  });
});

it('Entra with xms_edov needs no proved domain', async () => {
  await add('acme', { domains: [{ name: 'acme.example' }] });
  const { resolution } = await go('ben@acme.example', 'acme');
  expect(resolution).toMatchObject({ outcome: 'signed-in', created: true, user: { emailVerified: true } });
});

it("Entra's group overage is told in the trace and loses nobody their sign-in", async () => {
  await add('acme');
  const signedIn = await go('many@acme.example', 'acme');
  expect(signedIn.resolution?.outcome).toBe('signed-in');
  const { steps } = await traceOf(place.tenant, signedIn);
  expect(steps).toContainEqual(expect.objectContaining({ rule: 'groups.listed', verdict: 'skip' }));
});

it('two first sign-ins of one person at the same moment make one user', async () => {
  await add('acme');
  const both = await Promise.all(Array.from({ length: 6 }, () => go('anna@acme.example', 'acme')));
  expect(both.map(({ resolution }) => resolution?.outcome)).toEqual(Array(6).fill('signed-in'));
  expect(await everybody()).toHaveLength(1);
});

describe('profile synchronisation', () => {
  const rename = (name: string) => h.idp.updateUser(acmeTenant, 'ben@acme.example', { name });

  it.each([
    ['every-sign-in', 'Benjamin'],
    ['first-sign-in', 'Ben'],
  ] as const)('%s: a new name at the provider gives %s', async (syncProfile, expected) => {
    await add('acme', { syncProfile });
    rename('Ben');
    await go('ben@acme.example', 'acme');
    rename('Benjamin');
    const { resolution } = await go('ben@acme.example', 'acme');
    expect(resolution).toMatchObject({ user: { name: expected } });
  });
});

describe('Entra for several tenants (common, organizations)', () => {
  const multi = (allowedTenants: string[]): ConnectorInput => ({
    id: 'multi',
    name: 'Multi',
    provider: 'entra-oidc',
    config: {
      issuer: `${h.idp.url}/organizations/v2.0`,
      clientId: 'multi-app',
      clientSecret: 'multi-secret',
      allowedTenants,
    },
    domains: [
      { name: 'acme.example', proved: true },
      { name: 'wayne.example', proved: true },
    ],
    enabled: true,
  });

  it('signs in people of an allowed tenant, under that tenant’s own issuer', async () => {
    await place.sso.connectors.create(place.tenant.db, multi([acmeTenant]));
    const { identity, resolution } = await go('anna@acme.example', 'multi');
    expect(resolution).toMatchObject({ outcome: 'signed-in', created: true });
    expect(identity).toMatchObject({
      issuer: h.idp.issuerOf(acmeTenant),
      subject: expect.stringContaining(acmeTenant),
    });
  });

  it('refuses a tenant that is not on the list', async () => {
    await place.sso.connectors.create(place.tenant.db, multi([acmeTenant]));
    expect(causeOf(await go('bruce@wayne.example', 'multi'))).toBe('entra.tenant_not_allowed');
    expect(await everybody()).toEqual([]);
  });

  it('a tenant cannot speak for another tenant’s addresses, although both are allowed and proved', async () => {
    await place.sso.connectors.create(place.tenant.db, multi([acmeTenant, wayneTenant]));
    const anna = await place.users.create(place.tenant.db, {
      email: 'anna@acme.example',
      emailVerified: true,
    });
    const { resolution } = await go('joker@wayne.example', 'multi');
    expect(resolution).toMatchObject({ outcome: 'prove-local-account', reason: 'email-unverified' });
    expect(await identitiesOf(anna.id)).toEqual([]);
  });

  it.each([
    ['wrong-key', 'id_token.unknown_key'],
    ['wrong-nonce', 'id_token.wrong_nonce'],
    ['broken-signature', 'id_token.bad_signature'],
    ['wrong-iss', 'id_token.wrong_issuer'],
    ['other-tid', 'entra.tenant_not_allowed'],
    ['missing-tid', 'entra.tenant_not_allowed'],
    ['alg-none', 'id_token.algorithm'],
  ] as const)('%s is seen there too: %s', async (what, cause) => {
    await place.sso.connectors.create(place.tenant.db, multi([acmeTenant, wayneTenant]));
    h.idp.misbehave('organizations', what);
    h.idp.misbehave(acmeTenant, what);
    const signedIn = await go('anna@acme.example', 'multi');
    h.idp.misbehave('organizations', null);
    expect(causeOf(signedIn)).toBe(cause);
  });

  it('a key that Entra keeps for one tenant signs for no other', async () => {
    const outbound = h.outboundThat((url, text) =>
      url.includes('/discovery/v2.0/keys') ? text.replaceAll('{tenantid}', wayneTenant) : text,
    );
    await place.sso.connectors.create(place.tenant.db, multi([acmeTenant, wayneTenant]));
    const where = { sso: place.node({ outbound }), tenant: place.tenant, idp: h.idp };
    const anna = await signIn(where, 'anna@acme.example', { connectorId: 'multi' });
    expect(causeOf(anna)).toBe('id_token.unknown_key');
    const bruce = await signIn(where, 'bruce@wayne.example', { connectorId: 'multi' });
    expect(bruce.result.outcome).toBe('identified');
  });

  it('RFC 9207: an issuer named in the callback decides, and a token of another tenant does not pass under it', async () => {
    const input = multi([acmeTenant, wayneTenant]);
    await place.sso.connectors.create(place.tenant.db, input);
    const where = { sso: place.sso, tenant: place.tenant, idp: h.idp };
    const named = async (issuer: string) => {
      const trip = await travel(where, 'anna@acme.example', { connectorId: 'multi' });
      trip.callback.searchParams.set('iss', issuer);
      return causeOf({ result: await land(place.sso, place.tenant, 'multi', trip) });
    };
    expect(await named(h.idp.issuerOf(acmeTenant))).toBeUndefined();
    expect(await named(h.idp.issuerOf(wayneTenant))).toBe('id_token.wrong_issuer');
    expect(await named('https://evil.example')).toBe('callback.wrong_issuer');
    h.idp.misbehave('organizations', 'other-tid', { value: wayneTenant });
    h.idp.misbehave(acmeTenant, 'other-tid', { value: wayneTenant });
    expect(await named(h.idp.issuerOf(acmeTenant))).toBe('entra.tenant_not_allowed');
    h.idp.misbehave('organizations', null);
  });
});
