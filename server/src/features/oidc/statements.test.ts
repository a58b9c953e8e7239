/** DESIGN section 9: how many statements reach the database, counted at its driver. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, Browser, TestApplication } from './test-client.ts';

const books = 'https://api.bookstore.example';
let p: TestProvider;
let app: TestApplication;
let machine: TestApplication;
const table: { what: string; statements: number; budget: number }[] = [];

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  machine = await TestApplication.create(p, { id: 'machine', type: 'machine-to-machine' });
  await alice(p);
  await p.access.create(p.tenant.db, {
    indicator: books,
    name: 'Books',
    permissions: [{ name: 'books:read', grantedToEveryone: true }],
  });
  // Warm: clients, keys and resources are cached.
  await app.tokens(undefined, { resource: books });
  await machine.token({ grant_type: 'client_credentials', resource: books, scope: 'books:read' });
});
afterAll(async () => {
  console.table(table);
  await p.close();
});
beforeEach(() => Object.assign(p.page, { does: 'sign-in', remember: true }));

async function budget<R>(what: string, most: number, work: () => Promise<R>): Promise<R> {
  const { result, statements } = await p.db.statements.during(work);
  table.push({ what, statements: statements.length, budget: most });
  const shown = statements.map((text) => text.replace(/\s+/g, ' ').slice(0, 140)).join('\n');
  expect(statements.length, `${what}:\n${shown}`).toBeLessThanOrEqual(most);
  return result;
}
const ok = ({ status }: { status: number }) => expect(status).toBe(200);

test("full code flow, from /oidc/auth to tokens (the provider's part)", async () => {
  await budget('full code flow', 9, () => app.tokens());
});

test('silent request with a live session, and its exchange', async () => {
  const { browser } = await app.signIn();
  const { code } = await budget('silent /auth', 3, () => app.signIn(browser));
  ok(await budget('code exchange', 3, () => app.exchange(code)));
});

test('refresh, with and without a resource', async () => {
  const { body } = await app.tokens(undefined, {
    resource: books,
    scope: 'openid offline_access books:read',
  });
  const first = await budget('refresh', 3, () => app.refresh(body.refresh_token));
  ok(first);
  ok(
    await budget('refresh with a resource', 4, () =>
      app.refresh(first.body.refresh_token, { resource: books }),
    ),
  );
});

test('the roles claim, in the ID token and at userinfo, costs no statement', async () => {
  const scope = 'openid offline_access roles books:read';
  await p.roles.create(p.tenant.db, { name: 'Reader', grantedToEveryone: true });
  const editor = await p.roles.create(p.tenant.db, { name: 'Editor' });
  await p.roles.setFromSource(p.tenant.db, p.page.userId, 'manual', [editor.id]);
  const { code } = await app.signIn(undefined, { scope, resource: books });
  const { body } = await budget('code exchange with roles', 3, () => app.exchange(code));
  const claims = JSON.parse(Buffer.from(String(body.id_token).split('.')[1]!, 'base64url').toString());
  expect(claims.roles).toEqual(['Editor', 'Reader']);
  const { body: person } = await budget('userinfo with roles', 1, () => app.userinfo(body.access_token));
  expect(person.roles).toEqual(['Editor', 'Reader']);
  ok(
    await budget('refresh with a resource and roles', 4, () =>
      app.refresh(body.refresh_token, { resource: books }),
    ),
  );
});

test('userinfo, introspection, revocation', async () => {
  const { body } = await app.tokens();
  ok(await budget('userinfo', 1, () => app.userinfo(body.access_token)));
  const token = String(body.access_token);
  ok(
    await budget('introspection (hint)', 2, () =>
      app.post('/token/introspection', { token, token_type_hint: 'access_token' }),
    ),
  );
  ok(await budget('introspection (no hint)', 3, () => app.post('/token/introspection', { token })));
  ok(
    await budget('revocation', 5, () => app.post('/token/revocation', { token: String(body.refresh_token) })),
  );
});

test('client_credentials with a resource writes and reads nothing', async () => {
  ok(
    await budget('client_credentials', 0, () =>
      machine.token({ grant_type: 'client_credentials', resource: books, scope: 'books:read' }),
    ),
  );
});

test('metadata and keys read nothing', async () => {
  ok(await budget('discovery', 0, () => fetch(app.url('/.well-known/openid-configuration'))));
  ok(await budget('key set', 0, () => fetch(app.url('/jwks'))));
});

test('what nobody should be able to make expensive: refused requests', async () => {
  const page = () => new Browser(p).get(app.authorizeUrl({ redirect_uri: 'http://evil.example' }));
  await page();
  await budget('unregistered address', 0, page);
  await budget('wrong secret', 0, () => app.token({ grant_type: 'client_credentials', client_secret: 'x' }));
  await budget('unknown refresh token', 1, () => app.refresh('x'));
  await budget('unknown access token', 1, () => app.userinfo('x'));
});

test('sign-out', async () => {
  const { browser } = await app.signIn();
  const url = app.url(
    '/session/end?client_id=bookstore&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2F',
  );
  await budget('sign-out', 2, () => browser.get(url));
});
