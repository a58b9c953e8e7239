/**
 * The scene of most tests: Gatehouse and the IdP simulator as processes of their own, with the applications, people
 * and connectors below. Everything is set up as an operator would: a declarative file and the management API.
 */
import { randomBytes } from 'node:crypto';
import { acmeTenant, organizations, spareConnectors } from './directories.ts';
import { freePort, type Gatehouse, type Simulator, startGatehouse, startSimulator } from './processes.ts';

export const password = 'correct-horse-battery';
export const secretOf = (application: string) => `${application}-secret-for-the-tests`;

/** One router of the Express application per way to begin: path → `signInOptions` of @logto/express. */
export const signInVariants = {
  logto: {},
  direct: { directSignIn: { method: 'sso', target: 'acme' } },
  sso: { firstScreen: 'single_sign_on' },
  hinted: { loginHint: 'alice@example.com' },
  chinese: { extraParams: { ui_locales: 'zh-CN' } },
  fresh: { prompt: 'login' },
  old: { interactionMode: 'signUp' },
} as const;

export interface Scene {
  gatehouse: Gatehouse;
  simulator: Simulator;
  endpoint: string;
  /** Where the applications of the tests run. */
  urls: Record<'bookstore' | 'library' | 'spa' | 'flask' | 'apache' | 'stranger', string>;
  /** The management API; throws on an error. */
  api(
    path: string,
    init?: { method?: string; body?: object; headers?: Record<string, string> },
  ): Promise<unknown>;
  close(): Promise<void>;
}

function applications(urls: Scene['urls']): object[] {
  const traditional = (id: keyof Scene['urls'], name: string, paths: string[]) => ({
    id,
    name,
    type: 'traditional',
    secret: secretOf(id),
    redirectUris: paths.map((path) => urls[id] + path),
    postLogoutRedirectUris: [urls[id], `${urls[id]}/`],
  });
  const callbacks = Object.keys(signInVariants).map((prefix) => `/${prefix}/sign-in-callback`);
  return [
    traditional('bookstore', 'Bookstore', callbacks),
    traditional('library', 'Library', callbacks),
    traditional('flask', 'Flask app', ['/callback']),
    // The module sends no PKCE unless told to; many live installations don't.
    { ...traditional('apache', 'Intranet', ['/protected/callback']), pkce: 'optional' },
    traditional('stranger', 'Stranger', ['/cb']),
    {
      id: 'spa',
      name: 'Single-page app',
      type: 'spa',
      redirectUris: [`${urls.spa}/callback`],
      postLogoutRedirectUris: [`${urls.spa}/`],
    },
    { id: 'tv', name: 'Television', type: 'native' },
    {
      id: 'operator',
      name: 'Operator',
      type: 'machine-to-machine',
      secret: secretOf('operator'),
      managementPermissions: ['all'],
      permissions: { 'https://api.bookstore.example': ['books:read'] },
    },
  ];
}

function connectors(simulator: string, spares: readonly string[]): object[] {
  const connector = (
    id: string,
    name: string,
    provider: string,
    issuer: string,
    domain: string,
    proved = true,
  ) => ({
    id,
    name,
    provider,
    config: { issuer: simulator + issuer, clientId: `${id}-client`, clientSecret: `${id}-client-secret` },
    domains: [{ name: domain, proved }],
    syncProfile: 'every-sign-in',
    enabled: true,
  });
  return [
    connector('acme', 'Acme (Entra ID)', 'entra-oidc', `/${acmeTenant}/v2.0`, 'acme.example'),
    connector('globex', 'Globex (Google)', 'google-workspace', '/google/globex', 'globex.example'),
    connector('initech', 'Initech (Okta)', 'okta', '/okta/initech', 'initech.example'),
    connector('umbrella', 'Umbrella', 'oidc', '/oidc/umbrella', 'umbrella.example'),
    connector('hooli', 'Hooli', 'oidc', '/oidc/hooli', 'hooli.example', false),
    {
      ...connector('multi', 'Any Entra ID', 'entra-oidc', '/organizations/v2.0', 'multi.example'),
      config: {
        issuer: `${simulator}/organizations/v2.0`,
        clientId: 'multi-client',
        clientSecret: 'multi-client-secret',
        allowedTenants: [acmeTenant],
      },
    },
    // Nothing of their metadata is remembered: each is used once, with another misbehaviour. The operator's word.
    ...spares.map((id) => ({
      ...connector(id, `Umbrella ${id}`, 'oidc', '/oidc/umbrella', `${id}.example`),
      config: {
        issuer: `${simulator}/oidc/umbrella`,
        clientId: 'umbrella-client',
        clientSecret: 'umbrella-client-secret',
      },
    })),
  ];
}

const person = (username: string, email: string) => ({
  username,
  email,
  emailVerified: true,
  name: username.charAt(0).toUpperCase() + username.slice(1),
  password,
});

function declaration(urls: Scene['urls'], simulator: string, spares: readonly string[]): string {
  const everything = {
    applications: applications(urls),
    apiResources: [
      {
        indicator: 'https://api.bookstore.example',
        name: 'Bookstore API',
        permissions: [{ name: 'books:read', grantedToEveryone: true }, { name: 'books:write' }],
      },
    ],
    users: [
      {
        ...person('alice', 'alice@example.com'),
        customData: { plan: 'pro' },
        permissions: { 'https://api.bookstore.example': ['books:write'] },
      },
      person('bob', 'bob@example.com'),
      // They had passwords before their organizations took to single sign-on.
      person('erin', 'erin@acme.example'),
      { ...person('milton', 'milton@initech.example') },
      person('lena', 'lena@hooli.example'),
    ],
    ssoConnectors: connectors(simulator, spares),
    signInExperience: {
      singleSignOnEnabled: true,
      signIn: { identifiers: ['email', 'username'], password: true, emailCode: true },
      signUp: { enabled: true, identifiers: ['email'], verifyEmail: true },
    },
  };
  return JSON.stringify({ tenants: { default: everything } });
}

/** An access token of the machine-to-machine application, for the tenant's management API. */
async function managementToken(endpoint: string): Promise<string> {
  const response = await fetch(`${endpoint}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`operator:${secretOf('operator')}`)}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: `${endpoint}/api`,
      scope: 'all',
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`No token for the management API: ${text}`);
  return (JSON.parse(text) as { access_token: string }).access_token;
}

function managementApi(endpoint: string): Scene['api'] {
  let token: Promise<string> | undefined;
  return async (path, { method = 'GET', body, headers } = {}) => {
    token ??= managementToken(endpoint);
    const response = await fetch(`${endpoint}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** Ports are chosen first, as each program has to know the others'. */
export async function openScene(
  env: Record<string, string> = {},
  { spares = false }: { spares?: boolean } = {},
): Promise<Scene> {
  const [port, idpPort, ...ports] = await Promise.all(Array.from({ length: 8 }, freePort));
  const [bookstore, library, flask, apache, stranger] = ports.map((one) => `http://localhost:${one}`);
  const urls = {
    bookstore,
    library,
    flask,
    apache,
    stranger,
    spa: `http://127.0.0.1:${ports[5]}`,
  } as Scene['urls'];
  const endpoint = `http://localhost:${port}`;
  const simulator = await startSimulator({ port: idpPort, organizations: organizations(endpoint) });
  const gatehouse = await startGatehouse({
    port,
    config: declaration(urls, simulator.url, spares ? spareConnectors : []),
    // Tests bring many people from one machine: each may say who they are, as behind a proxy.
    env: { GATEHOUSE_TRUSTED_PROXIES: '127.0.0.0/8,::1', ...env },
  });
  return {
    gatehouse,
    simulator,
    endpoint,
    urls,
    api: managementApi(endpoint),
    async close() {
      await gatehouse.remove();
      await simulator.stop();
    },
  };
}

/** An authorization request as any client would send it, for walks that end before a code is redeemed. */
export function authorizationUrl(scene: Scene, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'bookstore',
    redirect_uri: `${scene.urls.bookstore}/logto/sign-in-callback`,
    response_type: 'code',
    scope: 'openid profile',
    state: randomBytes(8).toString('hex'),
    code_challenge: randomBytes(32).toString('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  return `${scene.endpoint}/oidc/auth?${query}`;
}
