/**
 * RFC 7523 and Entra ID's client assertions: how Gatehouse proves to a provider that it is the client, without a
 * secret. A whole Gatehouse, because Entra reads its issuer and its keys over HTTP.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../../testing/idp/index.ts';
import { acmeTenant } from '../../../testing/sso.ts';
import { buildTestApp, type TestApp } from '../../../testing/test-app.ts';
import { findTrace } from '../store-attempts.ts';

let app: TestApp;
let idp: IdpSimulator;
let token: string;

const federated = {
  clientAuthentication: 'federated_credential',
  clientSecret: null,
};
const exchange = 'api://AzureADTokenExchange';

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
  const redirectUris = ['acme', 'umbrella', 'other'].map((id) => `${app.endpoint}/callback/${id}`);
  idp = await startIdpSimulator({
    organizations: [
      {
        kind: 'entra',
        id: acmeTenant,
        domain: 'acme.example',
        clients: [{ clientId: 'acme-app', clientSecret: 'acme-secret', redirectUris }],
        users: [{ username: 'anna@acme.example', email: 'anna@acme.example', name: 'Anna' }],
      },
      {
        kind: 'oidc',
        id: 'umbrella',
        domain: 'umbrella.example',
        clients: [{ clientId: 'umbrella-app', clientSecret: 'umbrella-secret', redirectUris }],
        users: [{ id: 'alice', username: 'alice', email: 'alice@umbrella.example', name: 'Alice' }],
      },
    ],
  });
  await app.experience.update(app.tenant.db, { singleSignOnEnabled: true });
  const connector = (id: string, provider: string, issuer: string, domain: string) => ({
    id,
    name: id,
    provider,
    enabled: true,
    config: { issuer, clientId: `${id}-app`, clientSecret: `${id}-secret` },
    domains: [{ name: domain, proved: true }],
  });
  const { connectors } = app.sso;
  await connectors.create(
    app.tenant.db,
    connector('acme', 'entra-oidc', idp.issuerOf(acmeTenant), 'acme.example'),
  );
  await connectors.create(
    app.tenant.db,
    connector('umbrella', 'oidc', idp.issuerOf('umbrella'), 'umbrella.example'),
  );
});
afterAll(async () => {
  await idp.close();
  await app.close();
});
beforeEach(() => idp.misbehave(acmeTenant, null));

const configure = (id: string, config: Record<string, unknown>) =>
  app.sso.connectors.update(app.tenant.db, id, { config });
const atEntra = (patch: Parameters<IdpSimulator['updateClient']>[2]) =>
  idp.updateClient(acmeTenant, 'acme-app', patch);
const atUmbrella = (patch: Parameters<IdpSimulator['updateClient']>[2]) =>
  idp.updateClient('umbrella', 'umbrella-app', patch);
const entered = () => ({
  issuer: `${app.endpoint}/oidc`,
  subject: 'sso-connector:acme',
  audience: exchange,
});

/** The whole way, and why it failed. */
async function signIn(connectorId: string, username: string) {
  const { redirectTo, cookie } = await app.sso.start(app.tenant, { connectorId, attemptId: 'att_1' });
  const { callbackUrl } = await signInAtIdp(idp, redirectTo, { username });
  const cookies = { [cookie.name]: cookie.value };
  const result = await app.sso.finish(app.tenant, { connectorId, url: callbackUrl, cookies });
  if (result.outcome === 'failed') {
    const trace = await findTrace(app.tenant.db, result.reference);
    return { cause: (result.error.data as { cause: string }).cause, trace };
  }
  return { cause: undefined, steps: result.trace.steps };
}
const anna = () => signIn('acme', 'anna@acme.example');
const alice = () => signIn('umbrella', 'alice');
const checked = async (id: string) => {
  const { ok, steps } = await app.sso.check(app.tenant, id);
  return { ok, step: steps.find(({ rule }) => rule === 'client.authentication') };
};
const sent = (organization: string) => {
  const request = idp.requests(organization).findLast(({ endpoint }) => endpoint === 'token')!;
  const parameters = new URLSearchParams(request.parameters as never);
  const [header, payload] = (parameters.get('client_assertion') ?? '.')
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}'));
  return { parameters, header, payload };
};

async function api(method: string, path: string, body?: object) {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : undefined, text };
}

describe('a secret', () => {
  it('is tried by the check, so that a wrong one is found before anybody signs in', async () => {
    expect(await checked('acme')).toMatchObject({ ok: true, step: { verdict: 'pass' } });
    expect(await checked('umbrella')).toMatchObject({ ok: true, step: { verdict: 'pass' } });
    await configure('acme', { clientSecret: 'wrong' });
    await configure('umbrella', { clientSecret: 'wrong' });
    for (const id of ['acme', 'umbrella'])
      expect(await checked(id)).toMatchObject({ ok: false, step: { cause: 'client.secret_wrong' } });
    await configure('acme', { clientSecret: 'acme-secret' });
    await configure('umbrella', { clientSecret: 'umbrella-secret' });
  });

  it('can only be left out where something else takes its place', async () => {
    const taken = api('PATCH', '/sso-connectors/umbrella', { config: { clientSecret: null } });
    expect(await taken).toMatchObject({ status: 400, json: { code: 'request.invalid' } });
    const unknown = api('PATCH', '/sso-connectors/umbrella', { config: { clientSecretExpiresAt: 'soon' } });
    expect(await unknown).toMatchObject({ status: 400 });
    expect((await api('GET', '/sso-connectors/umbrella/client-credentials')).json).toMatchObject({
      method: 'client_secret_basic',
      federation: null,
      jwksUri: null,
      keys: [],
    });
    expect((await api('POST', '/sso-connectors/umbrella/client-credentials/rotate', {})).json.code).toBe(
      'sso.keys_unused',
    );
  });
});

describe('Entra ID without a secret: Gatehouse as the issuer of a federated credential', () => {
  beforeEach(async () => {
    atEntra({ federatedCredentials: [entered()], certificates: undefined });
    await configure('acme', federated);
  });

  it('signs in with an assertion that Entra checks against our issuer and our keys', async () => {
    expect((await api('GET', '/sso-connectors/acme/client-credentials')).json.federation).toEqual(entered());
    expect(await anna()).toMatchObject({ cause: undefined });
    const { parameters, header, payload } = sent(acmeTenant);
    expect(parameters.has('client_secret')).toBe(false);
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: expect.stringMatching(/^key_/) });
    expect(payload).toMatchObject({ iss: `${app.endpoint}/oidc`, sub: 'sso-connector:acme', aud: exchange });
    expect(payload.exp - payload.iat).toBe(300);
    expect((await app.sso.connectors.get(app.tenant.db, 'acme')).hasClientSecret).toBe(false);
    expect(await checked('acme')).toMatchObject({ ok: true, step: { verdict: 'pass' } });
  });

  it('publishes the keys with the issuer, and nothing private', async () => {
    await app.sso.clientCredentials.get(app.tenant, 'acme');
    const { keys } = (await (await app.fetch('/oidc/jwks')).json()) as { keys: Record<string, unknown>[] };
    const own = keys.filter(({ kty }) => kty === 'RSA');
    expect(own).toHaveLength(2);
    expect(own.map((key) => Object.keys(key).sort())).toEqual([
      ['e', 'kid', 'kty', 'n', 'use'],
      ['e', 'kid', 'kty', 'n', 'use'],
    ]);
  });

  it.each([
    ['nothing entered', undefined],
    ['another issuer', { issuer: 'https://elsewhere.example/oidc' }],
    ['another subject', { subject: 'sso-connector:other' }],
    ['a subject in another case', { subject: 'SSO-connector:acme' }],
    ['another audience', { audience: 'api://AzureADTokenExchangeChina' }],
  ])('%s: the cause says what to enter', async (_what, change) => {
    atEntra({ federatedCredentials: change ? [{ ...entered(), ...change }] : [] });
    expect(await anna()).toMatchObject({ cause: 'client.federation_mismatch' });
    expect(await checked('acme')).toMatchObject({
      ok: false,
      step: { cause: 'client.federation_mismatch', fix: expect.stringContaining('letter by letter') },
    });
  });

  it('a key that Entra does not find yet: the secret stands in until it does, and the trace says so', async () => {
    await app.sso.clientCredentials.rotate(app.tenant, 'acme', { force: true });
    const unseen = `${app.endpoint}/t/admin/oidc`;
    atEntra({ federatedCredentials: [{ ...entered(), issuer: unseen }] });
    expect(await anna()).toMatchObject({ cause: 'client.federation_mismatch' });
    await configure('acme', { clientSecret: 'acme-secret' });
    const { cause, steps } = await anna();
    expect(cause).toBeUndefined();
    expect(steps?.find(({ rule }) => rule === 'client.authentication')).toMatchObject({
      verdict: 'skip',
      explanation: expect.stringContaining('client.federation_mismatch'),
    });
    // The check looks at the assertion alone: it is what shall work.
    expect(await checked('acme')).toMatchObject({ ok: false });
  });

  it('a secret that has ended as well is no way in', async () => {
    atEntra({ federatedCredentials: [] });
    await configure('acme', { clientSecret: 'ended' });
    expect(await anna()).toMatchObject({ cause: 'client.secret_wrong' });
  });

  it('the next key is published before it signs, and the last one for a while after', async () => {
    const before = await app.sso.clientCredentials.get(app.tenant, 'acme');
    const [current, next] = before.keys;
    const soon = await api('POST', '/sso-connectors/acme/client-credentials/rotate', {});
    expect(soon).toMatchObject({ status: 409, json: { code: 'sso.keys_too_soon' } });
    const after = await api('POST', '/sso-connectors/acme/client-credentials/rotate', { force: true });
    expect(after.json.keys.slice(0, 3).map(({ status }: { status: string }) => status)).toEqual([
      'current',
      'next',
      'previous',
    ]);
    expect(after.json.keys[0].id).toBe(next!.id);
    expect(after.json.keys.some(({ id }: { id: string }) => id === current!.id)).toBe(true);
    expect(after.text).not.toContain('"d"');
    expect(await anna()).toMatchObject({ cause: undefined });
    expect(sent(acmeTenant).header.kid).toBe(next!.id);
  });

  it('threat: an application asks for a token that Entra would take for our credential', async () => {
    for (const indicator of [exchange, 'api://azureadtokenexchange', 'api://AzureADTokenExchangeUSGov']) {
      const made = await api('POST', '/api-resources', { name: 'Trap', indicator });
      expect(made.status).toBe(400);
    }
  });

  it('after 90 days the next key takes over by itself; a certificate waits for its administrator', async () => {
    const age = (days: number) =>
      app.db.query(sql`
        update sso_client_keys set created_at = created_at - make_interval(days => ${days}::int),
          activated_at = activated_at - make_interval(days => ${days}::int)`);
    const due = () => app.sso.clientCredentials.rotateDue(app.db, (id) => app.db.forTenant(id));
    const [current, next] = (await app.sso.clientCredentials.get(app.tenant, 'acme')).keys;
    expect(await due()).toBe(0);
    await age(91);
    expect(await due()).toBe(1);
    const keys = (await app.sso.clientCredentials.get(app.tenant, 'acme')).keys;
    expect(keys[0]!.id).toBe(next!.id);
    expect(keys.some(({ id }) => id === current!.id)).toBe(true);
    expect(await due()).toBe(0);
  });
});

describe('Entra ID with a certificate', () => {
  it('signs PS256 with x5t#S256, and goes on through a rotation without a gap', async () => {
    await configure('acme', { clientAuthentication: 'certificate', clientSecret: null });
    const { keys } = (await api('GET', '/sso-connectors/acme/client-credentials')).json;
    atEntra({ certificates: [keys[0].certificate], federatedCredentials: undefined });
    expect(await anna()).toMatchObject({ cause: undefined });
    const { header, payload } = sent(acmeTenant);
    expect(header).toMatchObject({ alg: 'PS256', typ: 'JWT', 'x5t#S256': expect.any(String) });
    expect(header).not.toHaveProperty('kid');
    expect(payload).toMatchObject({
      iss: 'acme-app',
      sub: 'acme-app',
      aud: expect.stringMatching(/\/token$/),
    });
    expect(await checked('acme')).toMatchObject({ ok: true });

    // Not uploaded yet: Entra refuses the new one, and the cause says why.
    await api('POST', '/sso-connectors/acme/client-credentials/rotate', { force: true });
    expect(await anna()).toMatchObject({ cause: 'client.assertion_rejected' });
    atEntra({ certificates: [keys[0].certificate, keys[1].certificate] });
    expect(await anna()).toMatchObject({ cause: undefined });
  });

  it('the certificate says whose it is and lasts two years', async () => {
    const { keys } = (await api('GET', '/sso-connectors/acme/client-credentials')).json;
    const { X509Certificate } = await import('node:crypto');
    const certificate = new X509Certificate(keys[0].certificate);
    expect(certificate.subject).toBe('CN=Gatehouse default acme');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.fingerprint.replaceAll(':', '')).toBe(keys[0].thumbprint);
    expect(Date.parse(certificate.validTo)).toBe(Date.parse(keys[0].expiresAt));
  });
});

describe('private_key_jwt', () => {
  it('signs in with keys that the provider reads at the connector’s own address', async () => {
    await configure('umbrella', { clientAuthentication: 'private_key_jwt', clientSecret: null });
    const { jwksUri } = (await api('GET', '/sso-connectors/umbrella/client-credentials')).json;
    expect(jwksUri).toBe(`${app.endpoint}/sso/umbrella/jwks`);
    const response = await fetch(jwksUri);
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json');
    const jwks = (await response.json()) as { keys: { kty: string; d?: string }[] };
    expect(jwks.keys.map(({ d }) => d)).toEqual([undefined, undefined]);
    atUmbrella({ jwks, clientSecret: undefined });
    expect(await alice()).toMatchObject({ cause: undefined });
    expect(sent('umbrella').payload).toMatchObject({
      iss: 'umbrella-app',
      sub: 'umbrella-app',
      aud: idp.issuerOf('umbrella'),
    });
    expect(await checked('umbrella')).toMatchObject({ ok: true, step: { verdict: 'pass' } });
    await configure('umbrella', { assertionAudience: 'token_endpoint' });
    expect(await alice()).toMatchObject({ cause: undefined });
    expect(sent('umbrella').payload.aud).toMatch(/\/token$/);
  });

  it('a key that the provider does not know is told apart from a wrong secret', async () => {
    atUmbrella({ jwks: { keys: [] } });
    expect(await alice()).toMatchObject({ cause: 'client.assertion_rejected' });
  });

  it('threat: an assertion made for one provider is worth nothing at another, whatever that one claims to be', async () => {
    const umbrella = (await api('GET', '/sso-connectors/umbrella/client-credentials')).json.keys;
    const acme = (await api('GET', '/sso-connectors/acme/client-credentials')).json.keys;
    const ids = [...umbrella, ...acme].map(({ publicJwk }) => publicJwk.n);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('threat: the address of key sets tells nobody which connectors there are', async () => {
    await configure('umbrella', { clientAuthentication: 'client_secret_basic', clientSecret: 'x' });
    await app.sso.connectors.create(app.tenant.db, {
      id: 'other',
      name: 'other',
      provider: 'oidc',
      config: { issuer: idp.issuerOf('umbrella'), clientId: 'x', clientSecret: 'x' },
    });
    const [without, none] = await Promise.all(['other', 'nobody'].map((id) => app.fetch(`/sso/${id}/jwks`)));
    expect([without!.status, none!.status]).toEqual([404, 404]);
    const shape = async (response: Response) => {
      const { requestId: _, ...rest } = (await response.json()) as Record<string, unknown>;
      return rest;
    };
    expect(await shape(without!)).toEqual(await shape(none!));
  });

  it('keys go with their connector', async () => {
    await app.sso.connectors.remove(app.tenant.db, 'umbrella');
    expect((await app.fetch('/sso/umbrella/jwks')).status).toBe(404);
  });
});
