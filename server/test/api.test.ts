/** Rules that hold for every route of the management API: description, errors, permissions, isolation of tenants. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tenant } from '../src/features/tenants/index.ts';
import { allErrors } from '../src/kernel/errors/index.ts';
import { permissions } from '../src/kernel/http/permissions.ts';
import type { Route } from '../src/kernel/http/route.ts';
import { apiRoutes } from '../src/routes.ts';
import { buildTestApp, type TestApp } from '../src/testing/test-app.ts';

let app: TestApp;
let routes: Route[];
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  routes = apiRoutes(app);
  token = await app.managementToken();
});
afterAll(() => app.close());

const call = (method: string, path: string, init: RequestInit = {}) =>
  app.fetch(`/api${path}`, {
    ...init,
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
  });

describe('the description', () => {
  test('OpenAPI 3.1: the document is the one that was reviewed', async () => {
    const document = await (await app.fetch('/api/openapi.json')).json();
    const text = JSON.stringify(document, null, 2).replaceAll(app.endpoint, 'http://localhost:3001');
    await expect(`${text}\n`).toMatchFileSnapshot('openapi.json');
  });

  test('every route has a permission that exists, a summary and known error codes', () => {
    const codes = new Set(allErrors().map((error) => error.code));
    const wrong = routes.flatMap((route) => [
      ...(route.permission in permissions ? [] : [`${route.path}: permission ${route.permission}`]),
      ...(route.summary.length > 5 ? [] : [`${route.path}: summary`]),
      ...route.errors
        .filter((code) => !codes.has(code))
        .map((code) => `${route.method} ${route.path}: ${code}`),
    ]);
    expect(wrong).toEqual([]);
  });

  test('the error catalogue: each code once, in the form feature.what, with plain words', () => {
    const errors = allErrors();
    expect(new Set(errors.map((error) => error.code)).size).toBe(errors.length);
    const wrong = errors.filter(
      (error) => !/^[a-z_-]+\.[a-z_]+$/.test(error.code) || error.message.trim() === '',
    );
    expect(wrong.map((error) => error.code)).toEqual([]);
  });
});

describe('access', () => {
  test('RFC 6750: no route answers without a token, nor with a made-up one', async () => {
    for (const route of routes) {
      const path = `/api${route.path.replace(/:\w+/g, 'x')}`;
      for (const authorization of [undefined, 'Bearer x', 'Bearer a.b.c', 'Basic eDp5']) {
        const response = await app.fetch(path, {
          method: route.method.toUpperCase(),
          headers: authorization ? { authorization } : {},
        });
        expect([route.method, route.path, authorization, response.status]).toEqual([
          route.method,
          route.path,
          authorization,
          401,
        ]);
      }
    }
  });

  test('a token with another permission is refused at every route, and the answer names what is missing', async () => {
    for (const route of routes) {
      const other = route.permission === 'audit-events:read' ? 'status:read' : 'audit-events:read';
      const weak = await weakToken(other);
      const path = `/api${route.path.replace(/:\w+/g, 'x')}`;
      const response = await app.fetch(path, {
        method: route.method.toUpperCase(),
        headers: { authorization: `Bearer ${weak}`, 'content-type': 'application/json' },
      });
      const body = (await response.json()) as { code: string; data?: { required?: string } };
      expect([route.path, response.status, body.data?.required]).toEqual([route.path, 403, route.permission]);
    }
  });
});

const weakTokens = new Map<string, Promise<string>>();
function weakToken(permission: string): Promise<string> {
  const known = weakTokens.get(permission) ?? app.managementToken([permission]);
  weakTokens.set(permission, known);
  return known;
}

describe('tenant isolation over HTTP', () => {
  let stranger: Tenant;
  const ids: Record<string, Record<string, string>> = {};

  beforeAll(async () => {
    stranger = await app.tenants.create({ id: 'stranger', name: 'Stranger', tag: 'development' });
    const { db } = stranger;
    const { application } = await app.applications.create(
      db,
      { name: 'Hidden app', type: 'traditional', redirectUris: ['https://hidden.example/cb'] },
      stranger,
    );
    const [secret] = await app.applications.listSecrets(db, application.id);
    const user = await app.users.create(db, {
      username: 'hidden-user',
      email: 'hidden@example.com',
      emailVerified: true,
    });
    const resource = await app.access.create(db, {
      indicator: 'https://hidden.example',
      name: 'Hidden API',
      permissions: [{ name: 'hidden:read' }],
    });
    const connector = await app.sso.connectors.create(db, {
      name: 'Hidden connector',
      provider: 'oidc',
      config: { issuer: 'https://idp.hidden.example', clientId: 'x', clientSecret: 'y' },
      domains: [{ name: 'hidden.example', proved: true }],
    } as never);
    const ssoTest = await app.sso.tests.create(stranger, db, connector.id);
    const organization = await app.organizations.create(db, { name: 'Hidden organization' });
    await app.organizations.addMember(db, organization.id, user.id);
    const upload = { contentType: 'image/png', data: 'iVBORw0KGgoAAAANSUhEUg==' } as const;
    const image = await app.images.add(db, upload);
    await app.customDomains.add(db, 'login.hidden.example');
    await app.settle();
    const [event] = (await db.selectFrom('audit_events').select('id').limit(1).execute()) as { id: string }[];
    Object.assign(ids, {
      '/applications': { id: application.id, secret: secret?.id ?? '' },
      '/users': { id: user.id, session: 'x', grant: 'x', identity: 'x' },
      '/api-resources': { id: resource.id, name: 'hidden:read', permission: 'hidden:read' },
      '/sso-connectors': { id: connector.id, domain: 'hidden.example', test: ssoTest.id },
      '/organizations': { id: organization.id, user: user.id },
      '/images': { id: image.id },
      '/custom-domains': { domain: 'login.hidden.example' },
      '/audit-events': { id: event?.id ?? '' },
      '/tenants': { id: stranger.id },
    });
  });

  test("no list shows a stranger's things", async () => {
    const lists = routes.filter((route) => route.paginated && !route.path.includes(':'));
    expect(lists.length).toBeGreaterThan(4);
    for (const route of lists) {
      const text = await (await call('GET', `${route.path}?pageSize=100`)).text();
      for (const id of Object.values(ids).flatMap((of) => Object.values(of))) {
        if (id.length > 3 && id !== 'stranger') expect(text).not.toContain(id);
      }
      expect(text).not.toContain('"stranger"');
    }
  });

  test("a stranger's id is not found at any route that takes one, and nothing there changes", async () => {
    const before = await fingerprint(stranger);
    const walked: string[] = [];
    for (const route of routes.filter((r) => r.path.includes(':'))) {
      const base = Object.keys(ids).find((prefix) => route.path.startsWith(`${prefix}/`));
      if (!base) continue;
      const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(ids[base]![name] ?? 'x'),
      );
      const body = ['post', 'put', 'patch'].includes(route.method) ? '{}' : undefined;
      const response = await call(route.method.toUpperCase(), path, { body });
      const text = await response.text();
      walked.push(`${route.method} ${route.path} ${response.status}`);
      // 400: the empty body is refused before anything is looked up; 204 and []: nothing there to end or list.
      const harmless = [400, 404].includes(response.status) || text === '[]' || text === '';
      expect([route.method, route.path, response.status, harmless]).toEqual([
        route.method,
        route.path,
        response.status,
        true,
      ]);
      // What the caller wrote into the path may come back; nothing else of the stranger's may.
      expect(
        text.replaceAll('hidden.example', path.includes('hidden.example') ? '' : 'hidden.example'),
      ).not.toMatch(/hidden\.example|Hidden/);
    }
    expect(walked.length).toBeGreaterThan(20);
    expect(await fingerprint(stranger)).toEqual(before);
  });
});

async function fingerprint(tenant: Tenant): Promise<string> {
  const tables = [
    'applications',
    'application_secrets',
    'users',
    'api_resources',
    'api_permissions',
    'sso_connectors',
    'sso_domains',
    'sso_tests',
    'images',
    'custom_domains',
    'mail_settings',
    'organizations',
    'organization_members',
  ] as const;
  const rows = await Promise.all(tables.map((table) => tenant.db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}
