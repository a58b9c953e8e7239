/** SAML at the simulator, judged by node-saml: every kind of organization signs in, and refuses what it should. */
import { ValidateInResponseTo } from '@node-saml/node-saml';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../index.ts';
import { tenant, testOrganizations } from '../test-organizations.ts';
import {
  acs,
  carry,
  fields,
  serviceProvider,
  signIn,
  singleLogout,
  spEntityId,
  spKey,
  xmlIn,
} from './service-provider-under-test.ts';

let idp: IdpSimulator;
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations() });
});
afterAll(() => idp.close());
const ids = [tenant, 'globex', 'initech', 'stark'];
beforeEach(() => {
  for (const id of ids) idp.registerServiceProvider(id, { entityId: spEntityId, acs: [acs], singleLogout });
});
afterEach(() => {
  for (const id of ids) idp.misbehave(id, null);
});

const emailAddress = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const people = [
  [tenant, 'anna@acme.example', 'anna@acme.example', emailAddress],
  ['globex', 'gina@globex.example', 'gina@globex.example', emailAddress],
  ['initech', 'peter@initech.example', 'peter@initech.example', unspecified],
  ['stark', 'tony', 'tony-1', persistent],
] as const;

describe('a person signs in to node-saml', () => {
  it.each(people)('%s', async (id, username, nameID, nameIDFormat) => {
    const sp = await serviceProvider(idp, id);
    const { profile, form } = await signIn(idp, sp, { username });
    expect(profile).toMatchObject({ nameID, nameIDFormat, issuer: idp.samlOf(id).entityId });
    expect(form.RelayState).toBe('state-1');
  });

  it('Entra sends its attributes by their long names, and Google none until they are mapped', async () => {
    const entra = await signIn(idp, await serviceProvider(idp, tenant), { username: 'anna@acme.example' });
    expect(entra.profile.attributes).toMatchObject({
      'http://schemas.microsoft.com/identity/claims/tenantid': tenant,
      'http://schemas.microsoft.com/identity/claims/objectidentifier': '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'anna@acme.example',
    });
    const google = async () =>
      (await signIn(idp, await serviceProvider(idp, 'globex'), { username: 'gina@globex.example' })).profile;
    expect((await google()).attributes).toBeUndefined();
    idp.registerServiceProvider('globex', {
      entityId: spEntityId,
      acs: [acs],
      attributes: { mail: 'email', displayName: 'name' },
    });
    expect((await google()).attributes).toMatchObject({ mail: 'gina@globex.example', displayName: 'Gina' });
  });

  it('Entra names the place to ask when there are more than 150 groups', async () => {
    const { profile } = await signIn(idp, await serviceProvider(idp, tenant), {
      username: 'many@acme.example',
    });
    const attributes = profile.attributes as Record<string, string>;
    expect(attributes['http://schemas.microsoft.com/claims/groups.link']).toContain('/getMemberObjects');
    expect(Object.keys(attributes)).not.toContain(
      'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
    );
  });
});

describe('what is signed and hidden', () => {
  it.each(['assertion', 'response', 'both'] as const)('%s signed: node-saml is content', async (sign) => {
    idp.registerServiceProvider('stark', { entityId: spEntityId, acs: [acs], sign });
    const sp = await serviceProvider(idp, 'stark', {
      wantAssertionsSigned: sign !== 'response',
      wantAuthnResponseSigned: sign !== 'assertion',
    });
    const { form } = await signIn(idp, sp, { username: 'tony' });
    expect(xmlIn(form).match(/<ds:Signature /g)).toHaveLength(sign === 'both' ? 2 : 1);
  });

  it.each(['assertion', 'response', 'both'] as const)('encrypted, with %s signed', async (sign) => {
    const { certificate, privateKey } = await spKey();
    idp.registerServiceProvider('stark', {
      entityId: spEntityId,
      acs: [acs],
      sign,
      encrypt: true,
      certificates: [certificate],
    });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sp = await serviceProvider(idp, 'stark', { decryptionPvk: key, privateKey: key });
    const { form, profile } = await signIn(idp, sp, { username: 'tony' });
    expect(profile.nameID).toBe('tony-1');
    expect(xmlIn(form)).not.toContain('tony-1');
  });
});

describe('metadata', () => {
  const read = async (id: string) => (await fetch(idp.samlOf(id).metadataUrl)).arrayBuffer();
  const text = async (id: string) => Buffer.from(await read(id)).toString('utf8');

  it("says where and by whom; Entra's begins with a byte order mark", async () => {
    for (const id of ids) {
      const { entityId, ssoUrl } = idp.samlOf(id);
      const xml = await text(id);
      expect(xml).toContain(`entityID="${entityId}"`);
      expect(xml).toContain(ssoUrl);
      expect(xml.startsWith('\uFEFF')).toBe(id === tenant);
    }
    expect(idp.samlOf(tenant).entityId).toBe(`https://sts.windows.net/${tenant}/`);
    expect(await text('globex')).not.toContain('SingleLogoutService');
  });

  it('announces the next certificate before it is used, and may drop the old one', async () => {
    const before = await idp.certificatesOf('stark');
    const sp = await serviceProvider(idp, 'stark');
    await idp.publishNextCertificate('stark');
    const announced = await idp.certificatesOf('stark');
    expect(announced).toEqual([before[0], expect.any(String)]);
    await signIn(idp, sp, { username: 'tony' });
    await idp.useNextCertificate('stark');
    expect(await idp.certificatesOf('stark')).toEqual([announced[1], announced[0]]);
    await expect(signIn(idp, sp, { username: 'tony' })).rejects.toThrow('Invalid');
    await signIn(idp, await serviceProvider(idp, 'stark'), { username: 'tony' });
    await idp.useNextCertificate('stark', { publishNewOnly: true });
    expect(await idp.certificatesOf('stark')).toHaveLength(1);
  });
});

describe('an AuthnRequest', () => {
  const alertOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'it went through',
      (error) => `${error.alert}`,
    );
  const carried = async (id: string, more: object, username = 'anna@acme.example') =>
    carry(idp, await serviceProvider(idp, id, more), { username });
  const statusOf = (form: { SAMLResponse: string }) =>
    [...xmlIn(form).matchAll(/StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:(\w+)"/g)].map(
      (m) => m[1],
    );

  it.each([
    ['of an unknown service provider', { issuer: 'http://unknown.example' }, 'AADSTS650056'],
    ['with another ACS', { callbackUrl: 'https://evil.example/acs' }, 'AADSTS50011'],
    ['with an ID that begins with a digit', { generateUniqueId: () => '1abc' }, 'AADSTS7500529'],
    [
      'for another way to authenticate',
      { disableRequestedAuthnContext: false, authnContext: ['urn:x'] },
      'AADSTS75011',
    ],
  ])('%s stays at Entra: %s', async (_what, more, code) => {
    expect(await alertOf(carried(tenant, more))).toContain(code);
  });

  it('without a message at all', async () => {
    expect(await alertOf(signInAtIdp(idp, idp.samlOf(tenant).ssoUrl))).toContain('AADSTS750054');
  });

  it('must be signed when the certificate is known', async () => {
    const { certificate, privateKey } = await spKey();
    idp.registerServiceProvider(tenant, { entityId: spEntityId, acs: [acs], certificates: [certificate] });
    expect(await alertOf(carried(tenant, {}))).toContain('AADSTS76021');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await carried(tenant, { privateKey: key, signatureAlgorithm: 'sha256' });
    expect(await alertOf(carried(tenant, { privateKey: key, signatureAlgorithm: 'sha1' }))).toContain(
      '76021',
    );
  });

  it('by form, signed: the signature is looked at, and so is what it covers', async () => {
    const { certificate, privateKey } = await spKey();
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    idp.registerServiceProvider('stark', { entityId: spEntityId, acs: [acs], certificates: [certificate] });
    const sp = await serviceProvider(idp, 'stark', {
      privateKey: key,
      signatureAlgorithm: 'sha256',
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
    });
    const form = (await sp.getAuthorizeMessageAsync('state-2')) as Record<string, string>;
    const posted = (fields: Record<string, string>) =>
      signInAtIdp(idp, idp.samlOf('stark').ssoUrl, { username: 'tony', form: fields });
    const back = await posted(form);
    expect((await sp.validatePostResponseAsync(fields(back))).profile!.nameID).toBe('tony-1');
    const changed = xmlIn({ SAMLResponse: form.SAMLRequest! }).replace(
      /IssueInstant="20/,
      'IssueInstant="19',
    );
    const SAMLRequest = Buffer.from(changed).toString('base64');
    expect(await alertOf(posted({ ...form, SAMLRequest }))).toContain('signature');
  });

  it('asks for a NameID format, and is told when there is none', async () => {
    const asked = await carried(tenant, { identifierFormat: persistent });
    expect(xmlIn(asked.form)).toContain(`Format="${persistent}"`);
    const refused = await carried(tenant, { identifierFormat: 'urn:x' });
    expect(statusOf(refused.form)).toEqual(['Requester', 'InvalidNameIDPolicy']);
    expect(xmlIn(refused.form)).toContain('AADSTS75016');
    const okta = await carried('initech', { identifierFormat: persistent }, 'peter@initech.example');
    expect(statusOf(okta.form)).toEqual(['Requester', 'InvalidNameIDPolicy']);
  });

  it('passive: only whoever is signed in already; forced: not without the page', async () => {
    const cookies = new Map<string, string>();
    const passive = await serviceProvider(idp, 'stark', { passive: true });
    const nobody = await carry(idp, passive, { cookies });
    expect(statusOf(nobody.form)).toEqual(['Responder', 'NoPassive']);
    await carry(idp, await serviceProvider(idp, 'stark'), { username: 'tony', cookies });
    const silent = await carry(idp, passive, { cookies });
    expect(silent.back.sawPage).toBe(false);
    expect(statusOf(silent.form)).toEqual(['Success']);
    const forced = await serviceProvider(idp, 'stark', { forceAuthn: true });
    expect((await carry(idp, forced, { username: 'tony', cookies })).back.sawPage).toBe(true);
  });

  it('cancelled, and of somebody who may not', async () => {
    const sp = await serviceProvider(idp, 'stark');
    expect(statusOf((await carry(idp, sp, { cancel: true })).form)).toEqual(['Responder', 'AuthnFailed']);
    idp.registerServiceProvider('stark', { entityId: spEntityId, acs: [acs], assignedUsers: [] });
    const denied = await carry(idp, sp, { username: 'tony' });
    expect(statusOf(denied.form)).toEqual(['Responder', 'RequestDenied']);
    idp.registerServiceProvider(tenant, { entityId: spEntityId, acs: [acs], assignedUsers: [] });
    expect(await alertOf(carried(tenant, {}))).toContain('AADSTS50105');
  });
});

describe('a sign-in that starts at the IdP', () => {
  it('has a tile, answers nothing, and carries the registered RelayState', async () => {
    idp.registerServiceProvider('stark', {
      entityId: spEntityId,
      acs: [acs],
      name: 'Bookstore',
      relayState: 'https://shop.example/start',
    });
    const { appsUrl, startUrl } = idp.samlOf('stark');
    const page = await (await fetch(appsUrl)).text();
    const [, href = ''] = /<a href="([^"]*)">\s*Bookstore/.exec(page) ?? [];
    expect(new URL(href, idp.url).href).toBe(`${startUrl}?sp=${encodeURIComponent(spEntityId)}`);
    const back = await signInAtIdp(idp, new URL(href, idp.url), { username: 'tony' });
    expect(back.callbackUrl.href).toBe(acs);
    expect(back.parameters.get('RelayState')).toBe('https://shop.example/start');
    expect(xmlIn(fields(back))).not.toContain('InResponseTo');
    const { profile } = await (await serviceProvider(idp, 'stark')).validatePostResponseAsync(fields(back));
    expect(profile!.nameID).toBe('tony-1');
  });
});

describe('single logout', () => {
  const signedIn = async (id: string, username: string) => {
    const { privateKey } = await spKey();
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const cookies = new Map<string, string>();
    const sp = await serviceProvider(idp, id, { privateKey: key, signatureAlgorithm: 'sha256' });
    const { profile } = await sp.validatePostResponseAsync(
      (await carry(idp, sp, { username, cookies })).form,
    );
    return { sp, cookies, profile: profile! };
  };
  const query = (url: URL) => [Object.fromEntries(url.searchParams), url.search.slice(1)] as const;
  const step = async (url: string | URL, cookies: Map<string, string>, method = 'GET') => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { method, headers: { cookie }, redirect: 'manual' });
    return { response, location: response.headers.get('location') };
  };

  it.each([
    [tenant, 'anna@acme.example'],
    ['initech', 'peter@initech.example'],
    ['stark', 'tony'],
  ])('asked for by the service provider, at %s', async (id, username) => {
    const { sp, cookies, profile } = await signedIn(id, username);
    const { location } = await step(await sp.getLogoutUrlAsync(profile, 'bye', {}), cookies);
    expect(location).toMatch(singleLogout);
    expect(new URL(location!).searchParams.get('RelayState')).toBe('bye');
    const lax = await serviceProvider(idp, id, {
      idpIssuer: undefined,
      validateInResponseTo: ValidateInResponseTo.never,
    });
    const { loggedOut } = await lax.validateRedirectAsync(...query(new URL(location!)));
    expect(loggedOut).toBe(true);
    const passive = await serviceProvider(idp, id, { passive: true });
    expect(xmlIn((await carry(idp, passive, { cookies })).form)).toContain('NoPassive');
  });

  it('asked for at the IdP: it asks each service provider and ends at its own page', async () => {
    const { sp, cookies, profile } = await signedIn('stark', 'tony');
    const signOut = idp.samlOf('stark').appsUrl.replace('apps', 'sign-out');
    const { location } = await step(signOut, cookies, 'POST');
    const received = await sp.validateRedirectAsync(...query(new URL(location!)));
    expect(received.profile).toMatchObject({ nameID: 'tony-1', sessionIndex: profile.sessionIndex });
    const answer = await sp.getLogoutResponseUrlAsync(received.profile!, '', {}, true);
    const { response } = await step(answer, cookies);
    expect(await response.text()).toContain('You signed out');
  });

  it("is not Google's", async () => {
    expect(idp.samlOf('globex').logoutUrl).toBeUndefined();
  });
});

describe('the switches under /simulator', () => {
  const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${idp.url}/simulator/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  it('tell programs where everything is', async () => {
    const directories = (await (await fetch(`${idp.url}/simulator/directories`)).json()) as object[];
    expect(directories).toContainEqual(expect.objectContaining({ id: 'stark', saml: idp.samlOf('stark') }));
  });

  it('register a service provider by its own metadata, which is read anew at each sign-in', async () => {
    const { createServer } = await import('node:http');
    const sp = await serviceProvider(idp, 'stark');
    const server = createServer((_request, response) =>
      response.end(sp.generateServiceProviderMetadata(null, null)),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const other = await startIdpSimulator({ organizations: testOrganizations() });
    const { status } = await fetch(`${other.url}/simulator/stark/service-providers`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ metadataUrl: `http://127.0.0.1:${port}/` }),
    });
    expect(status).toBe(303);
    const { profile } = await signIn(other, await serviceProvider(other, 'stark'), { username: 'tony' });
    expect(profile.nameID).toBe('tony-1');
    await other.close();
    server.close();
  });

  it.each([
    { entityId: 'x', acs: ['https://evil.example/acs'] },
    { entityId: 'x', acs: [acs], singleLogout: 'http://localhost.evil.example/' },
    { metadataUrl: 'http://169.254.169.254/' },
    { entityId: 'x' },
    'nonsense',
  ])('send nobody off this machine: %j is refused', async (body) => {
    expect((await post('stark/service-providers', body)).status).toBe(400);
  });

  it('are no business of another web page, or of an organization without SAML', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await post('stark/certificates/use-next', undefined, foreign)).status).toBe(403);
    expect((await post('umbrella/certificates/use-next')).status).toBe(404);
    expect((await post('umbrella/service-providers', {})).status).toBe(404);
  });

  it('announce and use the next certificate', async () => {
    const before = (await idp.certificatesOf('globex')).length;
    await post('globex/certificates/publish-next');
    expect(await idp.certificatesOf('globex')).toHaveLength(before + 1);
    const [current, next] = await idp.certificatesOf('globex');
    await post('globex/certificates/use-next');
    expect(await idp.certificatesOf('globex')).toEqual([next, current]);
  });
});
