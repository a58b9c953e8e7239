/**
 * The peer: bare `oidc-provider` with the same algorithm, client authentication, claims, lifetimes and addresses as
 * Gatehouse, and nothing around it. Its sign-in page checks no password.
 */
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Configuration, Provider } from 'oidc-provider';
import { applicationSecret, redirectUri } from '../../e2e/wire/gatehouse.ts';

const hour = 3600;
const apiScope = 'all';

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
}

const clients = [
  {
    client_id: 'bookstore',
    redirect_uris: [redirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
  },
  { client_id: 'operator', redirect_uris: [], response_types: [], grant_types: ['client_credentials'] },
].map((client) => ({
  ...client,
  client_secret: applicationSecret,
  token_endpoint_auth_method: 'client_secret_basic',
  id_token_signed_response_alg: 'ES256',
}));

const configuration = (adapter: Configuration['adapter']): Configuration => ({
  ...(adapter && { adapter }),
  clients: clients as Configuration['clients'],
  jwks: { keys: [signingKey()] } as Configuration['jwks'],
  cookies: { keys: ['a-cookie-key-for-the-bench'] },
  responseTypes: ['code'],
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  findAccount: async (_ctx, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: 'Bench', email: id, email_verified: true }),
  }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => undefined as unknown as string,
      useGrantedResource: async () => false,
      getResourceServerInfo: async () => ({
        scope: apiScope,
        accessTokenFormat: 'jwt',
        accessTokenTTL: hour,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  routes: {
    authorization: '/oidc/auth',
    userinfo: '/oidc/me',
    token: '/oidc/token',
    jwks: '/oidc/jwks',
    introspection: '/oidc/token/introspection',
  },
  ttl: {
    AccessToken: hour,
    AuthorizationCode: 60,
    ClientCredentials: hour,
    Grant: 24 * hour,
    IdToken: hour,
    Interaction: hour,
    RefreshToken: 24 * hour,
    Session: 24 * hour,
  },
});

const page = (uid: string) =>
  `<!doctype html><title>Sign in</title><form method="post" action="/interaction/${uid}">` +
  '<input name="identifier"><input name="password" type="password"><button>Sign in</button></form>';

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

export function createPeer(issuer: string, adapter: Configuration['adapter']) {
  const provider = new Provider(issuer, configuration(adapter));
  const callback = provider.callback();

  /** Whoever comes is believed; the grant is made at once, as for a first-party application. */
  async function interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uid, params } = await provider.interactionDetails(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page(uid));
      return;
    }
    const accountId = (await formOf(request)).get('identifier') ?? '';
    const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { login: { accountId }, consent });
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith('/interaction/')) await interaction(request, response);
    else await callback(request, response);
  };
}
