/** For the tests of kept tokens: a whole Gatehouse, a simulated provider of each kind, an application and its people. */
import { sql } from 'kysely';
import { createLog } from '../../../kernel/log/index.ts';
import {
  type IdpSimulator,
  type SimulatorOrganization,
  signInAtIdp,
  startIdpSimulator,
} from '../../../testing/idp/index.ts';
import { buildTestApp, type TestAppOptions } from '../../../testing/test-app.ts';
import { Browser, redirectUri } from '../../sign-in/sign-in-harness.ts';
import type { ConnectorPatch } from '../index.ts';
import { providerTokensScope } from './giving.ts';

export const acme = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
export const calendar = 'https://calendar.example/read';

const providers = {
  umbrella: 'oidc',
  globex: 'google-workspace',
  acme: 'entra-oidc',
  initech: 'okta',
} as const;
export type ConnectorId = keyof typeof providers;
export const organizationOf = (id: ConnectorId) => (id === 'acme' ? acme : id);

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

const organizations = (endpoint: string): SimulatorOrganization[] => {
  const client = (id: string) => ({
    clientId: `${id}-app`,
    clientSecret: `${id}-secret`,
    redirectUris: [`${endpoint}/callback/${id}`],
  });
  const person = (name: string, domain: string) => ({
    id: `${name}-1`,
    username: `${name}@${domain}`,
    email: `${name}@${domain}`,
    name,
  });
  const others = { ...client('umbrella'), clientId: 'other-app', clientSecret: 'other-secret' };
  return [
    {
      kind: 'oidc',
      id: 'umbrella',
      clients: [client('umbrella'), others],
      users: [person('alice', 'umbrella.example'), person('bob', 'umbrella.example')],
    },
    {
      kind: 'google',
      id: 'globex',
      domain: 'globex.example',
      clients: [client('globex')],
      users: [person('gina', 'globex.example')],
    },
    {
      kind: 'entra',
      id: acme,
      domain: 'acme.example',
      clients: [client('acme')],
      users: [person('anna', 'acme.example')],
    },
    {
      kind: 'okta',
      id: 'initech',
      domain: 'initech.example',
      clients: [client('initech')],
      users: [person('peter', 'initech.example')],
    },
  ];
};

interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token: string;
}

export type TokenWorld = Awaited<ReturnType<typeof startTokenWorld>>;

export async function startTokenWorld(options: TestAppOptions = {}) {
  const logged: string[] = [];
  const log = createLog({ logLevel: 'trace' }, { write: (line) => void logged.push(line) });
  const app = await buildTestApp({ ...options, log });
  const { tenant } = app;
  const { db } = tenant;
  const idp = await startIdpSimulator({ organizations: organizations(app.endpoint) });
  const application = async (id: string, more: object = {}) => {
    const given = { id, name: id, type: 'traditional', redirectUris: [redirectUri], ...more };
    const { secret } = await app.applications.create(db, given as never, tenant);
    return { id, secret: String(secret) };
  };
  const shop = await application('shop');
  await app.experience.update(db, { singleSignOnEnabled: true });
  for (const [id, provider] of Object.entries(providers)) {
    const issuer = idp.issuerOf(organizationOf(id as ConnectorId));
    await app.sso.connectors.create(db, {
      id,
      name: id,
      provider,
      config: { issuer, clientId: `${id}-app`, clientSecret: `${id}-secret` },
      domains: [{ name: `${id}.example`, proved: true }],
      enabled: true,
    });
  }
  const management = await app.managementToken();

  return {
    app,
    idp,
    db,
    shop,
    logged,
    application,
    management,
    api: (path: string, init: RequestInit = {}) =>
      app.fetch(`/api${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${management}`,
          'content-type': 'application/json',
          ...init.headers,
        },
      }),
    update: (id: ConnectorId, patch: ConnectorPatch) => app.sso.connectors.update(db, id, patch),
    store: (id: ConnectorId, more: object = {}) =>
      app.sso.connectors.update(db, id, {
        tokenStorage: { enabled: true, scopes: [calendar], applications: [shop.id], ...more },
      }),
    async close() {
      await idp.close();
      await app.close();
    },
    ...people(app, idp, shop),
    ...rows(db),
  };
}

type App = Awaited<ReturnType<typeof buildTestApp>>;

function people(app: App, idp: IdpSimulator, shop: { id: string; secret: string }) {
  async function redeem(code: string, as = shop): Promise<Tokens> {
    const response = await app.fetch('/oidc/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${as.id}:${as.secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    });
    return (await response.json()) as Tokens;
  }
  return {
    redeem,
    /** Through the connector to the application; what the application gets, and where the browser went. */
    async signIn(connectorId: ConnectorId, username: string, more: Record<string, string> = {}, as = shop) {
      const browser = new Browser(app);
      const away = await browser.begin({
        client_id: as.id,
        scope: `openid offline_access ${providerTokensScope}`,
        direct_sign_in: `sso:${connectorId}`,
        ...more,
      });
      const { callbackUrl } = await signInAtIdp(idp, away.url, { username });
      const back = await browser.go(callbackUrl.href);
      const code = back.url.searchParams.get('code') ?? '';
      return { browser, asked: away.url.searchParams, back, ...(await redeem(code, as)) };
    },
    /** What the application asks for in the person's name. */
    fetchToken: (accessToken: string, connectorId = 'umbrella') =>
      app.fetch(`/api/my-account/sso-identities/${connectorId}/access-token`, {
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    userOf: async (username: string) =>
      (await app.users.findByIdentifier(app.tenant.db, { email: username }))!,
    refreshes: (id: ConnectorId) =>
      idp
        .requests(organizationOf(id))
        .filter(
          ({ endpoint, parameters }) => endpoint === 'token' && parameters.grant_type === 'refresh_token',
        ),
    revocations: (id: ConnectorId) =>
      idp.requests(organizationOf(id)).filter(({ endpoint }) => endpoint === 'revoke'),
  };
}

function rows(db: App['tenant']['db']) {
  const all = () => db.selectFrom('sso_tokens').selectAll().execute();
  return {
    rows: all,
    /** As if so many seconds were left. */
    expireIn: (seconds: number) =>
      db.query(sql`update sso_tokens set expires_at = now() + make_interval(secs => ${seconds}::int),
        refresh_until = null, refresh_claim = null where tenant_id = ${db.tenantId}`),
    clear: () => db.query(sql`delete from sso_tokens where tenant_id = ${db.tenantId}`),
    queued: () => db.selectFrom('sso_token_revocations').selectAll().execute(),
    events: async (type: string) =>
      db.query<{ payload: { data?: Record<string, unknown>; applicationId?: string } }>(
        sql<{
          payload: { data?: Record<string, unknown>; applicationId?: string };
        }>`select payload from events where tenant_id = ${db.tenantId} and type = ${type} order by id`,
      ),
  };
}
