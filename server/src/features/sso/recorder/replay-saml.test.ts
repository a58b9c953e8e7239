/** "Would it pass now?" of SAML: the response that came, judged by the certificates, names and rules of now. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { signInAtIdp } from '../../../testing/idp/index.ts';
import { type Harness, startHarness } from '../../../testing/sso.ts';
import type { IdpStart } from '../index.ts';
import { land, newPlace, register, signIn, spEntityIdOf, travel } from '../saml/saml-harness.ts';
import { evidenceOf, openPlace, replay, verdictOf, writes } from './replay-harness.ts';

let h: Harness;
beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
afterEach(() => {
  vi.useRealTimers();
  h.idp.misbehave('stark', null);
  register(h, 'stark');
});

const stark = { directory: 'stark', provider: 'saml', domain: 'stark.example' };

async function open(config: Record<string, unknown> = {}, sp: object = {}) {
  const { place, api } = await openPlace(h);
  register(h, 'stark', sp);
  await place.sso.connectors.create(place.tenant.db, {
    id: 'saml',
    name: 'saml',
    provider: 'saml',
    domains: [{ name: 'stark.example', proved: true }],
    enabled: true,
    config: { metadataUrl: h.idp.samlOf('stark').metadataUrl, ...config },
  });
  const change = (patch: object) => place.sso.connectors.update(place.tenant.db, 'saml', patch);
  async function tried(username = 'tony') {
    const { result } = await signIn(h, place, username);
    if (result.outcome === 'failed') return result.reference;
    await place.sso.resolveUser(place.tenant.db, place.tenant, result.identity, result.trace);
    return result.trace.reference;
  }
  const usersNow = async () => (await place.users.search(place.tenant.db, { limit: 1, offset: 0 })).total;
  return { place, api, change, tried, usersNow };
}

describe('a response', () => {
  it('that signed somebody in is judged whole again, signature included, days later by the clock of then', async () => {
    const { api, tried } = await open();
    const reference = await tried();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 });
    const told = await replay(api, reference);
    expect(told).toMatchObject({ outcome: 'pass', evidence: 'response', connectionChangedSince: false });
    const passed = told.steps.filter(({ verdict }) => verdict === 'pass').map(({ rule }) => rule);
    for (const rule of [
      'saml.signature',
      'saml.conditions',
      'saml.confirmation',
      'saml.in_response_to',
      'user.link',
    ])
      expect(passed).toContain(rule);
    expect(passed).not.toContain('saml.first_use');
    expect(told.notRepeated.map(({ rule }) => rule)).toEqual([
      'callback.request',
      'saml.library',
      'saml.first_use',
    ]);
  });

  it('is refused by a certificate that is not the provider’s any more', async () => {
    const { api, change, tried } = await open();
    const reference = await tried();
    const { entityId, ssoUrl } = h.idp.samlOf('stark');
    const certificates = await h.idp.certificatesOf('initech');
    await change({ config: { metadataUrl: null, entityId, ssoUrl, certificates } });
    const [outcome, cause] = await verdictOf(api, reference);
    expect([outcome, cause]).toEqual(['fail', 'saml.unknown_certificate']);
  });

  it('for another audience passes once our entity ID is the one that the provider has', async () => {
    const { api, change, tried, usersNow } = await open();
    h.idp.misbehave('stark', 'saml-wrong-audience');
    const reference = await tried();
    h.idp.misbehave('stark', null);
    const first = await replay(api, reference);
    expect(first).toMatchObject({ outcome: 'fail', cause: { code: 'saml.wrong_audience' } });
    const audience = first.steps.find(({ verdict }) => verdict === 'fail')!.seen!;
    await change({ config: { spEntityId: audience } });
    const told = await replay(api, reference);
    expect(told).toMatchObject({ outcome: 'pass', connectionChangedSince: true });
    expect(await usersNow()).toBe(0);
  });

  it('without encryption passes when none is asked for any more', async () => {
    const { api, change, tried } = await open({ wantAssertionsEncrypted: true });
    const reference = await tried();
    expect(await verdictOf(api, reference)).toEqual(['fail', 'saml.not_encrypted', 'response']);
    await change({ config: { wantAssertionsEncrypted: false } });
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'response']);
  });

  it('from outside the domains passes once the domain is the connector’s', async () => {
    const { place, api, tried } = await open();
    await place.sso.connectors.removeDomain(place.tenant.db, 'saml', 'stark.example');
    const reference = await tried();
    expect(await verdictOf(api, reference)).toEqual(['fail', 'email.outside_domains', 'response']);
    await place.sso.connectors.addDomain(place.tenant.db, 'saml', { name: 'stark.example', proved: true });
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'response']);
  });

  it.each([
    ['saml-expired', 'saml.expired'],
    ['saml-name-changed', 'saml.bad_signature'],
    ['saml-unsigned', 'saml.unsigned'],
  ] as const)('%s stays refused', async (misbehaviour, cause) => {
    const { api, tried } = await open();
    h.idp.misbehave('stark', misbehaviour);
    const reference = await tried();
    h.idp.misbehave('stark', null);
    expect(await verdictOf(api, reference)).toEqual(['fail', cause, 'response']);
  });
});

describe('a replay', () => {
  it('spends nothing: the same response still counts once, and nothing is written', async () => {
    const { place, api } = await open();
    const { browser, back } = await travel(h, place, 'tony');
    const form = Object.fromEntries(back.parameters);
    await place.sso.connectors.removeDomain(place.tenant.db, 'saml', 'stark.example');
    const refused = await land(place, form, browser);
    await place.sso.connectors.addDomain(place.tenant.db, 'saml', { name: 'stark.example', proved: true });
    const { reference } = refused as { reference: string };
    const { statements } = await h.database.statements.during(() => replay(api, reference));
    expect(writes(statements)).toEqual([]);
    expect(await place.tenant.db.selectFrom('sso_saml_assertions').select('id').execute()).toEqual([]);
  });

  it('of metadata that could not be read passes when they can', async () => {
    const { place, api } = await openPlace(h);
    await place.sso.connectors.create(place.tenant.db, {
      id: 'saml',
      name: 'saml',
      provider: 'saml',
      enabled: true,
      config: { metadataUrl: `${h.idp.samlOf('stark').metadataUrl}-gone` },
    });
    await place.sso.start(place.tenant, { connectorId: 'saml', attemptId: 'att_1' }).catch(() => {});
    const [{ reference }] = (await api.call('GET', '/sso-attempts')).json;
    expect((await verdictOf(api, reference))[0]).toBe('fail');
    await place.sso.connectors.update(place.tenant.db, 'saml', {
      config: { metadataUrl: h.idp.samlOf('stark').metadataUrl },
    });
    const { statements, result } = await h.database.statements.during(() => replay(api, reference));
    expect(result).toMatchObject({ outcome: 'pass', evidence: 'none' });
    expect(writes(statements)).toEqual([]);
  });
});

describe('a sign-in that began at the provider', () => {
  async function tile(): Promise<{ SAMLResponse: string }> {
    const start = new URL(h.idp.samlOf('stark').startUrl);
    start.searchParams.set('sp', spEntityIdOf('saml'));
    const { parameters } = await signInAtIdp(h.idp, start.href, { username: 'tony' });
    return { SAMLResponse: parameters.get('SAMLResponse')! };
  }
  const direct = { idpInitiated: 'direct', idpInitiatedUrl: 'https://app.example/login' };

  it('refused because it may not is judged once it may, without being used up', async () => {
    const { place, api, change, usersNow } = await open();
    const form = await tile();
    const refused = await place.sso.unsolicited(place.tenant, { connectorId: 'saml', form });
    const { reference } = refused as { reference: string };
    expect(await verdictOf(api, reference)).toEqual(['fail', 'saml.unsolicited', 'response']);
    await change({ config: direct });
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'response']);
    expect(await usersNow()).toBe(0);
    // It can still be used once, by whoever brings it.
    expect(await place.sso.unsolicited(place.tenant, { connectorId: 'saml', form })).not.toHaveProperty(
      'outcome',
    );
    expect(await place.sso.unsolicited(place.tenant, { connectorId: 'saml', form })).toMatchObject({
      error: { data: { cause: 'saml.replayed' } },
    });
  });

  it('and signed somebody in is judged as one that nobody asked for', async () => {
    const { place, api, change } = await open(direct);
    const begun = await place.sso.unsolicited(place.tenant, { connectorId: 'saml', form: await tile() });
    const { identity, trace } = (begun as IdpStart).verified!;
    expect(trace).not.toHaveProperty('evidence');
    await place.sso.resolveUser(place.tenant.db, place.tenant, identity, trace);
    expect(await verdictOf(api, trace.reference)).toEqual(['pass', null, 'response']);
    await change({ config: { idpInitiated: 'off' } });
    expect(await verdictOf(api, trace.reference)).toEqual(['fail', 'saml.unsolicited', 'response']);
  });

  it('with an answer to a request of ours is refused for that', async () => {
    const { place, api, change } = await open();
    const { form } = await signIn(h, place, 'tony');
    const unasked = { SAMLResponse: form.SAMLResponse! };
    const refused = await place.sso.unsolicited(place.tenant, { connectorId: 'saml', form: unasked });
    await change({ config: direct });
    const [outcome, cause] = await verdictOf(api, (refused as { reference: string }).reference);
    expect([outcome, cause]).toEqual(['fail', 'saml.wrong_request']);
  });
});

it('what was kept of a response is the response and what it has to fit', async () => {
  const place = await newPlace(h, stark);
  const { result, form } = await signIn(h, place, 'tony');
  if (result.outcome === 'failed') throw result.error;
  await place.sso.resolveUser(place.tenant.db, place.tenant, result.identity, result.trace);
  const kept = await evidenceOf(h, place, result.trace.reference);
  expect(kept).toMatchObject({ kind: 'response', said: { response: form.SAMLResponse } });
  expect(Object.keys(kept!.said as object).sort()).toEqual(['requestId', 'response']);
});
