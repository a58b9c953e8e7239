/** Connectors, domains, live checks and traces as an administrator manages them (DESIGN sections 5 and 7). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { connectorInputs, type Harness, signIn, startHarness, traceOf } from '../../testing/sso.ts';
import { causes, type SsoDeps, ssoRoutes } from './index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;
const dns = new Map<string, string[][] | string>();
const enforced: string[] = [];

const deps: Partial<SsoDeps> = {
  resolveTxt: async (name) => {
    const answer = dns.get(name) ?? 'ENOTFOUND';
    if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer });
    return answer;
  },
  onDomainEnforced: async (_, domain) => void enforced.push(domain),
};

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  dns.clear();
  enforced.length = 0;
  place = await h.newTenant(deps);
  api = await openTestApi(ssoRoutes(place.sso), h.database);
});

const acme = (changes: object = {}) => ({
  id: 'acme',
  name: 'Acme',
  provider: 'oidc',
  config: { issuer: 'https://idp.acme.example/', clientId: 'gatehouse', clientSecret: 'very-secret-value' },
  ...changes,
});
const issuesOf = (answer: { json: { data: { issues: { path: string }[] } } }) =>
  answer.json.data.issues.map(({ path }) => path);

describe('providers', () => {
  it('each comes with a form that a console can draw, and notes for setting it up', async () => {
    const { json } = await api.call('GET', '/sso-providers');
    const of = (wanted: string) => json.filter(({ protocol }: { protocol: string }) => protocol === wanted);
    const ids = (wanted: string) => of(wanted).map(({ id }: { id: string }) => id);
    expect(ids('oidc')).toEqual(['entra-oidc', 'google-workspace', 'okta', 'oidc']);
    expect(ids('saml')).toEqual(['entra-saml', 'google-workspace-saml', 'okta-saml', 'saml']);
    for (const { configSchema, secretFields, setup } of of('oidc')) {
      expect(secretFields).toEqual(['clientSecret']);
      expect(configSchema.properties.clientSecret).toMatchObject({ title: 'Client secret', secret: true });
      expect(configSchema.properties.issuer.title).toBe('Issuer');
      expect(configSchema.additionalProperties).toBe(false);
      expect(JSON.stringify(setup)).toContain('{redirectUri}');
    }
    for (const { configSchema, secretFields, setup } of of('saml')) {
      expect(secretFields).toEqual([]);
      expect(configSchema.properties.metadataUrl.title).toBe('Metadata URL');
      expect(configSchema.additionalProperties).toBe(false);
      expect(JSON.stringify(setup)).toContain('{acsUrl}');
    }
  });
});

describe('a connector', () => {
  it('never shows its secret again, in answers, events or the database', async () => {
    const created = await api.call('POST', '/sso-connectors', acme());
    expect(created).toMatchObject({
      status: 201,
      json: { id: 'acme', hasClientSecret: true, enabled: false },
    });
    expect(created.json.config).toEqual({
      issuer: 'https://idp.acme.example',
      clientId: 'gatehouse',
      clientAuthentication: 'client_secret_basic',
      extraScopes: [],
    });
    const changed = await api.call('PATCH', '/sso-connectors/acme', {
      config: { clientSecret: 'another-secret-value' },
    });
    const rows = await Promise.all([
      api.db.selectFrom('sso_connectors').selectAll().execute(),
      api.db.selectFrom('events').selectAll().execute(),
    ]);
    expect(rows[1].map(({ type }) => type)).toEqual(['sso.connector_created', 'sso.connector_updated']);
    expect(created.text + changed.text + JSON.stringify(rows)).not.toMatch(
      /very-secret-value|another-secret-value/,
    );
  });

  it('keeps its secret when a change leaves it out, and loses a field set to null', async () => {
    await api.call(
      'POST',
      '/sso-connectors',
      acme({ config: { ...acme().config, extraScopes: ['groups'] } }),
    );
    const { json } = await api.call('PATCH', '/sso-connectors/acme', {
      config: { clientId: 'other', extraScopes: null },
    });
    expect(json).toMatchObject({
      hasClientSecret: true,
      config: { clientId: 'other', extraScopes: [] },
      version: 2,
    });
  });

  it.each([
    [
      'no secret',
      acme({ config: { issuer: 'https://idp.example', clientId: 'x' } }),
      ['config.clientSecret'],
    ],
    ['no URL', acme({ config: { ...acme().config, issuer: 'idp.example' } }), ['config.issuer']],
    ['an unknown field', acme({ config: { ...acme().config, clientSecrte: 'x' } }), ['config']],
    [
      'a scope with a blank',
      acme({ config: { ...acme().config, extraScopes: ['a b'] } }),
      ['config.extraScopes.0'],
    ],
    [
      'common without a list',
      acme({
        provider: 'entra-oidc',
        config: { issuer: 'https://login.microsoftonline.com/common/v2.0', clientId: 'x', clientSecret: 'y' },
      }),
      ['config.allowedTenants'],
    ],
    [
      'personal accounts',
      acme({
        provider: 'entra-oidc',
        config: {
          issuer: 'https://login.microsoftonline.com/consumers/v2.0',
          clientId: 'x',
          clientSecret: 'y',
        },
      }),
      ['config.issuer'],
    ],
    ['a script as logo', acme({ display: { logoUrl: 'javascript:alert(1)' } }), ['display.logoUrl']],
  ])('is refused with %s', async (_, body, paths) => {
    const answer = await api.call('POST', '/sso-connectors', body);
    expect(answer).toMatchObject({ status: 400, json: { code: 'request.invalid' } });
    expect(issuesOf(answer)).toEqual(paths);
    expect((await api.call('GET', '/sso-connectors')).json).toEqual([]);
  });

  it('of an unknown provider, an id in use, an unknown id and an old version are typed errors', async () => {
    expect((await api.call('POST', '/sso-connectors', acme({ provider: 'nope' }))).json.code).toBe(
      'sso.provider_unknown',
    );
    await api.call('POST', '/sso-connectors', acme());
    expect((await api.call('POST', '/sso-connectors', acme())).json.code).toBe('sso.connector_exists');
    expect((await api.call('GET', '/sso-connectors/nobody')).json.code).toBe('sso.connector_not_found');
    const old = await api.call('PATCH', '/sso-connectors/acme', { name: 'X' }, { 'if-match': '"7"' });
    expect(old).toMatchObject({ status: 412, json: { code: 'request.version_mismatch' } });
  });

  it('is created, disabled, deleted', async () => {
    await api.call('POST', '/sso-connectors', acme());
    await place.sso.connectors.update(api.db, 'acme', { enabled: true });
    expect((await api.call('POST', '/sso-connectors/acme/disable')).json.enabled).toBe(false);
    expect((await api.call('DELETE', '/sso-connectors/acme')).status).toBe(204);
    expect((await api.call('DELETE', '/sso-connectors/acme')).status).toBe(404);
  });

  it('is found by a part of its name, id, display name or domain, with all its domains', async () => {
    const domains = [{ name: 'acme.example' }, { name: 'bücher.example' }];
    await api.call('POST', '/sso-connectors', acme({ domains, display: { name: 'Zebra Ltd' } }));
    await api.call('POST', '/sso-connectors', acme({ id: 'other', name: 'Other' }));
    const found = async (text: string) => {
      const { json, headers } = await api.call('GET', `/sso-connectors?search=${encodeURIComponent(text)}`);
      expect(headers.get('total-number')).toBe(String(json.length));
      return json.map(({ id }: { id: string }) => id);
    };
    for (const text of ['ACM', 'me.ex', 'zebra', 'xn--bcher'])
      expect(await found(text), text).toEqual(['acme']);
    expect(await found('the')).toEqual(['other']);
    expect(await found('%')).toEqual([]);
    expect((await api.call('GET', '/sso-connectors?search=acme')).json[0].domains).toHaveLength(2);
  });

  it('needs the permission', async () => {
    api.permissions = ['users:read'];
    expect((await api.call('GET', '/sso-connectors')).status).toBe(403);
    api.permissions = ['sso-connectors:read'];
    expect((await api.call('POST', '/sso-connectors', acme())).status).toBe(403);
  });
});

describe('domains', () => {
  beforeEach(async () => {
    await place.sso.connectors.create(api.db, acme({ enabled: true }));
  });
  const add = (name: string, more: object = {}) =>
    api.call('POST', '/sso-connectors/acme/domains', { name, ...more });
  const verify = () => api.call('POST', '/sso-connectors/acme/domains/acme.example/verify');

  it.each([
    ['gmail.com', 'sso.domain_public_mail'],
    ['co.uk', 'sso.domain_public_suffix'],
    ['10.0.0.1', 'sso.domain_malformed'],
    ['nothing', 'sso.domain_malformed'],
  ])('%s cannot be claimed: %s', async (name, code) => {
    expect((await add(name)).json.code).toBe(code);
  });

  it('have one spelling', async () => {
    const { json } = await add('Bücher.Example.');
    expect(json.domains).toMatchObject([{ name: 'xn--bcher-kva.example', proved: false }]);
    expect(
      (await api.call('DELETE', `/sso-connectors/acme/domains/${encodeURIComponent('bücher.example')}`))
        .status,
    ).toBe(204);
  });

  it.each(['_gatehouse.acme.example', 'acme.example'])('are proved by a TXT record at %s', async (at) => {
    const { record } = (await add('acme.example')).json.domains[0];
    expect(record).toMatchObject({ type: 'TXT', name: '_gatehouse.acme.example' });
    expect((await verify()).json.code).toBe('sso.domain_unproved');
    dns.set(at, [['v=spf1 -all'], [record.value.slice(0, 10), record.value.slice(10)]]);
    expect((await verify()).json.domains).toMatchObject([{ proved: true, provedBy: 'dns' }]);
    expect(enforced).toEqual(['acme.example']);
  });

  it('are not proved by another connector’s record, nor by a DNS that does not answer', async () => {
    await add('acme.example');
    dns.set('_gatehouse.acme.example', [['gatehouse-verify=somebody-elses']]);
    expect((await verify()).json.code).toBe('sso.domain_unproved');
    dns.set('_gatehouse.acme.example', 'ETIMEOUT');
    expect((await verify()).json.code).toBe('sso.dns_unreachable');
  });

  it('belong to one connector, unless the operator allows a choice', async () => {
    await add('acme.example', { proved: true });
    await api.call('POST', '/sso-connectors', acme({ id: 'second' }));
    const take = (more: object) =>
      api.call('POST', '/sso-connectors/second/domains', { name: 'ACME.example', ...more });
    expect((await take({})).json).toMatchObject({ code: 'sso.domain_taken' });
    expect((await take({ allowChoice: true })).status).toBe(200);
  });
});

describe('enforcement begins', () => {
  const input = (changes: object = {}) => ({
    ...acme(),
    domains: [{ name: 'acme.example', proved: true }],
    ...changes,
  });
  const events = async () =>
    (await place.tenant.db.selectFrom('events').select('type').execute()).filter(
      ({ type }) => type === 'sso.domain_enforced',
    );

  it('with the first moment at which the connector is enabled and the domain proved, once', async () => {
    const { connectors } = place.sso;
    await connectors.create(place.tenant.db, input());
    expect(enforced).toEqual([]);
    await connectors.update(place.tenant.db, 'acme', { enabled: true, enforced: true });
    expect(enforced).toEqual(['acme.example']);
    await connectors.update(place.tenant.db, 'acme', { name: 'Renamed' });
    expect(enforced).toEqual(['acme.example']);
    expect(await events()).toHaveLength(1);
  });

  it('and holds for every spelling of the address, verified or not, until the connector is disabled', async () => {
    const { sso, tenant } = place;
    await sso.connectors.create(
      tenant.db,
      input({
        enabled: true,
        domains: [{ name: 'acme.example', proved: true }, { name: 'unproved.example' }],
      }),
    );
    for (const email of [
      'anna@acme.example',
      'ANNA@ACME.example',
      ' anna@acme.example. ',
      'ａnna@ａcme.example',
    ]) {
      expect(await sso.enforcedConnectorFor(tenant, { email, emailVerified: false })).toMatchObject({
        id: 'acme',
      });
      expect(await sso.connectorsForEmail(tenant, email)).toMatchObject([
        { id: 'acme', displayName: 'Acme' },
      ]);
    }
    for (const email of [
      'anna@sub.acme.example',
      'anna@acme.example.evil.example',
      'a@unproved.example',
      'nobody',
      '',
      null,
    ]) {
      expect(await sso.enforcedConnectorFor(tenant, { email })).toBeUndefined();
    }
    await sso.connectors.disable(tenant.db, 'acme');
    expect(await sso.enforcedConnectorFor(tenant, { email: 'anna@acme.example' })).toBeUndefined();
    expect(await sso.connectorsForButton(tenant)).toEqual([]);
    expect(await sso.connector(tenant, 'acme')).toBeUndefined();
  });

  it('a domain with two connectors gives a choice', async () => {
    const { sso, tenant } = place;
    await sso.connectors.create(tenant.db, input({ enabled: true }));
    await sso.connectors.create(
      tenant.db,
      input({
        id: 'b',
        name: 'B',
        enabled: true,
        domains: [{ name: 'acme.example', proved: true, allowChoice: true }],
      }),
    );
    expect((await sso.connectorsForEmail(tenant, 'anna@acme.example')).map(({ id }) => id)).toEqual([
      'acme',
      'b',
    ]);
  });

  it('a known and an unknown domain cost the same: one statement the first time, none afterwards', async () => {
    const { sso, tenant } = place;
    await sso.connectors.create(tenant.db, input());
    await sso.connectorsForEmail(tenant, 'warm@up.example');
    const cost = async (email: string) => {
      const { statements } = await h.database.statements.during(() => sso.connectorsForEmail(tenant, email));
      return statements.length;
    };
    expect([await cost('a@acme.example'), await cost('a@unknown.example')]).toEqual([1, 1]);
    expect([await cost('a@acme.example'), await cost('a@unknown.example')]).toEqual([0, 0]);
  });
});

describe('a live check', () => {
  it('says that all is well, and what the provider leaves unsaid', async () => {
    await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp).acme!);
    const report = await place.sso.check(place.tenant, 'acme');
    expect(report).toMatchObject({ ok: true, redirectUri: 'http://localhost:3001/callback/acme' });
    expect(report.steps.find(({ rule }) => rule === 'discovery.pkce')).toMatchObject({ verdict: 'skip' });
  });

  it.each([
    ['discovery-wrong-issuer', 'discovery.issuer_mismatch'],
    ['discovery-404', 'discovery.not_found'],
    ['jwks-empty', 'discovery.invalid'],
  ] as const)('%s: %s, with the fix', async (what, cause) => {
    await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp).umbrella!);
    // What was published a moment ago is no excuse.
    await place.sso.start(place.tenant, { connectorId: 'umbrella', attemptId: 'att' });
    h.idp.misbehave('umbrella', what);
    const report = await place.sso.check(place.tenant, 'umbrella');
    h.idp.misbehave('umbrella', null);
    expect(report.ok).toBe(false);
    expect(report.steps.at(-1)).toMatchObject({ verdict: 'fail', cause, fix: causes[cause].fix });
  });
});

describe('the trace of an attempt', () => {
  it('is found by the code on the error page and tells whose side the cause is on', async () => {
    const { sso, tenant } = place;
    await sso.connectors.create(tenant.db, connectorInputs(h.idp).umbrella!);
    h.idp.misbehave('umbrella', 'token-error');
    const failed = await signIn({ sso, tenant, idp: h.idp }, 'alice', {
      connectorId: 'umbrella',
      applicationId: 'bookstore',
    });
    h.idp.misbehave('umbrella', null);
    await signIn({ sso, tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    const { reference } = await traceOf(tenant, failed);

    const own = await openTestApi(ssoRoutes(sso), h.database);
    Object.assign(own.tenant, { db: tenant.db });
    const { json } = await own.call('GET', `/sso-attempts/${reference.toLowerCase()}`);
    expect(json).toMatchObject({
      reference,
      outcome: 'failed',
      applicationId: 'bookstore',
      cause: {
        code: 'client.secret_wrong',
        side: 'gatehouse-config',
        fix: expect.any(String),
        setting: 'connection.clientSecret',
      },
    });
    expect(json.steps.at(-1)).toMatchObject({ verdict: 'fail', setting: 'connection.clientSecret' });
    const listed = await own.call('GET', '/sso-attempts?outcome=failed');
    expect(listed.json).toHaveLength(1);
    expect((await own.call('GET', '/sso-attempts?connectorId=umbrella')).headers.get('total-number')).toBe(
      '2',
    );
    expect((await api.call('GET', `/sso-attempts/${reference}`)).json.code).toBe('sso.attempt_not_found');
  });
});
