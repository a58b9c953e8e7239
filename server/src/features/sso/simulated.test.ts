/** Issue 4: "Try with a simulated Entra ID" fills in the simulator on this machine, for development tenants only. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { acmeTenant, type Harness, startHarness } from '../../testing/sso.ts';
import { type SsoDeps, ssoRoutes } from './index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;

/** The same tenant at the API and at the pages. */
async function open(deps: Partial<SsoDeps>, tag = 'development') {
  place = await h.newTenant(deps);
  api = await openTestApi(ssoRoutes(place.sso), h.database);
  const { db, baseUrl } = place.tenant;
  Object.assign(api.tenant, { db, baseUrl, tag });
}

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(() => open({ simulatorUrl: h.idp.url }));

const connect = () => api.call('POST', '/sso-connectors/simulated');

/** A test of the connector, from its address to its verdict. */
async function verdict(idp: IdpSimulator, username: string) {
  const { tests } = place.sso;
  const { url } = await tests.create(place.tenant, place.tenant.db, 'simulated-entra');
  const begun = await tests.begin(place.tenant, url.split('/').at(-1)!);
  if ('verdict' in begun) return begun.verdict;
  const { callbackUrl } = await signInAtIdp(idp, begun.redirectTo, { username });
  const cookies = { [begun.cookie.name]: begun.cookie.value };
  return tests.finish(place.tenant, { connectorId: 'simulated-entra', url: callbackUrl, cookies });
}

describe('the simulated connector', () => {
  it('is a draft that passes its test at once, with people to sign in as', async () => {
    const { status, json } = await connect();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      connector: {
        id: 'simulated-entra',
        provider: 'entra-oidc',
        state: 'draft',
        config: { issuer: h.idp.issuerOf(acmeTenant) },
        domains: [{ name: 'acme.example', proved: true }],
      },
      simulator: { url: h.idp.url },
    });
    expect(json.simulator.people).toContainEqual({ username: 'anna@acme.example' });
    expect(json.connector.config).not.toHaveProperty('clientSecret');
    expect(await verdict(h.idp, 'anna@acme.example')).toMatchObject({ passed: true });
  });

  it('asked for again it is repaired: the simulator forgets when it stops', async () => {
    await connect();
    const organizations = h.idp.organizations
      .filter(({ kind }) => kind === 'entra')
      .map((one) => ({
        ...one,
        clients: one.clients.map((client) => ({ ...client, redirectUris: ['http://localhost:1/x'] })),
      }));
    const another = await startIdpSimulator({ organizations: organizations as never });
    try {
      const { db } = place.tenant;
      const sso = place.node({ simulatorUrl: another.url });
      const { connector } = await sso.connectSimulator({ ...place.tenant, tag: 'development' }, db);
      expect(connector).toMatchObject({
        id: 'simulated-entra',
        config: { issuer: another.issuerOf(acmeTenant) },
      });
      expect(await verdict(another, 'anna@acme.example')).toMatchObject({ passed: true });
    } finally {
      await another.close();
    }
  });
});

describe('it is refused', () => {
  it('in a production tenant', async () => {
    await open({ simulatorUrl: h.idp.url }, 'production');
    expect(await connect()).toMatchObject({ status: 403, json: { code: 'sso.simulator_not_here' } });
  });

  it('where Gatehouse is not on loopback', async () => {
    await open({ simulatorUrl: undefined });
    expect(await connect()).toMatchObject({ status: 403, json: { code: 'sso.simulator_not_here' } });
  });

  it('while no simulator runs, with the command that starts it', async () => {
    await open({ simulatorUrl: 'http://localhost:1' });
    const { status, json } = await connect();
    expect(status).toBe(409);
    expect(`${json.code} ${JSON.stringify(json)}`).toContain('sso.simulator_not_running');
    expect(await api.db.selectFrom('sso_connectors').selectAll().execute()).toEqual([]);
  });
});

describe('the simulator', () => {
  const register = (redirectUri: unknown, headers: Record<string, string> = {}) =>
    fetch(`${h.idp.url}/simulator/${acmeTenant}/clients/acme-app/redirect-uris`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ redirectUri }),
    });

  it.each(['https://evil.example/cb', 'http://localhost.evil.example/', 'javascript:alert(1)', 7])(
    'sends nobody off this machine: %j is not registered',
    async (redirectUri) => expect((await register(redirectUri)).status).toBe(400),
  );

  it('lets no web page register one', async () => {
    const answer = await register('http://localhost:9/x', { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
  });
});
