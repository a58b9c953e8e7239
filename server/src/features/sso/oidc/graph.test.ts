/**
 * Entra ID's group overage: past 200 groups the token names none. They are read from Microsoft Graph with what the
 * person may see of themselves; whatever Graph does, nobody loses a sign-in by it, and nobody's token goes elsewhere.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { entraCloudOf, exchangeAudienceOf, graphOrigin } from '../../../protocol/entra-clouds.ts';
import { issuerFromPasted } from '../../../protocol/pasted-issuer.ts';
import type { Misbehaviour, MisbehaviourOptions } from '../../../testing/idp/index.ts';
import { acmeTenant, connectorInputs, type Harness, signIn, startHarness } from '../../../testing/sso.ts';
import type { CauseCode } from '../causes.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
const called: string[] = [];

beforeAll(async () => {
  h = await startHarness();
});
beforeEach(async () => {
  called.length = 0;
  // Every address that is asked for, with a token or not.
  const network = h.outboundThat((_url, text) => text);
  const fetch: typeof network.fetch = (url, init) => {
    called.push(String(url));
    return network.fetch(url, init);
  };
  place = await h.newTenant({ outbound: { fetch } });
  await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp).acme!);
  h.idp.updateClient(acmeTenant, 'acme-app', { graphPermissions: ['User.Read'] });
});
afterEach(() => h.idp.misbehave(acmeTenant, null));
afterAll(() => h.close());

async function many(username = 'many@acme.example') {
  const { result } = await signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, username, {
    connectorId: 'acme',
  });
  if (result.outcome === 'failed') throw result.error;
  const { identity } = result;
  return { identity, step: stepIn(result.trace.reference) };
}
/** Of the trace as it was written. */
const stepIn = async (reference: string) => {
  const { findTrace } = await import('../store-attempts.ts');
  const trace = await findTrace(place.tenant.db, reference);
  return trace!.steps.find(({ rule }) => rule === 'groups.graph');
};
const graphCalls = () => called.filter((url) => url.includes('transitiveMemberOf'));

describe('with the permission User.Read', () => {
  it('the groups stand in the claims as if the token had named them, and directory roles do not', async () => {
    const { identity, step } = await many();
    expect(identity.claims.groups).toEqual(Array.from({ length: 201 }, (_, i) => `g-${i}`));
    expect(identity.claims).not.toHaveProperty('_claim_names');
    expect(identity.claims).not.toHaveProperty('_claim_sources');
    expect(await step).toMatchObject({ verdict: 'pass', seen: '201 groups' });
  });

  it('every page is read', async () => {
    const groups = Array.from({ length: 2_100 }, (_, i) => `g-${i}`);
    h.idp.addUser(acmeTenant, { username: 'lots@acme.example', email: 'lots@acme.example', groups });
    const { step } = await many('lots@acme.example');
    expect(await step).toMatchObject({ verdict: 'pass', seen: '2100 groups' });
    expect(graphCalls()).toHaveLength(3);
  });

  it('Graph is asked once in five minutes, and for each person apart', async () => {
    await many();
    await many();
    expect(graphCalls()).toHaveLength(1);
    h.idp.addUser(acmeTenant, {
      username: 'second@acme.example',
      email: 'second@acme.example',
      groups: Array.from({ length: 202 }, (_, i) => `s-${i}`),
    });
    const { identity } = await many('second@acme.example');
    expect((identity.claims.groups as string[])[0]).toBe('s-0');
  });

  it('nobody is asked where the token says it all', async () => {
    await many('anna@acme.example');
    expect(graphCalls()).toEqual([]);
  });

  it('the person’s own token is enough: the scope may also be asked for by the connector', async () => {
    h.idp.updateClient(acmeTenant, 'acme-app', { graphPermissions: [] });
    await place.sso.connectors.update(place.tenant.db, 'acme', { config: { extraScopes: ['User.Read'] } });
    expect((await many()).identity.claims.groups).toHaveLength(201);
  });
});

describe('without the groups the sign-in goes on, they stay known as missing, and the trace says what to do', () => {
  const table: [Misbehaviour, CauseCode, MisbehaviourOptions?][] = [
    ['graph-forbidden', 'groups.not_permitted'],
    ['graph-unauthorized', 'groups.not_permitted'],
    ['graph-throttled', 'groups.throttled'],
    ['graph-down', 'groups.unreachable'],
    ['graph-html', 'groups.bad_answer'],
    ['graph-redirecting', 'groups.bad_answer'],
    ['graph-foreign-next-page', 'groups.bad_answer'],
    ['graph-endless-pages', 'groups.too_many'],
    ['graph-hostile-ids', 'groups.bad_answer'],
    ['graph-huge', 'groups.bad_answer'],
  ];
  it.each(table)('%s: %s', async (what, cause, options = {}) => {
    h.idp.misbehave(acmeTenant, what, options);
    const began = Date.now();
    const { identity, step } = await many();
    expect(await step).toMatchObject({ verdict: 'skip', cause, fix: expect.any(String) });
    expect(identity.claims).not.toHaveProperty('groups');
    expect(identity.claims._claim_names).toEqual({ groups: 'src1' });
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('a permission that was never given is named', async () => {
    h.idp.updateClient(acmeTenant, 'acme-app', { graphPermissions: [] });
    const { step } = await many();
    expect(await step).toMatchObject({
      cause: 'groups.not_permitted',
      fix: expect.stringContaining('User.Read'),
      seen: 'HTTP 403 Authorization_RequestDenied',
    });
  });

  it('a failure is not remembered', async () => {
    h.idp.misbehave(acmeTenant, 'graph-down');
    await many();
    h.idp.misbehave(acmeTenant, null);
    expect((await many()).identity.claims.groups).toHaveLength(201);
  });
});

describe('threat: a token, or Graph itself, sends the access token elsewhere', () => {
  it.each<[Misbehaviour]>([['foreign-group-source'], ['graph-foreign-next-page'], ['graph-redirecting']])(
    '%s is not followed',
    async (what) => {
      h.idp.misbehave(acmeTenant, what, { location: `${h.idp.url}/trap` });
      await many();
      expect(called.filter((url) => url.includes('/trap'))).toEqual([]);
      expect(new Set(graphCalls().map((url) => new URL(url).origin))).toEqual(new Set([h.idp.url]));
    },
  );

  it.each([
    ['https://login.microsoftonline.com/x/v2.0', 'evil.example', 'https://graph.microsoft.com'],
    ['https://login.microsoftonline.com/x/v2.0', 'graph.microsoft.us', 'https://graph.microsoft.com'],
    ['https://login.microsoftonline.us/x/v2.0', undefined, 'https://graph.microsoft.us'],
    ['https://login.microsoftonline.us/x/v2.0', 'dod-graph.microsoft.us', 'https://dod-graph.microsoft.us'],
    ['https://login.microsoftonline.us/x/v2.0', 'graph.microsoft.com', 'https://graph.microsoft.us'],
    [
      'https://login.partner.microsoftonline.cn/x/v2.0',
      'graph.microsoft.com',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
    ['https://idp.example/x/v2.0', 'evil.example', 'https://idp.example'],
  ])('issuer %s whose document says %s: %s', (issuer, published, origin) => {
    expect(graphOrigin(issuer, published)).toBe(origin);
  });
});

describe('sovereign clouds', () => {
  const tenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
  it.each([
    ['login.microsoftonline.com', 'commercial', 'api://AzureADTokenExchange'],
    ['login.microsoftonline.us', 'us-government', 'api://AzureADTokenExchangeUSGov'],
    ['login.partner.microsoftonline.cn', 'china', 'api://AzureADTokenExchangeChina'],
  ])('%s is %s', async (host, name, audience) => {
    const issuer = `https://${host}/${tenant}/v2.0`;
    expect(entraCloudOf(issuer)?.name).toBe(name);
    expect(exchangeAudienceOf(issuer)).toBe(audience);
    expect(issuerFromPasted(`${issuer}/.well-known/openid-configuration`, 'entra-oidc')).toBe(issuer);
    const { sso, tenant: own } = await h.newTenant();
    const created = await sso.connectors.create(own.db, {
      id: 'sovereign',
      name: 'Sovereign',
      provider: 'entra-oidc',
      config: { issuer, clientId: 'x', clientAuthentication: 'federated_credential' },
    });
    expect(created.config).toMatchObject({ issuer });
    expect((await sso.clientCredentials.get(own, 'sovereign')).federation?.audience).toBe(audience);
  });

  it('a host that only looks like one is none', () => {
    for (const host of ['login.microsoftonline.com.evil.example', 'xlogin.microsoftonline.us'])
      expect(entraCloudOf(`https://${host}/x/v2.0`)).toBeUndefined();
  });
});

describe('guests', () => {
  const guest = async (patch: object) => {
    h.idp.addUser(acmeTenant, { username: `g${Math.random()}@x.example`, ...patch } as never);
  };

  it('a guest is who the inviting tenant says: its own tid and oid, whatever the home tenant', async () => {
    await guest({
      id: 'dddddddd-1111-4222-8333-444444444444',
      username: 'dora_home.example#EXT#@acme.example',
      email: 'dora@acme.example',
      guest: true,
      homeIdp: 'https://sts.windows.net/11111111-2222-4333-8444-555555555555/',
    });
    const { identity } = await many('dora_home.example#EXT#@acme.example');
    expect(identity.subject).toBe(`${acmeTenant}/dddddddd-1111-4222-8333-444444444444`);
    expect(identity.issuer).toBe(h.idp.issuerOf(acmeTenant));
    expect(identity.email).toBe('dora@acme.example');
  });

  it('threat: a guest’s home address never counts as one of the connector’s domains', async () => {
    const { result } = await signIn(
      { sso: place.sso, tenant: place.tenant, idp: h.idp },
      'chen@partner.example',
      { connectorId: 'acme' },
    );
    expect(result).toMatchObject({
      outcome: 'failed',
      error: { data: { cause: 'email.outside_domains' } },
    });
  });

  it('threat: the #EXT# name that the tenant gave a guest is no address', async () => {
    await guest({
      id: 'eeeeeeee-1111-4222-8333-444444444444',
      username: 'eve_home.example#EXT#@acme.example',
      guest: true,
    });
    const { identity } = await many('eve_home.example#EXT#@acme.example');
    expect(identity.email).toBeUndefined();
    expect(identity.emailVerified).toBe(false);
  });
});
