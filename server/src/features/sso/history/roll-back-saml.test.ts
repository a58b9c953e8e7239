/** Automatic roll-back with SAML, where the answer itself comes from the browser: only what the earlier connection would have accepted counts. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../testing/sso.ts';
import type { SsoDeps } from '../index.ts';
import { causeOf, land, newPlace, type Place, travel } from '../saml/saml-harness.ts';

let h: Harness;
let place: Place;
let foreign: string;
let reading: ((url: string) => Promise<void>) | undefined;
const stark = { directory: 'stark', provider: 'saml', domain: 'stark.example' };
const people = ['tony', 'pepper', 'happy'];

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());

async function start(config: Record<string, unknown>): Promise<void> {
  reading = undefined;
  const plain = h.outboundThat((_, text) => text);
  const outbound: SsoDeps['outbound'] = {
    async fetch(url, init) {
      await reading?.(String(url));
      return plain.fetch(url, init);
    },
  };
  place = await newPlace(h, stark, { config: { ...config }, deps: { outbound } });
  // Somebody else's, which fits the form.
  const [own] = await place.sso.saml.keys.all(place.tenant.db);
  foreign = own?.certificate ?? '';
  const settings = { enabled: true, attempts: 3, failurePercent: 50, minutes: 60 };
  await place.sso.settings.update(place.tenant.db, { rollBack: settings });
}

const current = () => place.sso.connectors.get(place.tenant.db, 'saml');
const change = (config: Record<string, unknown>) =>
  place.sso.connectors.update(place.tenant.db, 'saml', { config });
const counted = async () =>
  (await place.tenant.db.query(sql`select id from sso_change_failures where tenant_id = ${place.tenant.id}`))
    .length;
const formOf = async (username: string) => {
  const { browser, back } = await travel(h, place, username);
  return { browser, form: Object.fromEntries(back.parameters) as Record<string, string> };
};
async function tryAs(username: string) {
  const { browser, form } = await formOf(username);
  return land(place, form, browser);
}
async function comeThrough(username: string): Promise<void> {
  const result = await tryAs(username);
  if (result.outcome === 'failed') throw result.error;
  await place.sso.resolveUser(place.tenant.db, place.tenant, result.identity, result.trace);
}
async function byHand(): Promise<Record<string, unknown>> {
  const { entityId, ssoUrl } = h.idp.samlOf('stark');
  return { metadataUrl: null, entityId, ssoUrl, certificates: [(await h.idp.certificatesOf('stark'))[0]] };
}
describe('a connection by its metadata address', () => {
  beforeEach(async () => {
    await start({});
    await comeThrough('tony');
  });

  it('is in force again when the provider still publishes the certificates that the answers are signed with', async () => {
    await change({ ...(await byHand()), certificates: [foreign] });
    for (const who of people) expect(causeOf(await tryAs(who))).toBe('saml.unknown_certificate');
    expect(await current()).toMatchObject({
      config: { metadataUrl: h.idp.samlOf('stark').metadataUrl },
      rolledBack: { done: true, failed: 3, causes: ['saml.unknown_certificate'] },
    });
    await comeThrough('pepper');
  });

  it('threat: whoever has a key that the provider gave up signs what they like, and nothing is trusted again', async () => {
    await change({ ...(await byHand()), certificates: [foreign] });
    const answers = [];
    for (const who of people) answers.push(await formOf(who));
    await h.idp.useNextCertificate('stark', { publishNewOnly: true });
    for (const { form, browser } of answers) await land(place, form, browser);
    expect((await current()).config.certificates).toHaveLength(1);
    expect((await current()).rolledBack).toMatchObject({ done: false, why: 'trusts-again' });
  });

  it('a metadata address that leads nowhere useful counts by itself', async () => {
    const { metadataUrl, appsUrl } = h.idp.samlOf('stark');
    await change({ metadataUrl: appsUrl });
    for (const loginHint of people.map((name) => `${name}@stark.example`)) {
      const started = place.sso.start(place.tenant, { attemptId: 'att_1', connectorId: 'saml', loginHint });
      await expect(started).rejects.toThrow();
    }
    expect(await current()).toMatchObject({ config: { metadataUrl }, rolledBack: { done: true } });
  });

  it('a change by an administrator in the midst of it wins', async () => {
    await change({ ...(await byHand()), certificates: [foreign] });
    reading = async (url) => {
      if (url !== h.idp.samlOf('stark').metadataUrl) return;
      reading = undefined;
      await change({ nameIdFormat: 'persistent' });
    };
    for (const who of people) await tryAs(who);
    expect(await current()).toMatchObject({
      revision: 3,
      rolledBack: null,
      config: { nameIdFormat: 'persistent', certificates: [expect.any(String)] },
    });
  });
});

describe('a connection by hand', () => {
  beforeEach(async () => {
    await start({});
    await change(await byHand());
    await comeThrough('tony');
  });

  it('threat: a certificate that somebody took out is not trusted again because of what it signs', async () => {
    await change({ certificates: [foreign] });
    for (const who of people) await tryAs(who);
    expect(await counted()).toBe(3);
    expect(await current()).toMatchObject({
      config: { certificates: [expect.any(String)] },
      rolledBack: { done: false, why: 'trusts-again' },
    });
    // A person may.
    await place.sso.history.restore(place.tenant.db, 'saml', 2);
    await comeThrough('happy');
  });

  it('threat: answers with a wrong signature, of another sign-in, or no answers at all count for nothing', async () => {
    await change({ certificates: [foreign], wantAssertionsEncrypted: true });
    const { form: another } = await formOf('tony');
    for (const who of [...people, ...people]) {
      const { form, browser } = await formOf(who);
      const xml = Buffer.from(form.SAMLResponse ?? '', 'base64').toString('utf8');
      const forged = Buffer.from(xml.replaceAll(`${who}@stark`, 'boss@stark')).toString('base64');
      await land(place, { ...form, SAMLResponse: forged }, browser);
    }
    for (const who of people) {
      const { form, browser } = await formOf(who);
      await land(place, { ...form, SAMLResponse: another.SAMLResponse ?? '' }, browser);
    }
    for (const rubbish of ['', 'PHg+', Buffer.from('<x/>').toString('base64')]) {
      const { form, browser } = await formOf('tony');
      await land(place, { ...form, SAMLResponse: rubbish }, browser);
    }
    expect(await counted()).toBe(0);
    expect((await current()).rolledBack).toBeNull();
  });

  it('a wish that the provider does not meet is taken back: nobody is trusted anew by it', async () => {
    await change({ wantAssertionsEncrypted: true });
    for (const who of people) expect(causeOf(await tryAs(who))).toBe('saml.not_encrypted');
    expect(await current()).toMatchObject({
      config: { wantAssertionsEncrypted: false },
      rolledBack: { done: true, fields: ['config.wantAssertionsEncrypted'] },
    });
  });

  it('one person counts once, in however many browsers', async () => {
    await change({ wantAssertionsEncrypted: true });
    for (let i = 0; i < 6; i += 1) await tryAs('tony');
    expect((await current()).rolledBack).toBeNull();
  });

  it('an answer is not spent by looking at it: it is judged and stays what it was', async () => {
    await change({ wantAssertionsEncrypted: true });
    await tryAs('tony');
    const used = await place.tenant.db.query(sql`
      select id from sso_saml_assertions where tenant_id = ${place.tenant.id}`);
    // That of the sign-in before the change.
    expect(used).toHaveLength(1);
  });
});
