/** A whole server, a simulated provider and a connector that tests are run of. */
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { type Browser, type Page, startSignIn } from './sign-in-harness.ts';

export const entraTenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';

function organizations(endpoint: string) {
  const client = (id: string) => ({
    clientId: `${id}-app`,
    clientSecret: `${id}-secret`,
    redirectUris: [`${endpoint}/callback/${id}`],
  });
  const person = (name: string) => ({
    id: `${name}-1`,
    username: name,
    email: `${name}@acme.example`,
    name: `${name} of Acme`,
  });
  return [
    {
      kind: 'oidc' as const,
      id: 'acme',
      domain: 'acme.example',
      clients: [client('acme'), client('other')],
      users: ['anna', 'linda', 'known', 'prove', 'gone'].map(person),
    },
    {
      kind: 'entra' as const,
      id: entraTenant,
      domain: 'contoso.example',
      clients: [client('contoso')],
      users: [{ username: 'cara@contoso.example', email: 'cara@contoso.example', name: 'Cara' }],
    },
  ];
}

interface Started {
  id: string;
  url: string;
}

/** Everything that a sign-in writes. */
const written = [
  'users',
  'external_identities',
  'attempts',
  'oidc_sessions',
  'oidc_grants',
  'oidc_tokens',
  'one_time_links',
  'known_devices',
  'sso_requests',
  'sso_domains',
  'sso_traces',
] as const;

export type TestWorld = Awaited<ReturnType<typeof startTestWorld>>;

export async function startTestWorld() {
  const world = await startSignIn();
  const { app, tenant } = world;
  const idp: IdpSimulator = await startIdpSimulator({ organizations: organizations(app.endpoint) });
  const token = await app.managementToken(['sso-connectors:write', 'sso-connectors:read']);

  async function api(method: string, path: string, body?: object, bearer = token) {
    const response = await app.fetch(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as it expects it to be.
    return { status: response.status, json: (text ? JSON.parse(text) : undefined) as any };
  }

  const connector = (id: string, over: object = {}) => ({
    id,
    name: `${id.toUpperCase()} Inc`,
    provider: 'oidc',
    config: { issuer: idp.issuerOf('acme'), clientId: `${id}-app`, clientSecret: `${id}-secret` },
    domains: [{ name: 'acme.example', proved: true, allowChoice: true }],
    ...over,
  });

  const start = async (connectorId = 'acme'): Promise<Started> =>
    (await api('POST', `/sso-connectors/${connectorId}/tests`)).json;
  const result = async (id: string, connectorId = 'acme') =>
    (await api('GET', `/sso-connectors/${connectorId}/tests/${id}`)).json;

  /** Opens the address, presses the button, and stops at the provider. */
  const toProvider = async (browser: Browser, { url }: { url: string }): Promise<Page> =>
    browser.post(await browser.go(url), {});

  const fromProvider = async (there: Page, username = 'anna'): Promise<string> =>
    (await signInAtIdp(idp, there.url, { username })).callbackUrl.href;

  return {
    ...world,
    idp,
    api,
    connector,
    start,
    result,
    toProvider,
    fromProvider,
    current: async (id = 'acme') => (await api('GET', `/sso-connectors/${id}`)).json,
    /** The whole test in one browser. */
    async run(browser: Browser, username = 'anna', connectorId = 'acme') {
      const started = await start(connectorId);
      const there = await toProvider(browser, started);
      // A page of ours: the test ended before it left.
      const callback = there.text ? undefined : await fromProvider(there, username);
      const page = callback ? await browser.go(callback) : there;
      return { started, page, callback, test: await result(started.id, connectorId) };
    },
    async traces() {
      const rows = await Promise.all(
        written.map((table) => tenant.db.selectFrom(table).selectAll().execute()),
      );
      const figures = (await app.metrics.text()).body
        .split('\n')
        .filter((line) => /^gatehouse_sign_ins_total/.test(line));
      const tables: Record<string, string> = Object.fromEntries(
        written.map((table, i) => [table, JSON.stringify(rows[i])]),
      );
      return { tables, figures };
    },
    /** A draft connector and a provider that behaves. */
    async begin() {
      for (const id of ['acme', entraTenant]) idp.misbehave(id, null);
      for (const id of ['acme', 'other', 'contoso']) await api('DELETE', `/sso-connectors/${id}`);
      await api('POST', '/sso-connectors', connector('acme'));
    },
    async close() {
      await idp.close();
      await world.close();
    },
  };
}
