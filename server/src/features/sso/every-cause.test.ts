/**
 * Whatever a sign-in can fail by, a test makes it fail by exactly that, through the real flow. Most causes have a home
 * among the misbehaviours and the hostile responses; those that need a setting, a moment or Microsoft's own words are
 * produced here. The last test looks that none is left that nothing produces.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound } from '../../kernel/outbound/index.ts';
import { signInAtIdp } from '../../testing/idp/index.ts';
import {
  acmeTenant,
  causeOf,
  connectorInputs,
  type Harness,
  land,
  signIn,
  startHarness,
  traceOf,
  travel,
} from '../../testing/sso.ts';
import { type CauseCode, causes, type SsoDeps, type StartInput } from './index.ts';
import * as saml from './saml/saml-harness.ts';
import { findTrace } from './store-attempts.ts';

type Place = Awaited<ReturnType<Harness['newTenant']>>;

let h: Harness;
let place: Place;
const outbound = createOutbound({ allow: [], endpointIsLoopback: true });

beforeAll(async () => {
  h = await startHarness();
  place = await h.newTenant();
  for (const input of Object.values(connectorInputs(h.idp)))
    await place.sso.connectors.create(place.tenant.db, input);
});
afterEach(() => {
  for (const id of ['umbrella', 'stark', acmeTenant]) h.idp.misbehave(id, null);
});
afterAll(async () => {
  await outbound.close();
  await h.close();
});

const people: Record<string, string> = {
  acme: 'anna@acme.example',
  umbrella: 'alice',
  initech: 'peter@initech.example',
};

async function attempted(
  connectorId: string,
  { at = place, ...input }: Partial<StartInput> & { at?: Pick<Place, 'sso' | 'tenant'> } = {},
) {
  const signedIn = await signIn({ ...at, idp: h.idp }, people[connectorId]!, { connectorId, ...input });
  const trace = await traceOf(at.tenant, signedIn);
  return { cause: causeOf(signedIn), trace };
}

/** The page, the trace and its one failed step agree. */
function expectFailed({ cause, trace }: Awaited<ReturnType<typeof attempted>>, code: CauseCode): void {
  expect(cause).toBe(code);
  expect(trace).toMatchObject({ outcome: 'failed', cause: code });
  const { title, fix, side } = causes[code];
  expect(trace.steps.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
    { cause: code, explanation: title, fix, side },
  ]);
}

describe('what the provider sends back with the browser', () => {
  const answers: [CauseCode, error: string, description?: string][] = [
    ['idp.policy', 'access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.'],
    [
      'idp.interaction_required',
      'interaction_required',
      'AADSTS50076: You must use multi-factor authentication.',
    ],
    ['client.not_multi_tenant', 'unauthorized_client', 'AADSTS50194: The application is not multi-tenant.'],
    ['client.unknown', 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.'],
    ['idp.user_not_assigned', 'access_denied', 'AADSTS50105: The user is not assigned to a role.'],
    ['idp.interaction_required', 'login_required'],
    ['idp.refused', 'unsupported_response_type'],
  ];
  it.each(answers)('%s ← %s %s', async (code, error, description) => {
    const where = { sso: place.sso, tenant: place.tenant, idp: h.idp };
    const trip = await travel(where, people.acme!, { connectorId: 'acme' });
    const { searchParams } = trip.callback;
    searchParams.delete('code');
    searchParams.set('error', error);
    if (description) searchParams.set('error_description', description);
    const result = await land(place.sso, place.tenant, 'acme', trip);
    expectFailed({ cause: causeOf({ result }), trace: await traceOf(place.tenant, { result }) }, code);
  });

  it('idp.user_not_assigned: somebody who may not use the application', async () => {
    h.idp.updateClient('umbrella', 'umbrella-app', { assignedUsers: [] });
    const outcome = await attempted('umbrella');
    h.idp.updateClient('umbrella', 'umbrella-app', { assignedUsers: undefined });
    expectFailed(outcome, 'idp.user_not_assigned');
  });
});

describe('what the token endpoint answers', () => {
  /** A network on which the provider's token endpoint says this. */
  const answering = (status: number, error: string, description: string): SsoDeps['outbound'] => ({
    fetch: async (url, init) =>
      String(url).endsWith('/token')
        ? Response.json({ error, error_description: description }, { status })
        : outbound.fetch(url, init),
  });
  const answers: [CauseCode, status: number, error: string, description: string][] = [
    [
      'client.secret_expired',
      401,
      'invalid_client',
      'AADSTS7000222: The provided client secret keys are expired.',
    ],
    [
      'client.assertion_time',
      401,
      'invalid_client',
      'AADSTS700024: Client assertion is not within its valid time range.',
    ],
    ['client.federation_key', 401, 'invalid_client', 'AADSTS7000272: Signing key was not found in the JWKS.'],
    [
      'client.unknown',
      400,
      'unauthorized_client',
      'AADSTS700016: Application was not found in the directory.',
    ],
    ['client.redirect_uri', 400, 'invalid_grant', 'AADSTS500112: The reply address does not match.'],
    ['token.refused', 400, 'unsupported_grant_type', 'Not here.'],
  ];
  it.each(answers)('%s ← %i %s %s', async (code, ...answer) => {
    const sso = place.node({ outbound: answering(...answer) });
    expectFailed(await attempted('acme', { at: { sso, tenant: place.tenant } }), code);
  });
});

describe('how the connector proves itself', () => {
  it('client.assertion_algorithm: the provider takes only what Gatehouse does not sign with', async () => {
    const es256Only = h.outboundThat((url, text) =>
      url.endsWith('/openid-configuration')
        ? JSON.stringify({ ...JSON.parse(text), token_endpoint_auth_signing_alg_values_supported: ['ES256'] })
        : text,
    );
    const at = await h.newTenant({ outbound: es256Only });
    await at.sso.connectors.create(at.tenant.db, {
      ...connectorInputs(h.idp).umbrella!,
      config: {
        issuer: h.idp.issuerOf('umbrella'),
        clientId: 'umbrella-app',
        clientAuthentication: 'private_key_jwt',
      },
    });
    expectFailed(await attempted('umbrella', { at }), 'client.assertion_algorithm');
  });

  it('client.federation_unreachable: Microsoft cannot read an issuer that is not https', async () => {
    const cloud = `https://login.microsoftonline.com/${acmeTenant}/v2.0`;
    const microsoft: SsoDeps['outbound'] = {
      fetch: async (url) =>
        Response.json(
          String(url).endsWith('/openid-configuration')
            ? {
                issuer: cloud,
                authorization_endpoint: `${cloud}/authorize`,
                token_endpoint: `${cloud}/token`,
                jwks_uri: `${cloud}/keys`,
              }
            : { keys: [{ kty: 'RSA', kid: 'one', n: 'AQAB', e: 'AQAB' }] },
        ),
    };
    const { sso, tenant } = await h.newTenant({ outbound: microsoft });
    await sso.connectors.create(tenant.db, {
      id: 'real',
      name: 'Real',
      provider: 'entra-oidc',
      config: { issuer: cloud, clientId: 'app', clientAuthentication: 'federated_credential' },
    });
    const { ok, steps } = await sso.check(tenant, 'real');
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ cause: 'client.federation_unreachable' });
  });

  it('step_up.not_reached: the provider says nothing of the class that was asked for', async () => {
    const at = await h.newTenant();
    const umbrella = connectorInputs(h.idp).umbrella!;
    await at.sso.connectors.create(at.tenant.db, {
      ...umbrella,
      config: { ...umbrella.config, authenticationContexts: ['mfa=loa2'] },
    });
    h.idp.misbehave('umbrella', 'ignores-step-up');
    expectFailed(await attempted('umbrella', { at, acrValues: 'mfa' }), 'step_up.not_reached');
  });
});

describe('who and where', () => {
  it('connector.unknown: a response is posted to a connector that is none', async () => {
    const result = await place.sso.unsolicited(place.tenant, { connectorId: 'nobody', form: {} });
    expect(result).toMatchObject({ outcome: 'failed', error: { data: { cause: 'connector.unknown' } } });
  });

  it('test.unknown: the link of a test is opened that never was', async () => {
    const begun = await place.sso.tests.begin(place.tenant, 'never-made');
    expect(begun).toMatchObject({ verdict: { cause: 'test.unknown' } });
  });

  it('user.proof_needed: an account with the address that nobody has proved', async () => {
    const at = await h.newTenant();
    await at.sso.connectors.create(at.tenant.db, connectorInputs(h.idp).umbrella!);
    await at.users.create(at.tenant.db, { email: 'alice@umbrella.example' });
    const { trace } = await attempted('umbrella', { at });
    expect(trace).toMatchObject({ outcome: 'started', cause: 'user.proof_needed' });
  });

  it('user.conflict: somebody else takes the address each time between looking and writing', async () => {
    const other = await h.newTenant();
    const taken = await other.users.create(other.tenant.db, { email: 'alice@umbrella.example' });
    const users: SsoDeps['users'] = { ...other.users, findByIdentifier: async () => undefined };
    const sso = other.node({ users });
    await sso.connectors.create(other.tenant.db, connectorInputs(h.idp).umbrella!);
    expectFailed(await attempted('umbrella', { at: { sso, tenant: other.tenant } }), 'user.conflict');
    expect(await other.users.listIdentities(other.tenant.db, taken.id)).toEqual([]);
  });
});

describe('SAML', () => {
  const stark = { directory: 'stark', provider: 'saml', domain: 'stark.example' };

  async function atStark(
    options: { config?: Record<string, unknown>; sp?: object; input?: Partial<StartInput> } = {},
  ) {
    const at = await saml.newPlace(h, stark, options);
    const { result } = await saml.signIn(h, at, 'tony', options.input);
    if (result.outcome !== 'failed') throw new Error('the person signed in');
    return { cause: saml.causeOf(result), trace: (await findTrace(at.tenant.db, result.reference))! };
  }

  it('saml.nameid_policy: a format is asked for that the provider does not have', async () => {
    const initech = { directory: 'initech', provider: 'okta-saml', domain: 'initech.example' };
    const at = await saml.newPlace(h, initech, { config: { nameIdFormat: 'persistent' } });
    const { browser, back } = await saml.travel(h, at, 'peter@initech.example');
    const result = await saml.land(at, Object.fromEntries(back.parameters), browser);
    expect(saml.causeOf(result)).toBe('saml.nameid_policy');
  });

  it('saml.authn_context: a way of signing in is asked for that the provider does not have', async () => {
    const acrValues = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';
    expectFailed(await atStark({ input: { acrValues } }), 'saml.authn_context');
  });

  it('saml.not_encrypted: encryption is wanted, and the provider does not know it', async () => {
    expectFailed(await atStark({ config: { wantAssertionsEncrypted: true } }), 'saml.not_encrypted');
  });

  it('saml.key_attribute: people are known by an attribute that is not sent', async () => {
    expectFailed(await atStark({ config: { keyAttribute: 'employeeNumber' } }), 'saml.key_attribute');
  });

  it('saml.stale_sign_in: a fresh sign-in is asked for, and yesterday’s is sent', async () => {
    h.idp.misbehave('stark', 'saml-old-sign-in');
    expectFailed(await atStark({ input: { maxAge: 60 } }), 'saml.stale_sign_in');
  });

  it('saml.refused: the library finds something that our own rules let pass', async () => {
    h.idp.misbehave('stark', 'saml-blank-audience');
    expectFailed(await atStark(), 'saml.refused');
  });

  it('saml.nameid: a test of the connector names the rule, too', async () => {
    h.idp.misbehave('stark', 'saml-missing-nameid');
    const { sso, tenant } = await saml.newPlace(h, stark);
    const { id, url } = await sso.tests.create(tenant, tenant.db, 'saml');
    const begun = await sso.tests.begin(tenant, url.split('/').at(-1)!);
    if ('verdict' in begun) throw new Error('the test did not begin');
    const { parameters } = await signInAtIdp(h.idp, begun.redirectTo, { username: 'tony' });
    const cookies = { [begun.cookie.name]: begun.cookie.value };
    const form = Object.fromEntries(parameters);
    await sso.tests.finish(tenant, { connectorId: 'saml', url: new URL(saml.acsOf('saml')), form, cookies });
    const { cause, steps } = await sso.tests.get(tenant.db, 'saml', id);
    expect(cause).toBe('saml.nameid');
    expect(steps.find(({ verdict }) => verdict === 'fail')).toMatchObject({ rule: 'saml.nameid', cause });
  });

  it('saml.unsolicited: the provider begins although the connector does not allow it', async () => {
    const { sso, tenant } = await saml.newPlace(h, stark);
    const result = await sso.unsolicited(tenant, { connectorId: 'saml', form: { SAMLResponse: 'PHg+' } });
    expect(result).toMatchObject({ outcome: 'failed', error: { data: { cause: 'saml.unsolicited' } } });
  });
});

/** Tests that run the real flow: they stand on a harness with real HTTP and SQL. What only draws or decides does not count. */
const features = resolve(import.meta.dirname, '..');
const flows = globSync('**/*{.test,-harness}.ts', { cwd: features })
  .map((path) => ({ path, text: readFileSync(resolve(features, path), 'utf8') }))
  .filter(
    ({ path, text }) =>
      path.endsWith('causes-harness.ts') || /from '[^']*(testing\/(sso|test-app)|-harness)\.ts'/.test(text),
  )
  .map(({ text }) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''));

describe('every cause', () => {
  it.each(Object.keys(causes))('%s is produced by a test of the real flow', (code) => {
    expect(flows.some((text) => text.includes(`'${code}'`))).toBe(true);
  });

  it('there are at least 40', () => {
    expect(Object.keys(causes).length).toBeGreaterThanOrEqual(40);
  });
});
