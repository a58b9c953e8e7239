/** Several nodes on one PostgreSQL behind one address, without sticky sessions: whatever one begins, another finishes. */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipped } from './browser.ts';
import { pythonEnvironment } from './clients/flask/environment.ts';
import { pythonVerifier as startVerifier } from './clients/pyjwt/verifier.ts';
import { createDatabase, type OwnDatabase, serverUrl } from './crash/databases.ts';
import { freePort, type Program } from './processes.ts';
import { Application, codeOf, type Tokens, tokensOf } from './wire/application.ts';
import {
  applicationSecret,
  bookstore,
  declaration,
  operator,
  type Place,
  preparePlace,
} from './wire/gatehouse.ts';
import { browserOf, isSignedIn, newPerson, register, signIn } from './wire/person.ts';
import { type Answer, closeConnections, request } from './wire/request.ts';

const env = { GATEHOUSE_ENCRYPTION_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}` };
/** The promise is 1 s; a loaded machine may be late, a node that is never told stays wrong for ever. */
const toldWithin = 5_000;

let database: OwnDatabase;
let endpoint: string;
const nodes: Place[] = [];
const programs: Program[] = [];
let a: string;
let b: string;

beforeAll(async () => {
  if (!serverUrl) return;
  database = await createDatabase();
  // The address of the load balancer; nobody has to listen there.
  endpoint = `http://localhost:${await freePort()}`;
  for (let i = 0; i < 2; i += 1) {
    const node = await preparePlace({ databaseUrl: database.url, declaration, endpoint, env });
    nodes.push(node);
    programs.push((await node.start()).program);
  }
  [a, b] = nodes.map(({ node }) => node) as [string, string];
}, 10 * 60_000);

afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop('SIGKILL')));
  await Promise.all(nodes.map((node) => node.remove()));
  await database?.drop();
  closeConnections();
});

const { python, reason, couldHaveRun } = await pythonEnvironment();
if (!python) skipped(`the verification with PyJWT: ${reason}`, couldHaveRun);
const pythonVerifier = (args: string[]) => startVerifier(python ?? 'python3', args);

let people = 0;
/** Registered at the first node. */
async function somebody() {
  people += 1;
  const person = newPerson(people);
  const browser = browserOf(person, endpoint, a);
  const application = new Application(bookstore(endpoint), a);
  const { code, verifier } = await register(person, application, browser);
  return { person, browser, application, code, verifier };
}

async function managementToken(): Promise<string> {
  const answer = await new Application(operator(endpoint), a).clientCredentials(`${endpoint}/api`, 'all');
  return tokensOf(answer).access_token;
}

async function manage(node: string, path: string, body?: object): Promise<Answer> {
  return request(`${endpoint}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${await managementToken()}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
    node,
  });
}

/** How long it takes until the condition holds. */
async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await condition())) {
    if (performance.now() - begun > toldWithin) throw new Error(`${what}: not within ${toldWithin} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(`${what}: after ${Math.round(performance.now() - begun)} ms`);
}

async function keysAt(node: string): Promise<JSONWebKeySet> {
  return JSON.parse((await request(`${endpoint}/oidc/jwks`, { node })).text) as JSONWebKeySet;
}

// Skipped where DATABASE_URL is not set: scripts/with-postgres.sh sets it.
describe.skipIf(!serverUrl)('two nodes', () => {
  test('an attempt changes the node with every request, and its code is redeemed at yet the other', async () => {
    const { person, application } = await somebody();
    const browser = browserOf(person, endpoint, a);
    const { url, verifier } = application.authorizationRequest();
    const begun = await browser.request(url);
    browser.node = b;
    await browser.open(begun.headers.location ?? '');
    browser.node = a;
    await browser.submit({ identifier: person.email });
    browser.node = b;
    const code = codeOf(await browser.submit({ password: person.password }));
    const tokens = tokensOf(await application.at(a).exchange(code, verifier));
    expect((await application.at(b).userinfo(tokens.access_token)).status).toBe(200);
    browser.node = a;
    expect(await isSignedIn(application, browser)).toBe(true);
  });

  test('tokens of one node are good at the other: userinfo, introspection, refresh', async () => {
    const { application, code, verifier } = await somebody();
    const tokens = tokensOf(await application.exchange(code, verifier));
    const other = application.at(b);
    expect((await other.userinfo(tokens.access_token)).status).toBe(200);
    expect(JSON.parse((await other.introspect(tokens.access_token)).text)).toMatchObject({ active: true });
    const renewed = tokensOf(await other.refresh(tokens.refresh_token));
    expect((await application.userinfo(renewed.access_token)).status).toBe(200);
  });

  test('RFC 6749 section 4.1.2: of 20 exchanges of one code at both nodes at once, one succeeds', async () => {
    const { application, code, verifier } = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => application.at(i % 2 ? a : b).exchange(code, verifier)),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    // A code used twice was stolen or leaked: what was issued for it is worth nothing.
    const { access_token, refresh_token } = tokensOf(won[0] as Answer);
    expect((await application.at(b).userinfo(access_token)).status).toBe(401);
    expect((await application.at(a).refresh(refresh_token)).status).toBe(400);
  });

  test('parallel refreshes of one client at both nodes all succeed, and what they got goes on', async () => {
    const { application, code, verifier } = await somebody();
    const { refresh_token } = tokensOf(await application.exchange(code, verifier));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => application.at(i % 2 ? a : b).refresh(refresh_token)),
    );
    const renewed: Tokens[] = answers.map(tokensOf);
    for (const tokens of renewed) {
      expect((await application.at(b).userinfo(tokens.access_token)).status).toBe(200);
    }
    const last = renewed.at(-1) as Tokens;
    expect((await application.at(a).refresh(last.refresh_token)).status).toBe(200);
  });

  test('a key rotated at one node is published, trusted and used by the other', async () => {
    const { application, person } = await somebody();
    const before = await signIn(person, application.at(b), browserOf(person, endpoint, b));
    const rotated = await manage(a, '/signing-keys/rotate', { force: true });
    expect([rotated.status, rotated.text]).toEqual([200, expect.stringContaining('current')]);
    const { keys } = JSON.parse(rotated.text) as { keys: { id: string; status: string }[] };
    const current = keys.find(({ status }) => status === 'current')?.id;
    await until('the new next key is published by the other node', async () => {
      const published = (await keysAt(b)).keys.map(({ kid }) => kid);
      return keys.filter(({ status }) => status === 'next').every(({ id }) => published.includes(id));
    });
    const after = await signIn(person, application.at(b), browserOf(person, endpoint, b));
    expect(decodeProtectedHeader(after.tokens.id_token).kid).toBe(current);
    for (const node of [a, b]) {
      const trusted = createLocalJWKSet(await keysAt(node));
      for (const { tokens } of [before, after]) {
        await jwtVerify(tokens.id_token, trusted, { issuer: `${endpoint}/oidc`, audience: 'bookstore' });
      }
    }
  });

  test.skipIf(!python)(
    'two rotations: clients that cache keys, jose and PyJWT, accept every token at both nodes',
    async () => {
      const { application, person } = await somebody();
      const issued = [await signIn(person, application.at(a), browserOf(person, endpoint, a))];
      const issuer = `${endpoint}/oidc`;
      // In life eleven minutes pass between rotations; here neither client waits before it looks again.
      const jose = [a, b].map((node) =>
        createRemoteJWKSet(new URL(`${node}/oidc/jwks`), { cooldownDuration: 0 }),
      );
      const pyjwt = [a, b].map((node) => pythonVerifier([`${node}/oidc/jwks`, issuer, 'bookstore']));
      async function acceptAll(): Promise<void> {
        for (const { tokens } of issued) {
          for (const keys of jose) await jwtVerify(tokens.id_token, keys, { issuer, audience: 'bookstore' });
          for (const verifier of pyjwt) expect(await verifier.verify(tokens.id_token)).toMatch(/^ok usr_/);
        }
      }
      await acceptAll();
      for (let rotation = 0; rotation < 2; rotation += 1) {
        const rotated = await manage(a, '/signing-keys/rotate', { force: true });
        const { keys } = JSON.parse(rotated.text) as { keys: { id: string; status: string }[] };
        const current = keys.find(({ status }) => status === 'current')?.id;
        await until('the other node signs with the new key', async () => {
          const next = await signIn(person, application.at(b), browserOf(person, endpoint, b));
          issued.push(next);
          return decodeProtectedHeader(next.tokens.id_token).kid === current;
        });
        await acceptAll();
      }
      const kids = new Set(issued.map(({ tokens }) => decodeProtectedHeader(tokens.id_token).kid));
      expect(kids.size).toBeGreaterThanOrEqual(3);
      for (const verifier of pyjwt) verifier.stop();
    },
  );

  test('an application made at one node works at the other, which had just said that there is none', async () => {
    const id = 'warehouse';
    const warehouse = new Application({ ...operator(endpoint), id }, b);
    const use = async () => (await warehouse.clientCredentials(`${endpoint}/api`, 'users:read')).status;
    expect(await use()).toBe(401);
    const created = await manage(a, '/applications', {
      id,
      name: 'Warehouse',
      type: 'machine-to-machine',
      secret: applicationSecret,
      managementPermissions: ['users:read'],
    });
    expect([created.status, created.text]).toEqual([201, expect.stringContaining(id)]);
    await until('the new application is known to the other node', async () => (await use()) === 200);
  });

  test('signing out at one node ends the session at the other', async () => {
    const { application, browser, code, verifier } = await somebody();
    const { id_token } = tokensOf(await application.exchange(code, verifier));
    browser.node = b;
    expect(await isSignedIn(application, browser)).toBe(true);
    browser.node = a;
    await browser.open(`${endpoint}/oidc/session/end?${new URLSearchParams({ id_token_hint: id_token })}`);
    browser.node = b;
    expect(await isSignedIn(application, browser)).toBe(false);
  });
});
