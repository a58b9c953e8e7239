// What the roles of administrators may do, as their tokens and every call show it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionNames } from '../../kernel/http/permissions.ts';
import { permissionsOf, type Role, roleNames } from '../management/index.ts';
import { type Administration, startAdministration } from './administrators-harness.ts';

let world: Administration;
beforeAll(async () => {
  world = await startAdministration();
}, 60_000);
afterAll(() => world?.close());

const api = (tenant: string) => `${world.app.endpoint}${tenant === 'default' ? '' : `/t/${tenant}`}/api`;
const scopes = (token: { scope: string }) =>
  token.scope.split(' ').filter((one) => one === 'all' || permissionNames.includes(one as never));

describe('the table of roles', () => {
  test('whoever may give roles is an owner, so nobody gives one above their own', () => {
    const givers = roleNames.filter((role) =>
      permissionsOf(role, 'admin').some((name) => name === 'all' || name === 'administrators:write'),
    );
    expect(givers).toEqual(['owner']);
  });

  test('viewers change nothing and read no mail', () => {
    for (const name of permissionsOf('viewer', 'default')) expect(name).toMatch(/:read$/);
    expect(permissionsOf('viewer', 'default')).not.toContain('mail-messages:read');
  });

  test('admins do everything but decide who runs the installation', () => {
    const missing = permissionNames.filter((name) => !permissionsOf('admin', 'default').includes(name));
    expect(missing).toEqual(['administrators:write', 'tenants:write']);
  });

  test.each(roleNames.filter((role) => role !== 'owner'))(
    'privilege escalation: %s changes nothing in the tenant admin, and reads no mail there',
    (role) => {
      const wrong = permissionsOf(role, 'admin').filter(
        (name) => !name.endsWith(':read') || name === 'mail-messages:read',
      );
      expect(wrong).toEqual([]);
    },
  );
});

describe('a token of the console', () => {
  test('of an owner carries all, for every tenant', async () => {
    for (const tenant of ['admin', 'default']) {
      const token = await world.signIn('owner@example.com', api(tenant));
      expect(scopes(token)).toContain('all');
      const path = `${new URL(api(tenant)).pathname}/users`;
      expect((await world.call(token.access_token, 'GET', path)).status).toBe(200);
    }
  });

  test.each<[Role, string]>([
    ['admin', 'default'],
    ['support', 'default'],
    ['viewer', 'default'],
    ['support', 'admin'],
  ])('of %s carries for the tenant %s what the role has, and no more', async (role, tenant) => {
    const { email } = await world.person(`${role}-of-${tenant}`, role);
    const token = await world.signIn(email, api(tenant));
    expect(scopes(token).sort()).toEqual([...permissionsOf(role, tenant)].sort());
  });

  test('of somebody without a role carries nothing, and every call is refused', async () => {
    const { email } = await world.person('nobody');
    const token = await world.signIn(email, api('default'));
    expect(scopes(token)).toEqual([]);
    expect((await world.call(token.access_token, 'GET', '/api/users')).status).toBe(403);
  });

  test('can be renewed', async () => {
    const token = await world.signIn('owner@example.com');
    const again = await world.refresh(token.refresh_token);
    expect(again.status).toBe(200);
    expect((await world.call(again.json.access_token, 'GET', '/t/admin/api/users')).status).toBe(200);
  });

  test('foreign tenant: the console is no application of another one', async () => {
    const response = await world.app.fetch(
      `/oidc/auth?client_id=console&response_type=code&redirect_uri=${world.app.endpoint}/console/callback`,
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('invalid_client');
  });

  test('open redirect: the console’s code goes to its own address only', async () => {
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: `${world.app.endpoint}/console/callback/../elsewhere`,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const response = await world.app.fetch(`/t/admin/oidc/auth?${query}`);
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  test('a page elsewhere: scripts redeem the console’s code and tokens at the console’s own origin only', async () => {
    const redeem = (origin: string) =>
      world.app.fetch('/t/admin/oidc/token', {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          client_id: 'console',
          refresh_token: 'unknown',
        }),
      });
    expect(((await (await redeem(world.app.endpoint)).json()) as { error: string }).error).toBe(
      'invalid_grant',
    );
    const foreign = await redeem('https://evil.example');
    expect(((await foreign.json()) as { error: string }).error).toBe('invalid_request');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('after signing out it leads back to the console, and nowhere else', async () => {
    const end = (to: string) => {
      const query = new URLSearchParams({ client_id: 'console', post_logout_redirect_uri: to });
      return world.browser().send(`/t/admin/oidc/session/end?${query}`);
    };
    expect((await end(`${world.app.endpoint}/console/`)).status).toBeLessThan(400);
    expect((await end(`${world.app.endpoint}/console/elsewhere`)).status).toBe(400);
  });
});

describe('the API asks what is held now, whatever the token says', () => {
  test('privilege escalation: a support person changes users, but neither applications nor administrators', async () => {
    const { email } = await world.person('sam', 'support');
    const { access_token: token } = await world.signIn(email, api('default'));
    expect((await world.call(token, 'POST', '/api/users', { username: 'made-by-sam' })).status).toBe(201);
    const body = { name: 'x', type: 'machine-to-machine', managementPermissions: ['all'] };
    const answer = await world.call(token, 'POST', '/api/applications', body);
    expect([answer.status, answer.json.data.required]).toEqual([403, 'applications:write']);
  });

  test('privilege escalation: a support person gives no administrator a password, and makes no user at the tenant admin', async () => {
    const { email } = await world.person('sid', 'support');
    const { access_token: token } = await world.signIn(email);
    const path = `/t/admin/api/users/${world.owner.id}/password`;
    expect((await world.call(token, 'PUT', path, { password: 'taken over now' })).status).toBe(403);
    expect((await world.call(token, 'POST', '/t/admin/api/users', { username: 'x' })).status).toBe(403);
    expect((await world.call(token, 'GET', '/t/admin/api/mail-messages')).status).toBe(403);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['suspended', (id) => world.app.users.suspend(world.tenant.db, id)],
    ['deleted', (id) => world.app.users.remove(world.tenant.db, id)],
    ['no administrator any more', (id) => removed(id)],
    ['given a smaller role', (id) => demoted(id)],
  ])('somebody %s can do no more at the next call', async (how, change) => {
    const { id, email } = await world.person(`gone-${how.replaceAll(' ', '-')}`, 'admin');
    const { access_token: token } = await world.signIn(email, api('default'));
    const before = await world.call(token, 'POST', '/api/users', {});
    expect(before.status).toBe(201);
    await change(id);
    expect((await world.call(token, 'POST', '/api/users', {})).status).toBe(403);
  });

  test('a greater role is in the next token, without signing in again', async () => {
    const { id, email } = await world.person('rising', 'viewer');
    const token = await world.signIn(email, api('default'));
    expect((await world.call(token.access_token, 'POST', '/api/users', {})).status).toBe(403);
    await world.app.management.administrators.changeRole(world.tenant.db, id, 'support', byOwner());
    const next = await world.refresh(token.refresh_token, api('default'));
    expect((await world.call(next.json.access_token, 'POST', '/api/users', {})).status).toBe(201);
  });
});

const byOwner = () => ({ actor: { type: 'user', id: world.owner.id } as const });
const removed = (id: string) => world.app.management.administrators.remove(world.tenant.db, id, byOwner());
const demoted = (id: string) =>
  world.app.management.administrators.changeRole(world.tenant.db, id, 'viewer', byOwner());
