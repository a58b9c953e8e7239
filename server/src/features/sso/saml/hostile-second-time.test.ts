/**
 * Positive controls, without which a suite of refusals proves nothing: each kind of organization signs in, signed and
 * encrypted in every way, while certificates change. And the lies that need an honest sign-in before them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAtIdp } from '../../../testing/idp/index.ts';
import { livedWith } from './hostile-causes-harness.ts';
import { type Hostile, hasSession, type Kind, kinds, startHostile } from './hostile-harness.ts';

let h: Hostile;
beforeAll(async () => {
  h = await startHostile();
});
afterAll(() => h.close());

const everyKind = Object.keys(kinds) as Kind[];
const emailOf = (kind: Kind) => (kind === 'saml' ? 'tony@stark.example' : kinds[kind].username);
async function findPerson(kind: Kind) {
  const found = await h.world.app.users.search(h.world.tenant.db, {
    search: emailOf(kind),
    limit: 5,
    offset: 0,
  });
  return found.items;
}

describe('an honest provider', () => {
  it.each(everyKind)('%s: a person signs in, twice the same one', async (kind) => {
    const first = await h.signIn(kind);
    expect(first.signedIn).toBe(true);
    expect(await hasSession(first)).toBe(true);
    expect((await h.signIn(kind)).signedIn).toBe(true);
    expect(await findPerson(kind)).toMatchObject([{ email: emailOf(kind), emailVerified: true }]);
  });

  it.each(
    everyKind.flatMap((kind) =>
      (['assertion', 'response', 'both'] as const).map((sign) => [kind, sign] as const),
    ),
  )('%s with %s signed, plain and encrypted', async (kind, sign) => {
    for (const encrypt of [false, true]) {
      h.register(kind, { sign, encrypt });
      const { signedIn, form } = await h.signIn(kind);
      const xml = Buffer.from(form.get('SAMLResponse')!, 'base64').toString();
      expect([signedIn, xml.includes('EncryptedAssertion')]).toEqual([true, encrypt]);
    }
    h.register(kind, { encrypt: undefined, sign: undefined });
  });

  it.each(everyKind)(
    '%s: a certificate is announced, used, and the old one dropped; nobody notices',
    async (kind) => {
      const { id } = kinds[kind];
      await h.idp.publishNextCertificate(id);
      expect((await h.signIn(kind)).signedIn).toBe(true);
      await h.idp.useNextCertificate(id);
      expect((await h.signIn(kind)).signedIn).toBe(true);
      await h.idp.useNextCertificate(id, { publishNewOnly: true });
      expect((await h.signIn(kind)).signedIn).toBe(true);
    },
  );

  it('a person of a thousand groups costs less than two seconds of processor', async () => {
    const groups = Array.from({ length: 1_000 }, (_, n) => `group-${n}`);
    h.idp.updateUser('stark', 'tony', { groups });
    const outcome = await h.signIn('saml');
    h.idp.updateUser('stark', 'tony', { groups: [] });
    expect(outcome.signedIn).toBe(true);
    expect(outcome.cost).toBeLessThan(2);
  });

  it.each(livedWith)('%s is lived with, and does no harm', async (what) => {
    const outcome = await h.tried('saml', what);
    expect(outcome.signedIn).toBe(true);
    const [person] = await findPerson('saml');
    expect(JSON.stringify(person)).not.toMatch(/‮|polluted/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('threat: something honest is used again', () => {
  it.each(everyKind)('%s: the same response in the same browser', async (kind) => {
    const { form, browser } = await h.fetchForm(kind);
    expect((await h.deliver(kind, form, browser)).signedIn).toBe(true);
    const again = await h.deliver(kind, form, browser);
    expect(again.signedIn).toBe(false);
    expect(again.page.status).toBe(400);
    // The cookie of the attempt is gone with the first use.
    expect(again.page.text).toContain('callback.other_browser');
    // The code leads to the one sign-in that there was.
    expect(again.trace).toMatchObject({ outcome: 'succeeded', connectorId: kind });
  });

  it.each(everyKind)('%s: a stolen response in the browser of the thief', async (kind) => {
    const victim = await h.fetchForm(kind);
    const thief = h.world.browser();
    await h.fetchForm(kind, thief);
    const stolen = await h.deliver(kind, victim.form, thief);
    expect(stolen.signedIn).toBe(false);
    expect(stolen.page.status).toBeLessThan(500);
    expect(await hasSession(stolen)).toBe(false);
  });

  it.each(everyKind)(
    '%s: the response of another person under the RelayState of one’s own attempt',
    async (kind) => {
      const victim = await h.fetchForm(kind);
      const own = await h.fetchForm(kind);
      const mixed = new URLSearchParams({
        SAMLResponse: victim.form.get('SAMLResponse')!,
        RelayState: own.form.get('RelayState')!,
      });
      const outcome = await h.deliver(kind, mixed, own.browser);
      expect(outcome.signedIn).toBe(false);
      expect(outcome.trace?.cause).toBe('saml.wrong_request');
    },
  );

  it.each(everyKind)('%s: a response at the ACS of another connector', async (kind) => {
    const { form, browser } = await h.fetchForm(kind);
    const other = everyKind.find((one) => one !== kind)!;
    const outcome = await h.deliver(other, form, browser);
    expect(outcome.signedIn).toBe(false);
    expect(outcome.page.status).toBeLessThan(500);
    expect(await hasSession(outcome)).toBe(false);
  });

  it.each(everyKind)('%s: the previous response, sent by the provider itself', async (kind) => {
    await h.signIn(kind);
    const outcome = await h.tried(kind, 'saml-replayed-response');
    expect(outcome.signedIn).toBe(false);
    expect(outcome.trace?.cause).toBe('saml.wrong_request');
  });

  it.each(everyKind)('%s: the ID of the previous assertion in a new response', async (kind) => {
    expect((await h.signIn(kind)).signedIn).toBe(true);
    const outcome = await h.tried(kind, 'saml-reused-assertion-id');
    expect(outcome.signedIn).toBe(false);
    expect(outcome.trace?.cause).toBe('saml.replayed');
  });

  it('a response that answers nothing, where sign-ins may not begin at the provider', async () => {
    const { startUrl } = h.idp.samlOf('stark');
    const sp = encodeURIComponent(`${h.world.app.endpoint}/saml/saml/metadata`);
    const back = await signInAtIdp(h.idp, `${startUrl}?sp=${sp}`, { username: 'tony' });
    const outcome = await h.deliver('saml', back.parameters, h.world.browser());
    expect(outcome.signedIn).toBe(false);
    expect(outcome.page.status).toBeGreaterThanOrEqual(400);
    expect(outcome.page.status).toBeLessThan(500);
    expect(await hasSession(outcome)).toBe(false);
  });
});

describe('threat: a NameID that becomes somebody else', () => {
  it('the account of the address is not opened to another NameID', async () => {
    expect((await h.signIn('saml')).signedIn).toBe(true);
    const outcome = await h.tried('saml', 'saml-nameid-changes');
    expect(outcome.signedIn).toBe(false);
    expect(outcome.trace?.cause).toBe('identity.other_person');
    expect(await hasSession(outcome)).toBe(false);
  });
});
