// Server-side request forgery: every feature that calls an address which somebody else wrote, with every way of
// writing an address of an inner network. Whatever the URL looks like, nothing is connected to and nothing is a 5xx.

import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../src/testing/test-app.ts';

/** PORT is where something listens on this machine, so that a request that leaves is seen. */
const forms = [
  'http://127.0.0.1:PORT',
  'http://127.1:PORT',
  'http://127.0.0.2:PORT',
  'http://127.0.0.1.:PORT',
  'http://2130706433:PORT',
  'http://0x7f000001:PORT',
  'http://0x7f.0x0.0x0.0x1:PORT',
  'http://0177.0.0.1:PORT',
  'http://017700000001:PORT',
  'http://0x7f.1:PORT',
  'http://%31%32%37.0.0.1:PORT',
  'http://127。0。0。1:PORT',
  'http://１２７.0.0.1:PORT',
  'http://①②⑦.0.0.1:PORT',
  'http:\\\\127.0.0.1:PORT',
  'http://0.0.0.0:PORT',
  'http://0:PORT',
  'http://[::]:PORT',
  'http://[::1]:PORT',
  'http://[0:0:0:0:0:0:0:1]:PORT',
  'http://[::ffff:127.0.0.1]:PORT',
  'http://[::ffff:7f00:1]:PORT',
  'http://[::127.0.0.1]:PORT',
  'http://[64:ff9b::7f00:1]:PORT',
  'http://[2002:7f00:1::]:PORT',
  'http://[fe80::1]:PORT',
  'http://[fd00:ec2::254]:PORT',
  'http://10.0.0.1:PORT',
  'http://172.16.0.1:PORT',
  'http://192.168.1.1:PORT',
  'http://100.64.0.1:PORT',
  'http://169.254.169.254',
  'http://2852039166',
  'http://198.18.0.1:PORT',
  'http://localhost:PORT',
  'http://LOCALHOST:PORT',
  'http://localhost.:PORT',
  'http://app.localhost:PORT',
  'http://loop.attacker.example:PORT',
  'http://lan.attacker.example:PORT',
  'http://metadata.google.internal',
  'http://mapped.attacker.example:PORT',
  'http://both.attacker.example:PORT',
  'http://idp.example@127.0.0.1:PORT',
  'https://127.0.0.1:PORT',
];

const names: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': ['127.0.0.1'],
  'loop.attacker.example': ['127.0.0.1'],
  'lan.attacker.example': ['10.1.2.3'],
  'metadata.google.internal': ['169.254.169.254'],
  'mapped.attacker.example': ['::ffff:127.0.0.1'],
  'both.attacker.example': ['127.0.0.1', '::1'],
  // The one that the operator allows: an identity provider in the operator's own network.
  'idp.allowed.example': ['127.0.0.1'],
};

let app: TestApp;
let token: string;
/** Counts connections, whatever is said in them. */
let canary: Server;
let reached = 0;
let provider: Awaited<ReturnType<typeof startProvider>>;

/** An identity provider that is what it should be, except for the addresses that it is told to publish. */
async function startProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const published: Record<string, string> = {};
  let nonce = '';
  const answers: Record<string, (issuer: string) => unknown> = {
    '/.well-known/openid-configuration': (issuer) => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      ...published,
    }),
    '/jwks': async () => ({
      keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }],
    }),
    '/token': async (issuer) => ({
      access_token: 'a',
      token_type: 'Bearer',
      id_token: await new SignJWT({ nonce, sub: 'p' })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(issuer)
        .setAudience('client')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    }),
  };
  const server = createHttpServer(async (request, response) => {
    const { port } = server.address() as AddressInfo;
    const path = new URL(request.url!, 'http://x').pathname;
    const body = await answers[path]?.(`http://idp.allowed.example:${port}`);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    issuer: `http://idp.allowed.example:${(server.address() as AddressInfo).port}`,
    publish(members: Record<string, string>) {
      for (const name of Object.keys(published)) delete published[name];
      Object.assign(published, members);
    },
    setNonce: (value: string) => {
      nonce = value;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

beforeAll(async () => {
  canary = createServer((socket) => {
    reached += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => canary.listen(0, '::', done));
  provider = await startProvider();
  app = await buildTestApp({
    onServer: true,
    env: { GATEHOUSE_OUTBOUND_ALLOW: 'idp.allowed.example' },
    resolver: async (name) => {
      const found = names[name.replace(/\.$/, '')];
      if (!found) throw Object.assign(new Error(`ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
      return found;
    },
  });
  token = await app.managementToken();
}, 60_000);
afterAll(async () => {
  await app?.close();
  await provider?.close();
  await new Promise((done) => canary.close(done));
});

const written = (form: string) => form.replace('PORT', String((canary.address() as AddressInfo).port));

interface Answer {
  status: number;
  json: Record<string, unknown>;
}

async function call(method: string, path: string, body?: object, as = token): Promise<Answer> {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: JSON.parse((await response.text()) || '{}') };
}

let made = 0;
async function newConnector(provider: string, config: object): Promise<Answer & { id: string }> {
  made += 1;
  const id = `c${made}`;
  return { id, ...(await call('POST', '/sso-connectors', { id, name: id, provider, config })) };
}

const openIdConnect = (issuer: string) =>
  newConnector('oidc', { issuer, clientId: 'client', clientSecret: 'secret' });

const causeIn = (answer: Answer) =>
  (answer.json.steps as { cause?: string }[]).map(({ cause }) => cause).find(Boolean);

const refusals = /^idp\.address_refused$|^idp\.unreachable$|^discovery\.(insecure|invalid)$/;

/** A form that no address field takes is refused before anything else. */
async function checked(connector: Awaited<ReturnType<typeof newConnector>>): Promise<void> {
  if (connector.status === 400) return;
  expect(connector.status).toBe(201);
  const check = await call('POST', `/sso-connectors/${connector.id}/check`);
  expect(check).toMatchObject({ status: 200, json: { ok: false } });
  expect(causeIn(check)).toMatch(refusals);
}

describe.each(forms)('%s', (form) => {
  it.each([
    ['as the issuer of a connector', async () => checked(await openIdConnect(written(form)))],
    [
      'as the metadata address of a SAML connector',
      async () => checked(await newConnector('saml', { metadataUrl: `${written(form)}/metadata` })),
    ],
    [
      'as the issuer in the form of a connector that is not saved yet',
      async () => {
        const config = { issuer: written(form) };
        const preview = await call(
          'POST',
          '/sso-connectors/preview',
          { provider: 'oidc', config },
          await app.managementToken(),
        );
        expect(preview.status).toBeLessThan(500);
        expect(preview.json.ok).not.toBe(true);
      },
    ],
    [
      'as the key set of a provider',
      async () => {
        provider.publish({ jwks_uri: `${written(form)}/jwks` });
        await checked(await openIdConnect(provider.issuer));
      },
    ],
    ['as the token endpoint of a provider', () => signIn({ token_endpoint: `${written(form)}/token` })],
    ['as the userinfo endpoint of a provider', () => signIn({ userinfo_endpoint: `${written(form)}/me` })],
    [
      'as the key set of an application',
      async () => {
        made += 1;
        const id = `jwks${made}`;
        const jwksUri = `${written(form)}/jwks`;
        const input = { id, name: id, type: 'machine-to-machine', authentication: 'key', jwksUri };
        const created = await call('POST', '/applications', input);
        if (created.status === 400) return;
        expect(created.status).toBe(201);
        const answer = await app.fetch('/oidc/token', { method: 'POST', body: await assertion(id) });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      },
    ],
  ])('%s is not called', async (_, attempt) => {
    reached = 0;
    await attempt();
    expect(reached).toBe(0);
  });
});

/** RFC 7523 section 2.2, signed with a key of nobody's. */
async function assertion(id: string): Promise<URLSearchParams> {
  const { privateKey } = await generateKeyPair('ES256');
  const jwt = await new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'x' })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(`${app.endpoint}/oidc`)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(privateKey);
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: jwt,
  });
}

/** A test of a connector as an administrator runs it: the same round trip as a sign-in. */
async function signIn(endpoints: Record<string, string>): Promise<void> {
  provider.publish(endpoints);
  const { id } = await openIdConnect(provider.issuer);
  const test = await call('POST', `/sso-connectors/${id}/tests`);
  expect(test.status).toBe(201);
  const begun = await app.fetch(new URL(test.json.url as string).pathname, { method: 'POST' });
  const away = new URL(begun.headers.get('location')!);
  provider.setNonce(away.searchParams.get('nonce')!);
  const query = new URLSearchParams({ code: 'c', state: away.searchParams.get('state')! });
  const back = await app.fetch(`/callback/${id}?${query}`, {
    headers: {
      cookie: begun.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    },
  });
  expect(back.status).toBeLessThan(500);
  const result = await call('GET', `/sso-connectors/${id}/tests/${test.json.id}`);
  expect(result.json).toMatchObject({ state: 'failed', cause: { code: expect.stringMatching(refusals) } });
}
