// The mapping simulator and the preview of a change: what they say is what a sign-in does, and they do nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi } from '../../../kernel/http/test-api.ts';
import {
  acmeTenant,
  connectorInputs,
  type Harness,
  referenceOf,
  signIn,
  startHarness,
} from '../../../testing/sso.ts';
import { type ConnectorInput, ssoRoutes } from '../index.ts';
import { type ImpactInput, impactInputSchema, impactOf } from './impact.ts';
import { pastedSaml } from './pasted-saml.ts';
import { type RoleMappingInput, roleMappingSchema } from './roles.ts';
import { type SimulateInput, simulate } from './simulate.ts';

const ben = 'ben@acme.example';
const engineers = '7c9a4f7e-52a1-4f0e-9a4b-1f2e3d4c5b6a';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  h.idp.updateUser(acmeTenant, ben, { groups: [engineers], name: 'Ben' });
  place = await h.newTenant();
  for (const id of ['engineer', 'member']) {
    await place.roles.create(place.tenant.db, { id, name: id.toUpperCase() });
  }
});

const byGroup: RoleMappingInput = {
  defaultRoles: ['member'],
  rules: [{ claim: 'groups', operator: 'contains', values: [engineers], roles: ['engineer'] }],
};
const add = (changes: Partial<ConnectorInput> = {}) =>
  place.sso.connectors.create(place.tenant.db, { ...connectorInputs(h.idp).acme!, ...changes });
const go = (username = ben) =>
  signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, username, { connectorId: 'acme' });
const run = async (input: SimulateInput) =>
  simulate(
    place.sso.mapping,
    place.tenant.db,
    await place.sso.connectors.get(place.tenant.db, 'acme'),
    input,
  );
const draft = (mapping: RoleMappingInput) => roleMappingSchema.parse(mapping);
const impact = async (
  input: Partial<ImpactInput> & { roleMapping: ImpactInput['roleMapping'] },
  readUsers = true,
) =>
  impactOf(
    place.sso.mapping,
    place.tenant.db,
    await place.sso.connectors.get(place.tenant.db, 'acme'),
    impactInputSchema.parse(input),
    { readUsers },
  );
const names = (list: { name: string | null }[] | null) => list?.map(({ name }) => name);

const assertion = (attributes: string) => `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">
  <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Subject><saml:NameID>ben</saml:NameID>
  </saml:Subject><saml:AttributeStatement>${attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
const attribute = (name: string, ...values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map((v) => `<saml:AttributeValue>${v}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

describe('the simulator', () => {
  it('says of pasted claims what each rule makes of them, the profile and the roles, by a draft that is not saved', async () => {
    await add();
    const claims = { email: 'x@acme.example', name: 'X', groups: [engineers] };
    const result = await run({ claims, roleMapping: draft(byGroup) });
    expect(result).toMatchObject({
      source: { kind: 'claims', verified: false },
      profile: { email: 'x@acme.example', name: 'X', from: { email: 'email' } },
      rules: [{ position: 1, verdict: 'match', roles: [{ id: 'engineer', name: 'ENGINEER' }] }],
      outcome: 'set',
      gains: null,
    });
    expect(names(result.roles)).toEqual(['MEMBER', 'ENGINEER']);
    expect((await run({ claims })).outcome).toBe('nothing');
  });

  it('of a recent sign-in: says the same as the next one does', async () => {
    await add({ roleMapping: byGroup });
    const signedIn = await go();
    const reference = referenceOf(signedIn);
    expect(await run({ attempt: reference })).toMatchObject({
      source: { kind: 'attempt', verified: true },
      gains: [],
      losses: [],
    });
    const other = await run({
      attempt: reference.toLowerCase(),
      roleMapping: draft({ defaultRoles: ['member'] }),
    });
    expect(names(other.losses)).toEqual(['ENGINEER']);
    await expect(run({ attempt: 'NOPE' })).rejects.toMatchObject({ code: 'sso.attempt_not_found' });
  });

  it('reads a pasted SAML response, as XML, base64 or form, and says that nothing of it is verified', async () => {
    await add();
    const xml = assertion(attribute('groups', engineers, 'b') + attribute('email', 'x@acme.example'));
    const base64 = Buffer.from(xml).toString('base64');
    const form = `SAMLResponse=${encodeURIComponent(base64)}&RelayState=x`;
    for (const saml of [xml, base64, form]) {
      const result = await run({ saml, roleMapping: draft(byGroup) });
      expect(result.source).toMatchObject({ kind: 'saml', verified: false });
      expect(result.claims).toEqual({ groups: [engineers, 'b'], email: 'x@acme.example', nameId: 'ben' });
      expect(names(result.roles)).toEqual(['MEMBER', 'ENGINEER']);
    }
  });

  it.each([
    [
      'a document type that reads files',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${assertion('')}`,
    ],
    ['a thousand laughs', `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>`],
    ['broken XML', '<a><b></a>'],
    ['no assertion', '<a/>'],
    ['an encrypted one', '<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>'],
    ['something else altogether', 'hello, world!'],
    ['base64 of nothing', 'AAAA'],
    ['half a megabyte', assertion(attribute('a', 'x'.repeat(600_000)))],
    ['a broken form', 'SAMLResponse=%E0%A4%A'],
  ])('threat: pasted SAML with %s is refused and harms nobody', (_, saml) => {
    expect(() => pastedSaml(saml)).toThrow(expect.objectContaining({ code: 'sso.pasted_saml' }));
  });
});

describe('the impact of a draft', () => {
  it('names who gains and loses what, and changes nothing', async () => {
    await add({ roleMapping: { defaultRoles: ['member'] } });
    await go();
    await go('anna@acme.example');
    const result = await impact({ roleMapping: draft({ rules: byGroup.rules }) });
    expect(result).toMatchObject({
      total: 2,
      examined: 2,
      next: null,
      counts: { gaining: 1, refused: 1, unchanged: 0 },
      roles: [
        { id: 'engineer', gains: 1, losses: 0 },
        { id: 'member', gains: 0, losses: 1 },
      ],
    });
    const [bens] = result.users.filter(({ email }) => email === ben);
    expect([names(bens!.gains), names(bens!.losses)]).toEqual([['ENGINEER'], ['MEMBER']]);
    // Entra says nothing of Anna's groups: her next sign-in would fail rather than take her role.
    expect(result.users.find(({ email }) => email !== ben)?.verdict).toBe('refused');
    const after = await impact({ roleMapping: draft({ defaultRoles: ['member'] }) });
    expect(after.counts).toMatchObject({ unchanged: 2, gaining: 0, losing: 0 });
  });

  it('of taking the mapping away: everybody loses what it gave', async () => {
    await add({ roleMapping: byGroup });
    await go();
    expect((await impact({ roleMapping: null })).roles).toEqual([
      expect.objectContaining({ id: 'engineer', losses: 1 }),
      expect.objectContaining({ id: 'member', losses: 1 }),
    ]);
  });

  it('goes through everybody page by page, each once', async () => {
    await add();
    for (const who of [ben, 'anna@acme.example']) await go(who);
    const mapping = draft({ defaultRoles: ['member'] });
    const first = await impact({ roleMapping: mapping, limit: 1 });
    const second = await impact({ roleMapping: mapping, limit: 1, after: first.next! });
    expect(new Set([...first.users, ...second.users].map(({ userId }) => userId)).size).toBe(2);
    expect((await impact({ roleMapping: mapping, limit: 1, after: second.next! })).examined).toBe(0);
    await expect(impact({ roleMapping: mapping, after: 'rubbish' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('is honest about people whose claims are missing or old', async () => {
    await add();
    await go();
    await place.tenant.db
      .updateTable('external_identities')
      .set({ last_used_at: new Date(Date.UTC(2020, 0, 1)) })
      .execute();
    const mapping = draft(byGroup);
    expect((await impact({ roleMapping: mapping })).users[0]).toMatchObject({
      old: true,
      verdict: 'changes',
    });
    await place.tenant.db.updateTable('external_identities').set({ claims: {} }).execute();
    expect(await impact({ roleMapping: mapping })).toMatchObject({ counts: { unknown: 1, gaining: 0 } });
  });

  it('costs the same number of statements for one person as for many', async () => {
    await add();
    await go();
    const { statements } = await h.database.statements.during(() => impact({ roleMapping: draft(byGroup) }));
    expect(statements.length).toBeLessThanOrEqual(8);
  });
});

describe('threat: personal data for those who may not read users', () => {
  it('the impact tells numbers, and nobody’s name', async () => {
    await add();
    await go();
    const result = await impact({ roleMapping: draft(byGroup) }, false);
    expect(result.counts.gaining).toBe(1);
    expect(JSON.stringify(result)).not.toContain('acme.example');
  });

  it('the claims of an attempt are refused; another tenant’s connector is not there', async () => {
    const api = await openTestApi(ssoRoutes(place.sso), h.database);
    await place.sso.connectors.create(api.db, { ...connectorInputs(h.idp).acme!, domains: [] });
    api.permissions.splice(0, api.permissions.length, 'sso-connectors:read');
    const path = '/sso-connectors/acme/mapping/simulate';
    expect((await api.call('POST', path, { attempt: 'X' })).json.code).toBe('sso.claims_of_people');
    expect((await api.call('POST', path, { claims: { name: 'X' } })).json.profile.name).toBe('X');
    expect((await api.call('POST', path, {})).status).toBe(400);
    expect((await api.call('POST', path, { claims: {}, saml: '<a/>' })).status).toBe(400);
    const other = await api.another();
    expect((await other.call('POST', path, { claims: {} })).status).toBe(404);
    expect(
      (await other.call('POST', '/sso-connectors/acme/mapping/impact', { roleMapping: null })).status,
    ).toBe(404);
  });
});
