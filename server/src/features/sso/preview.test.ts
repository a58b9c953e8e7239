/** Issue 4, live discovery preview: tolerates what people paste, and says exactly what is wrong before anything is saved. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import type { Misbehaviour, MisbehaviourOptions } from '../../testing/idp/index.ts';
import { acmeTenant, type Harness, startHarness } from '../../testing/sso.ts';
import { type SsoDeps, ssoRoutes } from './index.ts';

let h: Harness;
let api: TestApi;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  for (const id of ['umbrella', acmeTenant]) h.idp.misbehave(id, null);
  await open();
});

async function open(deps: Partial<SsoDeps> = {}) {
  const { sso } = await h.newTenant(deps);
  api = await openTestApi(ssoRoutes(sso), h.database);
}

const preview = async (provider: string, issuer: string, more: object = {}) =>
  (await api.call('POST', '/sso-connectors/preview', { provider, config: { issuer, ...more } })).json;
const codes = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code);

describe('what was pasted', () => {
  it('a good issuer: what the provider says of itself, and nothing to complain about', async () => {
    const found = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(found).toMatchObject({
      ok: true,
      issuer: h.idp.issuerOf('umbrella'),
      discoveryUrl: `${h.idp.issuerOf('umbrella')}/.well-known/openid-configuration`,
      said: { issuer: h.idp.issuerOf('umbrella'), token_endpoint: expect.any(String) },
      problems: [],
    });
    expect(found.keys).toBeGreaterThan(0);
  });

  it.each([
    ['its OpenID configuration', (issuer: string) => `${issuer}/.well-known/openid-configuration`],
    ['blanks and slashes', (issuer: string) => `  ${issuer}//\n`],
    ['a query', (issuer: string) => `${issuer}/?x=1`],
  ])('%s leads to the same', async (_, paste) => {
    const issuer = h.idp.issuerOf('umbrella');
    expect(await preview('oidc', paste(issuer))).toMatchObject({ ok: true, issuer });
  });

  it.each([
    ['endpoints', `/${acmeTenant}/oauth2/v2.0/authorize`],
    ['the tenant id in capitals', `/${acmeTenant.toUpperCase()}/v2.0`],
    ['the metadata of SAML', `/${acmeTenant}/federationmetadata/2007-06/federationmetadata.xml`],
    ['the organization’s domain', '/acme.example/v2.0'],
  ])('Entra by %s is Entra by its tenant id', async (_, path) => {
    const found = await preview('entra-oidc', h.idp.url + path);
    expect(found).toMatchObject({ ok: true, issuer: h.idp.issuerOf(acmeTenant), problems: [] });
  });

  it('Entra’s common and organizations need a list of tenants', async () => {
    const without = await preview('entra-oidc', `${h.idp.url}/common`);
    expect(without).toMatchObject({
      ok: false,
      issuer: `${h.idp.url}/common/v2.0`,
      problems: [{ code: 'issuer.needs_tenants', field: 'allowedTenants', fix: expect.any(String) }],
    });
    const tenants = { allowedTenants: [acmeTenant] };
    expect(await preview('entra-oidc', `${h.idp.url}/organizations/v2.0`, tenants)).toMatchObject({
      ok: true,
    });
    expect(codes(await preview('entra-oidc', h.idp.issuerOf(acmeTenant), tenants))).toEqual([
      'issuer.tenants_unused',
    ]);
    expect(codes(await preview('entra-oidc', `${h.idp.url}/consumers/v2.0`))).toContain(
      'issuer.personal_accounts',
    );
  });

  it.each(['', '  ', 'ftp://idp.example', 'https://u:p@idp.example', 'javascript://x'])(
    '%j is no address, and nothing is asked',
    async (text) => {
      expect(await preview('oidc', text)).toMatchObject({
        ok: false,
        issuer: null,
        problems: [{ code: 'issuer.malformed', field: 'issuer' }],
      });
    },
  );
});

describe('exactly what is wrong', () => {
  const table: [what: Misbehaviour, code: string, options?: MisbehaviourOptions][] = [
    ['down', 'idp.unreachable', { at: ['discovery'] }],
    ['discovery-500', 'idp.unreachable'],
    ['discovery-404', 'discovery.not_found'],
    ['discovery-html', 'discovery.not_json'],
    ['truncated-json', 'discovery.not_json', { at: ['discovery'] }],
    ['null-json', 'discovery.not_json', { at: ['discovery'] }],
    ['redirecting-discovery', 'discovery.moved'],
    ['huge-response', 'idp.bad_answer', { at: ['discovery'] }],
    ['discovery-wrong-issuer', 'discovery.issuer_mismatch'],
    ['discovery-missing-endpoints', 'discovery.endpoint_missing'],
    ['discovery-wrong-types', 'discovery.endpoint_missing'],
    ['discovery-internal-endpoints', 'idp.address_refused'],
    ['jwks-500', 'idp.unreachable'],
    ['jwks-html', 'discovery.not_json'],
    ['jwks-empty', 'discovery.no_keys'],
  ];
  it.each(table)('%s → %s', async (what, code, options) => {
    h.idp.misbehave('umbrella', what, options ?? {});
    const found = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(found.ok).toBe(false);
    expect(found.problems).toContainEqual(
      expect.objectContaining({
        code,
        severity: 'error',
        title: expect.any(String),
        fix: expect.any(String),
      }),
    );
  });

  it('another issuer: shown, and suggested', async () => {
    h.idp.misbehave('umbrella', 'discovery-wrong-issuer');
    const { problems } = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(problems).toMatchObject([
      { seen: 'https://evil.example/v2.0', suggestion: 'https://evil.example/v2.0' },
    ]);
  });

  const saying = (change: (document: Record<string, unknown>) => void) =>
    open({
      outbound: h.outboundThat((url, text) => {
        if (!url.endsWith('openid-configuration')) return text;
        const document = JSON.parse(text);
        change(document);
        return JSON.stringify(document);
      }),
    });

  it.each<[string, (document: Record<string, unknown>) => void, string, string]>([
    [
      'PKCE without S256',
      (d) => Object.assign(d, { code_challenge_methods_supported: ['plain'] }),
      'discovery.no_s256',
      'warning',
    ],
    [
      'no code flow',
      (d) => Object.assign(d, { response_types_supported: ['id_token'] }),
      'discovery.no_code_flow',
      'error',
    ],
    [
      'symmetric signatures only',
      (d) => Object.assign(d, { id_token_signing_alg_values_supported: ['HS256', 'none'] }),
      'discovery.algorithms',
      'error',
    ],
    [
      'no email scope',
      (d) => Object.assign(d, { scopes_supported: ['openid', 'profile'] }),
      'discovery.scope_missing',
      'warning',
    ],
    [
      'only private_key_jwt',
      (d) => Object.assign(d, { token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
      'discovery.client_authentication',
      'warning',
    ],
    ['no issuer', (d) => void delete d.issuer, 'discovery.no_issuer', 'error'],
  ])('%s', async (_, change, code, severity) => {
    await saying(change);
    const found = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(found.problems).toMatchObject([{ code, severity }]);
    expect(found.ok).toBe(severity === 'warning');
  });

  it('http, where Gatehouse itself is reached by https', async () => {
    await open({ allowInsecureIssuers: false });
    const found = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(found).toMatchObject({ ok: false, said: null, problems: [{ code: 'discovery.insecure' }] });
  });
});

describe('what a caller must not get out of it', () => {
  it.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[fd00::1]/'])(
    'SSRF: %s is not called',
    async (address) => {
      const found = await preview('oidc', address);
      expect(codes(found)).toEqual(['idp.address_refused']);
      expect(found.said).toBeNull();
    },
  );

  it('of a document only the known members are repeated', async () => {
    await open({
      outbound: h.outboundThat((url, text) =>
        url.endsWith('openid-configuration')
          ? JSON.stringify({
              ...JSON.parse(text),
              internal_secret: 'do-not-tell',
              scopes_supported: { a: 1 },
            })
          : text,
      ),
    });
    const found = await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(JSON.stringify(found)).not.toContain('do-not-tell');
    expect(found.said).not.toHaveProperty('scopes_supported');
  });

  it('a scanner: after many looks the caller has to wait', async () => {
    const ask = () =>
      api.call('POST', '/sso-connectors/preview', {
        provider: 'oidc',
        config: { issuer: 'http://10.0.0.1' },
      });
    const answers = [];
    for (let looks = 0; looks < 40 && answers.at(-1)?.status !== 429; looks += 1) answers.push(await ask());
    const last = answers.at(-1)!;
    expect(last).toMatchObject({ status: 429, json: { code: 'request.rate_limited' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(20);
  });

  it('nothing is saved, and an unknown provider is told', async () => {
    await preview('oidc', h.idp.issuerOf('umbrella'));
    expect(await api.db.selectFrom('sso_connectors').selectAll().execute()).toEqual([]);
    expect((await preview('nobody', 'x')).code).toBe('sso.provider_unknown');
  });
});
