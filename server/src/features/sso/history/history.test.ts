/** The history of a connector: every change of its connection keeps the earlier one, and it can be put back. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealer, reseal } from '../../../kernel/crypto/index.ts';
import { openTestApi, type TestApi } from '../../../kernel/http/test-api.ts';
import { createExpiry } from '../../../kernel/jobs/index.ts';
import { connectorInputs, type Harness, signIn, startHarness } from '../../../testing/sso.ts';
import { ssoRoutes } from '../index.ts';

const keys = new Map([['k1', randomBytes(32)]]);
const sealer = createSealer({ keys, currentKeyId: 'k1' });
let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  place = await h.newTenant({ sealer });
  api = await openTestApi(ssoRoutes(place.sso), h.database);
});

const acme = (changes: object = {}) => ({
  id: 'acme',
  name: 'Acme',
  provider: 'oidc',
  config: { issuer: 'https://idp.acme.example', clientId: 'gatehouse', clientSecret: 'first-secret-value' },
  ...changes,
});
const at = '/sso-connectors/acme';
const change = (config: object) => api.call('PATCH', at, { config });
const versions = async () => (await api.call('GET', `${at}/versions`)).json;
const restore = (version: number, headers = {}) =>
  api.call('POST', `${at}/versions/${version}/restore`, undefined, headers);
const numbers = (list: { version: number }[]) => list.map(({ version }) => version);
const secretsIn = (tenantId: string) =>
  h.database.query<{ id: string; sealed: string | null }>(sql<{ id: string; sealed: string | null }>`
    select id, sealed_secrets as sealed from sso_connector_versions where tenant_id = ${tenantId} order by revision`);
const asIfTested = () =>
  api.db.query(sql`update sso_connectors set tested_at = now(), administrator_at = now(),
    administrator_id = 'usr_1' where tenant_id = ${api.db.tenantId}`);

describe('a change of the connection', () => {
  it('keeps the earlier one: when, by whom, which fields by name, whether it had succeeded', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await asIfTested();
    await change({ clientSecret: 'second-secret-value', extraScopes: ['groups'] });
    const [present, first] = await versions();
    expect(present).toMatchObject({
      version: 2,
      present: true,
      how: 'change',
      fields: ['config.clientSecret', 'config.extraScopes'],
      succeeded: false,
      replacedAt: null,
    });
    expect(present.madeBy).toMatchObject({ type: 'application' });
    expect(first).toMatchObject({
      version: 1,
      present: false,
      how: 'created',
      fields: [],
      succeeded: true,
      testedAt: expect.any(String),
    });
    expect(first.replacedAt).toBe(present.madeAt);
    expect((await api.call('GET', at)).json).toMatchObject({ revision: 2, revisedAt: present.madeAt });
  });

  it('says when the first and the last real sign-in of a version succeeded', async () => {
    const { sso, tenant } = place;
    await sso.connectors.create(tenant.db, connectorInputs(h.idp).umbrella!);
    await signIn({ sso, tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    await signIn({ sso, tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    await sso.connectors.update(tenant.db, 'umbrella', { config: { extraScopes: ['groups'] } });
    const { versions: list } = await sso.history.list(tenant.db, 'umbrella', { limit: 20, offset: 0 });
    expect(list[0]).toMatchObject({ firstSuccessAt: null, lastSuccessAt: null });
    const { firstSuccessAt, lastSuccessAt } = list[1]!;
    expect(firstSuccessAt!.getTime()).toBeLessThan(lastSuccessAt!.getTime());
  });

  it('is one of config, secrets and mappings; names, looks, domains and life are not', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await api.call('PATCH', at, { name: 'Other', display: { name: 'Shown' } });
    await api.call('POST', `${at}/domains`, { name: 'acme.example', proved: true });
    await change({ clientSecret: 'first-secret-value' });
    expect(numbers(await versions())).toEqual([1]);
    await api.call('PATCH', at, { attributeMapping: { name: ['displayName'] } });
    await api.call('PATCH', at, { roleMapping: { rules: [], defaultRoles: [] } });
    const [third, second] = await versions();
    expect(third.fields).toEqual(['roleMapping']);
    expect(second.fields).toEqual(['attributeMapping']);
  });

  it('threat: no version shows a secret, and none opens in another place than its own', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await change({ clientSecret: 'second-secret-value' });
    await change({ clientSecret: 'third-secret-value' });
    const shown = [
      await api.call('GET', `${at}/versions`),
      await api.call('GET', `${at}/versions/1`),
      await api.call('GET', at),
    ].map(({ text }) => text);
    expect(shown.join()).not.toMatch(/-secret-value|v1\.k1|sealed/i);
    const [one, two] = await secretsIn(api.db.tenantId);
    expect(`${one!.sealed} ${two!.sealed}`).not.toContain('secret-value');
    await api.db.query(sql`update sso_connector_versions set sealed_secrets = ${two!.sealed}
      where tenant_id = ${api.db.tenantId} and id = ${one!.id}`);
    expect((await restore(1)).status).toBe(500);
    const events = await api.db.query<{ payload: unknown }>(sql<{ payload: unknown }>`
      select payload from events where tenant_id = ${api.db.tenantId}`);
    expect(JSON.stringify(events)).not.toContain('secret-value');
  });

  it('is not seen from another tenant, nor by who may not read connectors', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await change({ clientId: 'other' });
    const other = await api.another();
    expect((await other.call('GET', `${at}/versions`)).status).toBe(404);
    await other.call('POST', '/sso-connectors', acme());
    expect((await other.call('POST', `${at}/versions/1/restore`)).json.code).toBe('sso.version_present');
    expect((await other.call('GET', `${at}/versions/2`)).json.code).toBe('sso.version_not_found');
    api.permissions = ['users:read'];
    expect((await api.call('GET', `${at}/versions`)).status).toBe(403);
    api.permissions = ['sso-connectors:read'];
    expect((await restore(1)).status).toBe(403);
  });

  it('the rotation of the master key seals its secrets again', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await asIfTested();
    await change({ clientSecret: 'second-secret-value' });
    // What other tests left, some of it damaged on purpose.
    await h.database.query(sql`delete from sso_connectors where tenant_id <> ${api.db.tenantId}`);
    const [old] = await secretsIn(api.db.tenantId);
    const rotated = createSealer({ keys: new Map([...keys, ['k2', randomBytes(32)]]), currentKeyId: 'k2' });
    await reseal(h.database, rotated);
    const [again] = await secretsIn(api.db.tenantId);
    expect(old!.sealed).toMatch(/^v1\.k1\./);
    expect(again!.sealed).toMatch(/^v1\.k2\./);
    const after = await h.newTenant({ sealer: rotated });
    const connector = await after.sso.history.restore(api.db, 'acme', 1);
    expect(after.sso.connectors.partyOf({ id: api.db.tenantId }, await stored()).config.clientSecret).toBe(
      'first-secret-value',
    );
    expect(connector.revision).toBe(3);
    // The others of this file use the first key.
    await h.database.query(sql`delete from sso_connectors where tenant_id = ${api.db.tenantId}`);
  });

  it('twenty are kept, and the last that had succeeded whatever happens; after 90 days only that one', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await change({ clientId: 'c0' });
    await asIfTested();
    for (let i = 1; i <= 24; i += 1) await change({ clientId: `c${i}` });
    const list = numbers((await api.call('GET', `${at}/versions?pageSize=100`)).json);
    expect(list).toEqual([26, ...Array.from({ length: 20 }, (_, i) => 25 - i), 2]);
    await api.db.query(sql`update sso_connector_versions set expires_at = expires_at - interval '91 days'
      where tenant_id = ${api.db.tenantId}`);
    await createExpiry().clean(h.database);
    expect(numbers(await versions())).toEqual([26, 2]);
  });

  it('two at once: one wins, and its predecessor is kept once', async () => {
    await api.call('POST', '/sso-connectors', acme());
    const answers = await Promise.all(
      ['a', 'b'].map((clientId) => api.call('PATCH', at, { config: { clientId } }, { 'if-match': '"1"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(numbers(await versions())).toEqual([2, 1]);
  });
});

const stored = () => place.sso.connectors.existing(api.db, 'acme');
const opened = async () => place.sso.connectors.partyOf({ id: api.db.tenantId }, await stored()).config;

describe('an earlier version', () => {
  beforeEach(async () => {
    await api.call('POST', '/sso-connectors', acme());
    await asIfTested();
    await change({ clientId: 'wrong', clientSecret: 'second-secret-value', extraScopes: ['groups'] });
  });

  it('is shown with how it differs; of secrets only that they do', async () => {
    const { json } = await api.call('GET', `${at}/versions/1`);
    expect(json.differences).toEqual([
      { field: 'config.clientId', secret: false, earlier: 'gatehouse', present: 'wrong' },
      { field: 'config.clientSecret', secret: true, earlier: null, present: null },
      { field: 'config.extraScopes', secret: false, earlier: [], present: ['groups'] },
    ]);
    expect(json.warnings).toEqual([]);
    expect((await api.call('GET', `${at}/versions/2`)).json).toMatchObject({
      present: true,
      differences: [],
    });
  });

  it('put back it is a version of its own, counts as tested as it was then, and is written down', async () => {
    const before = (await api.call('GET', `${at}/versions/1`)).json;
    const { status, json } = await restore(1, { 'if-match': '"2"' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      revision: 3,
      version: 3,
      testedAt: before.testedAt,
      administratorId: 'usr_1',
    });
    expect(await opened()).toMatchObject({ clientId: 'gatehouse', clientSecret: 'first-secret-value' });
    const [present] = await versions();
    expect(present).toMatchObject({ version: 3, how: 'restore', restored: 1, succeeded: true });
    const events = await api.db.query<{ type: string }>(sql<{ type: string }>`
      select type from events where tenant_id = ${api.db.tenantId} order by id desc limit 1`);
    expect(events[0]?.type).toBe('sso.connector_restored');
    await restore(2);
    expect(await opened()).toMatchObject({ clientId: 'wrong', clientSecret: 'second-secret-value' });
  });

  it('one that nobody came through asks for a test, and says so beforehand', async () => {
    await change({ clientId: 'third' });
    expect((await api.call('GET', `${at}/versions/2`)).json.warnings).toEqual(['never-succeeded']);
    expect((await restore(2)).json).toMatchObject({ testedAt: null, administratorId: null, state: 'draft' });
  });

  it('warns of a secret that has ended, and of people who sign in now', async () => {
    await change({ clientSecretExpiresAt: '2020-01-31' });
    await asIfTested();
    await api.call('POST', `${at}/enable`);
    await change({ clientSecretExpiresAt: '2099-01-31', clientSecret: 'new-secret-value' });
    expect((await api.call('GET', `${at}/versions/3`)).json.warnings).toEqual(['secret-expired', 'in-use']);
    expect((await restore(3)).json).toMatchObject({
      state: 'enabled',
      config: { clientSecretExpiresAt: '2020-01-31' },
    });
  });

  it('a restored connection stays what the connector was: enabled, enforced, its domains, its name', async () => {
    await asIfTested();
    await api.call('POST', `${at}/domains`, { name: 'acme.example', proved: true });
    await api.call('POST', `${at}/enable`);
    await place.sso.connectors.update(api.db, 'acme', { enforced: true, name: 'New name' });
    expect((await restore(1)).json).toMatchObject({
      state: 'enforced',
      name: 'New name',
      domains: [{ name: 'acme.example' }],
    });
  });

  it('threat: a form from before a change restores nothing', async () => {
    await change({ clientId: 'third' });
    const stale = await restore(1, { 'if-match': '"2"' });
    expect(stale).toMatchObject({ status: 412, json: { code: 'request.version_mismatch' } });
    expect((await opened()).clientId).toBe('third');
  });

  it('that the present form or roles no longer allow is refused in plain words, and nothing changes', async () => {
    await api.db.query(sql`update sso_connector_versions set config = config || '{"retired": true}'
      where tenant_id = ${api.db.tenantId}`);
    const answer = await restore(1);
    expect(answer).toMatchObject({ status: 409, json: { code: 'sso.version_unusable' } });
    expect(answer.json.message).toContain('retired');
    await api.db.query(sql`update sso_connector_versions set config = config - 'retired',
      role_mapping = '{"rules": [], "defaultRoles": ["gone"]}' where tenant_id = ${api.db.tenantId}`);
    expect((await restore(1)).json.message).toContain('gone');
    expect((await opened()).clientId).toBe('wrong');
  });

  it('bad numbers, the present one and unknown ones are typed errors', async () => {
    for (const version of ['0', '-1', 'x', '1e3', '99999999999999999999'])
      expect((await api.call('GET', `${at}/versions/${version}`)).json.code).toBe('sso.version_not_found');
    expect((await restore(2)).json.code).toBe('sso.version_present');
    expect((await restore(7)).json.code).toBe('sso.version_not_found');
    expect((await api.call('GET', '/sso-connectors/nobody/versions')).json.code).toBe(
      'sso.connector_not_found',
    );
  });

  it('SAML: the certificates that were entered come back with it', async () => {
    const [certificate] = await h.idp.certificatesOf('stark');
    await api.call('POST', '/sso-connectors', {
      id: 'saml',
      name: 'SAML',
      provider: 'saml',
      config: {
        entityId: 'https://idp.example',
        ssoUrl: 'https://idp.example/sso',
        certificates: [certificate],
      },
    });
    await api.call('PATCH', '/sso-connectors/saml', {
      config: { metadataUrl: 'https://idp.example/metadata' },
    });
    const { json } = await api.call('POST', '/sso-connectors/saml/versions/1/restore');
    expect(json.config).toMatchObject({ certificates: [expect.stringContaining('BEGIN CERTIFICATE')] });
    expect(json.config.metadataUrl).toBeUndefined();
  });
});
