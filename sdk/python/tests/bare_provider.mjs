// A bare oidc-provider, which knows nothing of Gatehouse, for the interop tests: node bare_provider.mjs <port>
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const resource = 'https://api.bare.example';

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'confidential',
      client_secret: 'confidential+secret/of:the tests',
      redirect_uris: ['http://localhost:3999/callback'],
      post_logout_redirect_uris: ['http://localhost:3999/'],
      grant_types: ['authorization_code', 'refresh_token'],
    },
    {
      client_id: 'public',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://localhost:3999/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Name of ${id}`, email: `${id}@bare.example` }),
  }),
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  jwks: { keys: [await key('RS256'), await key('ES256')] },
  cookies: { keys: ['only for the tests'] },
  rotateRefreshToken: true,
  pkce: { required: () => true },
  features: {
    revocation: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => false,
      getResourceServerInfo: () => ({ scope: 'books:read', audience: resource, accessTokenFormat: 'jwt' }),
    },
  },
});

async function key(alg) {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: alg };
}

provider.listen(port);
