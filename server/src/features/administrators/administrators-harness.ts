/** Administrators with browsers and tokens in front of a whole server: what the tests of this folder walk with. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { permissionNames } from '../../kernel/http/permissions.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import type { Role } from '../management/index.ts';
import { Browser } from '../sign-in/sign-in-harness.ts';

export const password = 'blue kettle sings';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as it expects it to be.
  json: any;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, json };
}

export async function startAdministration() {
  const app = await buildTestApp();
  const tenant = (await app.tenants.byId('admin'))!;
  const owner = await app.setup.createFirstAdministrator({
    email: 'owner@example.com',
    name: 'Olga',
    password,
  });
  const passwordHash = await app.credentials.hashPassword(password);

  const token = async (parameters: Record<string, string>, authorization?: string): Promise<Answer> =>
    answerOf(
      await app.fetch('/t/admin/oidc/token', {
        method: 'POST',
        headers: authorization ? { authorization } : {},
        body: new URLSearchParams(parameters),
      }),
    );

  /** Signs in at the console, as it does: code, PKCE, refresh token. Everything is asked for. */
  async function signIn(email: string, resource = tenant.apiResource, browser = new Browser(app)) {
    const verifier = randomBytes(32).toString('base64url');
    const redirectUri = `${app.endpoint}/console/callback`;
    const query = new URLSearchParams({
      client_id: 'console',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: `openid offline_access all ${permissionNames.join(' ')}`,
      prompt: 'consent',
      resource,
      state: 'x',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    let page = await browser.go(`/t/admin/oidc/auth?${query}`);
    if (page.url.pathname.startsWith('/t/admin/sign-in/')) {
      page = await browser.post(page, { identifier: email });
      page = await browser.post(page, { password });
    }
    const answer = await token({
      grant_type: 'authorization_code',
      client_id: 'console',
      code: page.url.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      resource,
    });
    return answer.json as { access_token: string; refresh_token: string; scope: string };
  }

  const refresh = (refreshToken: string, resource = tenant.apiResource) =>
    token({ grant_type: 'refresh_token', client_id: 'console', refresh_token: refreshToken, resource });

  /** Calls a management API with an access token; paths begin below the endpoint. */
  async function call(accessToken: string, method: string, path: string, body?: unknown, headers = {}) {
    return answerOf(
      await app.fetch(path, {
        method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    );
  }

  /** A person with a role, as if invited. */
  async function person(name: string, role?: Role) {
    const email = `${name}@example.com`;
    const user = await tenant.db.inTx(async (tx) => {
      const created = await app.users.create(tx, { email, emailVerified: true, name, passwordHash });
      if (role) await app.management.administrators.add(tx, created.id, role);
      return created;
    });
    return { id: user.id, email };
  }

  /** A machine-to-machine application of the tenant `admin`, with a token for its API. */
  async function machine(permissions: string[], resource = tenant.apiResource) {
    const id = `m2m${randomBytes(5).toString('hex')}`;
    const { secret } = await app.applications.create(
      tenant.db,
      { id, name: 'Machine', type: 'machine-to-machine', managementPermissions: permissions as ['all'] },
      tenant,
    );
    const parameters = { grant_type: 'client_credentials', resource, scope: permissions.join(' ') };
    const answer = await token(parameters, `Basic ${btoa(`${id}:${secret}`)}`);
    return { id, token: String(answer.json.access_token) };
  }

  return {
    app,
    tenant,
    owner,
    signIn,
    refresh,
    call,
    person,
    machine,
    browser: () => new Browser(app),
    roles: async () =>
      Object.fromEntries(
        (await tenant.db.selectFrom('administrators').select(['user_id', 'role']).execute()).map((row) => [
          row.user_id,
          row.role,
        ]),
      ),
    /** Types of the audit events about a subject, oldest first. */
    async told(subject: string): Promise<string[]> {
      await app.settle();
      const rows = await tenant.db.query<{ type: string }>(sql<{ type: string }>`
        select type from audit_events where tenant_id = 'admin' and tenant_id = ${tenant.id}
          and subject_id = ${subject} order by created_at, id`);
      return rows.map((row) => row.type);
    },
    close: () => app.close(),
  };
}

export type Administration = Awaited<ReturnType<typeof startAdministration>>;
