// Mapping with SAML: attributes by their whole names, groups by the name that the preset knows.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acmeTenant, type Harness, startHarness } from '../../../testing/sso.ts';
import { newPlace, type SamlCase, signIn } from '../saml/saml-harness.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const cases: [SamlCase, string, string][] = [
  [
    { directory: acmeTenant, provider: 'entra-saml', domain: 'acme.example' },
    'ben@acme.example',
    `${claims}/name`,
  ],
  [{ directory: 'stark', provider: 'saml', domain: 'stark.example' }, 'tony', 'email'],
];

it.each(cases)(
  'groups give roles and attributes fill the profile: $provider',
  async (given, person, attribute) => {
    h.idp.updateUser(given.directory, person, { groups: ['Staff', 'Engineering'] });
    const place = await newPlace(h, given);
    const { db } = place.tenant;
    await place.roles.create(db, { id: 'engineer', name: 'Engineer' });
    const rule = {
      claim: 'groups',
      operator: 'contains' as const,
      values: ['Engineering'],
      roles: ['engineer'],
    };
    await place.sso.connectors.update(db, 'saml', {
      roleMapping: { rules: [rule] },
      attributeMapping: { customData: { upn: [attribute] } },
    });
    const { result } = await signIn(h, place, person);
    if (result.outcome === 'failed') throw result.error;
    const resolution = await place.sso.resolveUser(db, place.tenant, result.identity, result.trace);
    if (resolution.outcome !== 'signed-in') throw new Error(resolution.outcome);
    expect(await place.roles.ofUser(db, resolution.user.id)).toEqual([
      { id: 'engineer', name: 'Engineer', sources: ['sso:saml'] },
    ]);
    expect(resolution.user.customData).toEqual({ upn: expect.stringContaining('@') });
  },
);
