// What a sign-in can fail by is one list, which the management API tells in plain words.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi } from '../../kernel/http/test-api.ts';
import { type Harness, startHarness } from '../../testing/sso.ts';
import { causes, ssoErrors, ssoRoutes } from './index.ts';

let h: Harness;
let api: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  h = await startHarness();
  const { sso } = await h.newTenant();
  api = await openTestApi(ssoRoutes(sso), h.database);
});
afterAll(() => h.close());

it('every cause is listed with whose side it is on, what to do, and the setting to look at', async () => {
  const all = await api.call('GET', '/sso-causes?pageSize=100');
  expect(all.headers.get('total-number')).toBe(String(Object.keys(causes).length));
  const ours = await api.call('GET', '/sso-causes?side=gatehouse-config&pageSize=100');
  expect(ours.json).toContainEqual({
    code: 'client.secret_expired',
    side: 'gatehouse-config',
    title: expect.any(String),
    fix: expect.any(String),
    setting: 'connection.clientSecret',
  });
  for (const { code, setting } of ours.json)
    if (!/^(test|identity)\./.test(code)) expect(setting, code).not.toBeNull();
});

it('every cause is a typed error in plain words that says what to do', () => {
  expect(Object.keys(ssoErrors).length).toBeGreaterThan(5);
  for (const [code, { title, fix, status }] of Object.entries(causes)) {
    expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(`${title} ${fix}`).not.toMatch(/[{}]/);
    expect(title.endsWith('.') && fix.endsWith('.')).toBe(true);
    expect(status).toBeLessThan(500);
  }
});
