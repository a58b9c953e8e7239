// People sign in through SAML providers of every kind; what must not be believed is not.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { acmeTenant, type Harness, startHarness } from '../../../testing/sso.ts';
import {
  causeOf,
  identityOf,
  land,
  newPlace,
  register,
  type SamlCase,
  signIn,
  travel,
} from './saml-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
afterEach(() => {
  for (const { directory } of Object.values(cases)) harness.idp.misbehave(directory, null);
});

const cases = {
  entra: { directory: acmeTenant, provider: 'entra-saml', domain: 'acme.example' },
  google: { directory: 'globex', provider: 'google-workspace-saml', domain: 'globex.example' },
  okta: { directory: 'initech', provider: 'okta-saml', domain: 'initech.example' },
  saml: { directory: 'stark', provider: 'saml', domain: 'stark.example' },
} satisfies Record<string, SamlCase>;

const people = [
  ['entra', 'anna@acme.example', 'anna@acme.example'],
  ['google', 'gina@globex.example', 'gina@globex.example'],
  ['okta', 'peter@initech.example', 'peter@initech.example'],
  ['saml', 'tony', 'tony@stark.example'],
] as const;

describe('a person signs in', () => {
  test.each(people)('%s', async (kind, username, email) => {
    const place = await newPlace(harness, cases[kind]);
    const { result } = await signIn(harness, place, username);
    expect(identityOf(result)).toMatchObject({ email, emailVerified: true, domainProved: true });
  });

  test('Entra’s people are known by tenant and object, whatever their NameID is', async () => {
    const place = await newPlace(harness, cases.entra);
    const { subject, issuer, name } = identityOf((await signIn(harness, place, 'anna@acme.example')).result);
    expect(subject).toBe(`${acmeTenant}/0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01`);
    expect(issuer).toBe(harness.idp.samlOf(acmeTenant).entityId);
    expect(name).toBe('Anna Berg');
  });

  test.each(['assertion', 'response', 'both'] as const)('%s signed', async (sign) => {
    const place = await newPlace(harness, cases.saml, { sp: { sign } });
    expect(identityOf((await signIn(harness, place, 'tony')).result).email).toBe('tony@stark.example');
  });

  test.each(['assertion', 'response', 'both'] as const)('encrypted, %s signed', async (sign) => {
    const place = await newPlace(harness, cases.saml, { config: { wantAssertionsEncrypted: true } });
    const [{ certificate }] = await place.sso.saml.keys.all(place.tenant.db);
    const registered = { sign, encrypt: true, certificates: [certificate] };
    register(harness, 'stark', registered);
    // With a certificate the provider wants signed requests.
    await place.sso.connectors.update(place.tenant.db, 'saml', { config: { signRequests: true } });
    expect(identityOf((await signIn(harness, place, 'tony')).result).email).toBe('tony@stark.example');
  });

  const encrypting = async (encryption: string, more: object = {}) => {
    const place = await newPlace(harness, cases.saml, { config: { wantAssertionsEncrypted: true } });
    const [{ certificate }] = await place.sso.saml.keys.all(place.tenant.db);
    register(harness, 'stark', { encrypt: true, encryption, certificates: [certificate], ...more });
    await place.sso.connectors.update(place.tenant.db, 'saml', { config: { signRequests: true } });
    return (await signIn(harness, place, 'tony')).result;
  };

  test.each([
    'rsa-oaep-mgf1p',
    'rsa-oaep-sha1',
    'rsa-oaep-sha256',
    'rsa-oaep-sha512',
    'key-beside-data',
    'aes256-cbc',
    'aes192-gcm',
  ])('encrypted with %s, whatever is signed', async (encryption) => {
    for (const sign of ['assertion', 'response'])
      expect(identityOf(await encrypting(encryption, { sign })).email).toBe('tony@stark.example');
  });

  test.each(['rsa-1_5', 'rsa-oaep-mixed'])('threat: encrypted with %s', async (encryption) => {
    expect(causeOf(await encrypting(encryption))).toBe('saml.decryption');
  });

  test('by a form when the connector says so', async () => {
    const place = await newPlace(harness, cases.saml, { config: { ssoBinding: 'post' } });
    const { form } = await place.sso.start(place.tenant, { attemptId: 'a', connectorId: 'saml' });
    expect(Object.keys(form ?? {}).sort()).toEqual(['RelayState', 'SAMLRequest']);
    expect(identityOf((await signIn(harness, place, 'tony')).result).email).toBe('tony@stark.example');
  });
});

describe('what is bound to what', () => {
  test('threat: a response is used a second time', async () => {
    const place = await newPlace(harness, cases.saml);
    const { form, browser } = await signIn(harness, place, 'tony');
    expect(causeOf(await land(place, form, browser))).toBe('callback.replayed');
  });

  test('threat: an assertion is used again in another sign-in of the same browser', async () => {
    const place = await newPlace(harness, cases.saml);
    const first = await signIn(harness, place, 'tony');
    const second = await travel(harness, place, 'tony');
    const mixed = { ...first.form, RelayState: second.back.parameters.get('RelayState')! };
    expect(causeOf(await land(place, mixed, second.browser))).toBe('saml.wrong_request');
  });

  test('threat: a response reaches another browser than the one that asked (login CSRF)', async () => {
    const place = await newPlace(harness, cases.saml);
    const { back } = await travel(harness, place, 'tony');
    const form = Object.fromEntries(back.parameters);
    expect(causeOf(await land(place, form, { cookies: {} }))).toBe('callback.other_browser');
  });

  test('threat: an unsolicited response', async () => {
    const place = await newPlace(harness, cases.saml);
    const { back } = await travel(harness, place, 'tony');
    const { SAMLResponse } = Object.fromEntries(back.parameters);
    expect(causeOf(await land(place, { SAMLResponse: SAMLResponse! }, { cookies: {} }))).toBe(
      'callback.malformed',
    );
  });
});

describe('certificates roll over', () => {
  test('while both are published both are trusted, and a new one alone is found by itself', async () => {
    const place = await newPlace(harness, cases.saml);
    const email = async () => identityOf((await signIn(harness, place, 'tony')).result).email;
    expect(await email()).toBe('tony@stark.example');
    await harness.idp.publishNextCertificate('stark');
    await harness.idp.useNextCertificate('stark', { publishNewOnly: true });
    expect(await email()).toBe('tony@stark.example');
  });
});
