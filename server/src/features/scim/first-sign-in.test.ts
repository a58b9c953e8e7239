/** How a person of a directory meets the first sign-in through the same connector (docs/decisions/scim.md). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { patchOf, sendTo } from './scim-harness.ts';

const tenantId = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
const guid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
let app: TestApp;
let idp: IdpSimulator;
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  const person = (n: number, name: string) => ({
    id: guid(n),
    username: `${name}@acme.example`,
    email: `${name}@acme.example`,
  });
  const client = {
    clientId: 'gh',
    clientSecret: 'gh-secret',
    redirectUris: [`${app.endpoint}/callback/acme`],
  };
  idp = await startIdpSimulator({
    organizations: [
      {
        kind: 'entra',
        id: tenantId,
        domain: 'acme.example',
        clients: [client],
        users: [person(1, 'ann'), person(2, 'bob'), person(3, 'cid'), person(4, 'dora')],
      },
    ],
  });
  const { db } = app.tenant;
  await app.experience.update(db, { singleSignOnEnabled: true });
  await app.sso.connectors.create(db, {
    id: 'acme',
    name: 'Acme',
    provider: 'entra-oidc',
    config: { issuer: idp.issuerOf(tenantId), clientId: 'gh', clientSecret: 'gh-secret' },
    domains: [{ name: 'acme.example', proved: true }],
    enabled: true,
  });
  await app.scim.update(db, 'acme', { enabled: true });
  token = (await app.scim.tokens.create(db, 'acme', 30)).value;
});
afterAll(async () => {
  await idp.close();
  await app.close();
});

const scim = (method: string, path: string, body: object) =>
  sendTo(`${app.endpoint}/scim/v2/acme${path}`, token, { method, body });

async function provisioned(userName: string, externalId: string): Promise<string> {
  const { status, body } = await scim('POST', '/Users', { userName, externalId, active: true });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

/** @returns whose account the sign-in opened, or why not */
async function signIn(username: string): Promise<string | undefined> {
  const started = await app.sso.start(app.tenant, { connectorId: 'acme', attemptId: 'att_1' });
  const { callbackUrl } = await signInAtIdp(idp, 'redirectTo' in started ? started.redirectTo : '', {
    username,
  });
  const cookies = { [started.cookie.name]: started.cookie.value };
  const result = await app.sso.finish(app.tenant, { connectorId: 'acme', url: callbackUrl, cookies });
  if (result.outcome === 'failed') return String((result.error.data as { cause: string }).cause);
  const resolved = await app.sso.resolveUser(app.tenant.db, app.tenant, result.identity, result.trace);
  if (resolved.outcome === 'signed-in') return resolved.user.id;
  return resolved.outcome === 'refused'
    ? String((resolved.error.data as { cause: string }).cause)
    : resolved.outcome;
}

describe('the first sign-in', () => {
  test('meets the account by the object id, although the directory gives another address', async () => {
    const id = await provisioned('ann.married@acme.example', guid(1));
    expect(await signIn('ann@acme.example')).toBe(id);
  });

  test('meets the account by the address when externalId is no key', async () => {
    const id = await provisioned('bob@acme.example', 'bob');
    expect(await signIn('bob@acme.example')).toBe(id);
  });

  test('an address that the directory knows as somebody else’s opens nothing', async () => {
    await provisioned('cid@acme.example', guid(8));
    expect(await signIn('cid@acme.example')).toBe('identity.other_person');
  });

  test('whom the directory has disabled is refused, with the cause', async () => {
    const [row] = await list();
    await scim('PATCH', `/Users/${row?.id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }));
    expect(await signIn('ann@acme.example')).toBe('user.suspended');
  });
});

describe('Entra by SAML', () => {
  const upn = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';

  async function newConnector(id: string, provider: string, config: object): Promise<string> {
    const { db } = app.tenant;
    const base = `${app.endpoint}/saml/${id}`;
    const entityId = `${base}/metadata`;
    idp.registerServiceProvider(tenantId, { entityId, acs: [`${base}/acs`] } as never);
    await app.sso.connectors.create(db, {
      id,
      name: id,
      provider,
      config: { metadataUrl: idp.samlOf(tenantId).metadataUrl, ...config },
      domains: [{ name: 'acme.example', proved: true, allowChoice: true }],
      enabled: true,
    });
    await app.scim.update(db, id, { enabled: true });
    return (await app.scim.tokens.create(db, id, 30)).value;
  }

  async function arrive(connectorId: string, username: string) {
    const { tenant } = app;
    const started = await app.sso.start(tenant, { connectorId, attemptId: 'att_1' });
    const { callbackUrl, parameters } = await signInAtIdp(idp, started.redirectTo, { username });
    const key = await app.sso.saml.responses.keep(tenant, connectorId, Object.fromEntries(parameters));
    const form = (await app.sso.saml.responses.take(tenant, connectorId, key!))!;
    const cookies = { [started.cookie.name]: started.cookie.value };
    const result = await app.sso.finish(tenant, { connectorId, url: callbackUrl, form, cookies });
    if (result.outcome === 'failed') throw result.error;
    return app.sso.resolveUser(tenant.db, tenant, result.identity, result.trace);
  }

  test.each([
    ['as the preset has it', 'entra-saml', {}],
    ['known by another attribute', 'entra-saml', { keyAttribute: upn }],
    ['as a SAML provider like any other', 'saml', { keyAttribute: upn }],
  ])('%s: whom the directory made is recognised by the object id', async (_name, provider, config) => {
    const id = `saml-${Math.random().toString(36).slice(2, 8)}`;
    const bearer = await newConnector(id, provider, config);
    const send = (userName: string, externalId: string) =>
      sendTo(`${app.endpoint}/scim/v2/${id}/Users`, bearer, {
        method: 'POST',
        body: { userName, externalId, active: true },
      });
    const { body: dora } = await send(`${id}@acme.example`, guid(4));
    expect(await arrive(id, 'dora@acme.example')).toMatchObject({
      outcome: 'signed-in',
      created: false,
      user: { id: dora.id },
    });
  });
});

async function list(): Promise<{ id: string }[]> {
  const filter = encodeURIComponent(`externalId eq "${guid(1)}"`);
  return (await sendTo(`${app.endpoint}/scim/v2/acme/Users?filter=${filter}`, token, { method: 'GET' })).body
    .Resources;
}
