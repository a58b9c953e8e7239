/** From the call of a directory to the death of sessions and grants: nothing works any more when it is answered. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { authorizationUrl, Browser, password, redirectUri } from '../sign-in/sign-in-harness.ts';
import { type Directory, newDirectory, patchOf, person } from './scim-harness.ts';

let app: TestApp;
let secret: string;
const logoutTokens: string[] = [];
const listener = createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += chunk;
  logoutTokens.push(new URLSearchParams(body).get('logout_token') ?? '');
  res.end();
});

beforeAll(async () => {
  app = await buildTestApp();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const created = await app.applications.create(
    app.tenant.db,
    {
      id: 'bookstore',
      name: 'Bookstore',
      type: 'traditional',
      redirectUris: [redirectUri],
      backchannelLogoutUri: `http://127.0.0.1:${port}/bye`,
    },
    app.tenant,
  );
  secret = created.secret!;
});
afterAll(async () => {
  listener.close();
  await app.close();
});

const tokenEndpoint = (fields: Record<string, string>) =>
  app.fetch('/oidc/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`bookstore:${secret}`)}` },
    body: new URLSearchParams(fields),
  });

const userinfo = (token: string) => app.fetch('/oidc/me', { headers: { authorization: `Bearer ${token}` } });

interface SignedIn {
  directory: Directory;
  id: string;
  browser: Browser;
  accessToken: string;
  refreshToken: string;
}

/** Somebody whom the directory has brought, signed in at an application. */
async function signedIn(): Promise<SignedIn> {
  const directory = await newDirectory(app);
  const { body } = await directory.send('POST', '/Users', person(directory, 'ada'));
  await app.users.setPasswordHash(app.tenant.db, body.id, await app.credentials.hashPassword(password));
  const browser = new Browser(app);
  const page = await browser.identify(`ada@${directory.domain}`);
  const { url } = await browser.post(page, { password });
  const code = url.searchParams.get('code');
  expect(code, url.href).not.toBeNull();
  const answer = await tokenEndpoint({
    grant_type: 'authorization_code',
    code: code!,
    redirect_uri: redirectUri,
    code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  });
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  expect((await userinfo(tokens.access_token)).status).toBe(200);
  return {
    directory,
    id: body.id,
    browser,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
  };
}

async function expectDead({ browser, accessToken, refreshToken }: SignedIn): Promise<void> {
  const refreshed = await tokenEndpoint({ grant_type: 'refresh_token', refresh_token: refreshToken });
  expect([refreshed.status, (await refreshed.json()) as object]).toMatchObject([
    400,
    { error: 'invalid_grant' },
  ]);
  expect((await userinfo(accessToken)).status).toBe(401);
  const { url } = await browser.go(authorizationUrl({ prompt: 'none', scope: 'openid' }));
  expect(url.searchParams.get('error')).toBe('login_required');
}

const off = patchOf({ op: 'Replace', path: 'active', value: 'False' });

describe('a directory takes somebody away', () => {
  test.each([
    ['PATCH active "False"', ({ directory, id }: SignedIn) => directory.send('PATCH', `/Users/${id}`, off)],
    [
      'PUT active false',
      ({ directory, id }: SignedIn) =>
        directory.send('PUT', `/Users/${id}`, { ...person(directory, 'ada'), active: false }),
    ],
    ['DELETE', ({ directory, id }: SignedIn) => directory.send('DELETE', `/Users/${id}`)],
  ])(
    '%s: the very next refresh, userinfo and silent sign-in fail',
    { timeout: 30_000 },
    async (_name, take) => {
      const somebody = await signedIn();
      expect((await take(somebody)).status).toBeLessThan(300);
      await expectDead(somebody);
    },
  );

  test('the applications are told: back-channel logout is queued in the same transaction', async () => {
    const somebody = await signedIn();
    await app.settle();
    logoutTokens.length = 0;
    await somebody.directory.send('PATCH', `/Users/${somebody.id}`, off);
    await app.settle();
    expect(logoutTokens.map((token) => decodeJwt(token).sub)).toEqual([somebody.id]);
  });

  test('nobody signs in again until the directory says so', async () => {
    const { directory, id } = await signedIn();
    await directory.send('PATCH', `/Users/${id}`, off);
    const attempt = async () => {
      const browser = new Browser(app);
      const page = await browser.identify(`ada@${directory.domain}`);
      return (await browser.post(page, { password })).url.searchParams.has('code');
    };
    expect(await attempt()).toBe(false);
    await directory.send('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }));
    expect(await attempt()).toBe(true);
  });

  test('what fails leaves everything as it was: the suspension and the sessions are one transaction', async () => {
    const somebody = await signedIn();
    const { directory, id, accessToken } = somebody;
    const broken = patchOf(
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@elsewhere.example' },
    );
    expect((await directory.send('PATCH', `/Users/${id}`, broken)).status).toBe(403);
    expect((await userinfo(accessToken)).status).toBe(200);
    expect((await app.users.find(app.tenant.db, id))?.suspendedAt).toBeNull();
  });

  test('DESIGN section 9: one call costs a bounded number of statements, and leaves no session', async () => {
    const somebody = await signedIn();
    const { directory, id } = somebody;
    const { statements } = await app.db.statements.during(() => directory.send('PATCH', `/Users/${id}`, off));
    expect(statements.length).toBeLessThanOrEqual(maxStatements);
    const rows = await app.tenant.db.query(sql`
      select 1 from oidc_sessions where tenant_id = ${app.tenant.id} and user_id = ${id} and ended_at is null`);
    expect(rows).toEqual([]);
  });
});

/** From the token to the event log; three of them end sessions and grants, one deletes the tokens of providers. */
const maxStatements = 20;
