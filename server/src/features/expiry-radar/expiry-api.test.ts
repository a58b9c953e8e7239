/** Issue 5: the expiry radar over the management API. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tenant } from '../tenants/index.ts';
import { day, type RadarWorld, startRadar } from './expiry-harness.ts';

let world: RadarWorld;
let tenant: Tenant;
let app: RadarWorld['app'];
let clock: RadarWorld['clock'];
let records: RadarWorld['records'];
let start: Date;

beforeAll(async () => {
  world = await startRadar();
  ({ app, clock, records, start } = world);
}, 60_000);
afterAll(() => world.close());

const dateIn = (days: number) => world.dateIn(days);
const connector = (over?: object, config?: object) => world.connector(tenant, over, config);
const look = (node?: typeof app) => world.look(node);
const mails = () => world.mails(tenant);
const events = () => world.events(tenant);
const items = () => app.expiryRadar.items(tenant.db, { customDomains: true });

describe('over the management API', () => {
  let token: string;
  beforeEach(async () => {
    world.reset();
    token = await app.managementToken();
    tenant = (await app.tenants.byId('default'))!;
    const { connectors } = await app.sso.connectors.list(tenant.db, { limit: 100, offset: 0 });
    for (const { id } of connectors) await app.sso.connectors.remove(tenant.db, id);
  });

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await app.fetch(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  }

  test('what ends first is first; by state and connector', async () => {
    await connector({ id: 'late', name: 'Late' }, { clientSecretExpiresAt: dateIn(300) });
    await connector({ id: 'nodate', name: 'No date' });
    await connector({ id: 'near', name: 'Near' }, { clientSecretExpiresAt: dateIn(3) });
    const all = await call('GET', '/expiry');
    expect(all.json.map((one: { connectorId: string }) => one.connectorId)).toEqual([
      'near',
      'late',
      'nodate',
    ]);
    expect(all.json[0]).toMatchObject({
      kind: 'client-secret',
      state: 'urgent',
      daysLeft: 3,
      renewalPath: 'enterprise-sso/near/connection?renew=secret',
    });
    expect(all.json[2].renewalPath).toBe('enterprise-sso/nodate/connection');
    const urgent = await call('GET', '/expiry?state=urgent');
    expect(urgent.json).toHaveLength(1);
    const one = await call('GET', '/expiry?connectorId=late');
    expect(one.json.map(({ state }: { state: string }) => state)).toEqual(['fine']);
    expect((await call('GET', '/expiry?state=doomed')).status).toBe(400);
    const summary = await call('GET', '/expiry/summary');
    expect(summary.json).toMatchObject({ expired: 0, urgent: 1, soon: 0, fine: 1, unknown: 1 });
    expect(summary.json.next.connectorId).toBe('near');
  });

  test('who is told is a setting: administrators by default, addresses, or nobody', async () => {
    expect((await call('GET', '/expiry/settings')).json).toEqual({
      recipients: 'administrators',
      addresses: [],
      version: 0,
    });
    const empty = await call('PUT', '/expiry/settings', { recipients: 'addresses' });
    expect([empty.status, empty.json.code]).toEqual([400, 'request.invalid']);
    const set = await call('PUT', '/expiry/settings', {
      recipients: 'addresses',
      addresses: ['it@acme.example'],
    });
    expect(set.json).toEqual({ recipients: 'addresses', addresses: ['it@acme.example'], version: 1 });
    const stale = await call('PUT', '/expiry/settings', { recipients: 'nobody' }, { 'if-match': '"0"' });
    expect(stale.status).toBe(412);
    await app.experience.update(tenant.db, { content: { languages: { fallback: 'zh-CN' } } });
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await look();
    const sent = await mails();
    expect(sent.map(({ to }) => to)).toEqual(['it@acme.example']);
    expect(sent[0]?.text).toContain('将于 5 天后');
    await call('PUT', '/expiry/settings', { recipients: 'nobody' });
    clock.advance(5 * day);
    await look();
    expect(await mails()).toHaveLength(1);
    expect((await events()).map(({ step }) => step)).toEqual([7, 0]);
  });

  test('values that no connector could have are refused before anything is tested', async () => {
    await connector();
    const empty = await call('POST', '/sso-connectors/acme/renewals', { config: {} });
    const wrong = await call('POST', '/sso-connectors/acme/renewals', {
      config: { clientSecretExpiresAt: 'soon' },
    });
    expect([empty.json.code, wrong.json.code]).toEqual(['request.invalid', 'request.invalid']);
    const started = await call('POST', '/sso-connectors/acme/renewals', {
      config: { clientSecret: 'new', clientSecretExpiresAt: dateIn(300) },
    });
    expect([started.status, started.json.url]).toEqual([201, expect.stringContaining('/sso-tests/')]);
    // Nothing has taken the place of anything yet.
    expect((await items()).map(({ state }) => state)).toEqual(['unknown']);
  });

  test('threat: who may not read custom domains learns of none here', async () => {
    const { proofToken } = await app.customDomains.add(tenant.db, 'secret-login.example');
    records.set('_gatehouse.secret-login.example', [`gatehouse-verify=${proofToken}`]);
    await app.customDomains.verify(tenant.db, 'secret-login.example');
    records.clear();
    clock.advance(day);
    await look();
    clock.set(start);
    token = await app.managementToken(['expiry:read']);
    expect(JSON.stringify((await call('GET', '/expiry')).json)).not.toContain('secret-login');
    token = await app.managementToken(['expiry:read', 'custom-domains:read']);
    expect(JSON.stringify((await call('GET', '/expiry')).json)).toContain('secret-login');
  });
});
