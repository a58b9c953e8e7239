/** A real OpenID Provider on loopback (bare oidc-provider) where everybody is signed in at once, and whose keys the test has. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

export const api = 'https://api.example.com';
export const client = { appId: 'shop', appSecret: 'secret-of-the-shop' };
/** Many and with long names, so that their tokens don't fit into cookies. */
export const manyApis = Array.from({ length: 12 }, (_, index) => `${api}/${index}/${'x'.repeat(600)}`);

export class TestProvider {
  readonly issuer: string;
  /** Whose browser it is. */
  accountId = 'alice';
  claims: Record<string, unknown> = { name: 'Alice Adams', email: 'alice@example.com' };
  /** Requests by path, in order. */
  readonly seen: { method: string; path: string }[] = [];
  /** What the next sign-in answers instead of a code. */
  error: string | undefined;
  readonly #server: Server;
  readonly #key: CryptoKey;
  readonly #kid = 'test-key';

  private constructor(server: Server, issuer: string, key: CryptoKey) {
    this.#server = server;
    this.issuer = issuer;
    this.#key = key;
  }

  /** @param redirectUris of the application */
  static async start(redirectUris: string[], overrides: Configuration = {}): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const self = new TestProvider(server, issuer, privateKey);
    const jwk = { ...(await exportJWK(privateKey)), kid: self.#kid, alg: 'ES256', use: 'sig' };
    const provider = new Provider(issuer, { ...self.#configuration(redirectUris, [jwk]), ...overrides });
    const callback = provider.callback();
    server.on('request', (req, res) => {
      self.seen.push({ method: req.method ?? '', path: new URL(req.url ?? '/', issuer).pathname });
      if (req.url?.startsWith('/interaction/')) return self.#signIn(provider, req, res);
      return callback(req, res);
    });
    return self;
  }

  #configuration(redirectUris: string[], keys: object[]): Configuration {
    return {
      jwks: { keys } as Configuration['jwks'],
      clients: [
        {
          client_id: client.appId,
          client_secret: client.appSecret,
          redirect_uris: redirectUris,
          post_logout_redirect_uris: redirectUris.map((uri) => `${new URL(uri).origin}/`),
          grant_types: ['authorization_code', 'refresh_token'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      cookies: { keys: ['not a secret'] },
      conformIdTokenClaims: false,
      claims: { openid: ['sub'], profile: ['name', 'email', 'filler'] },
      findAccount: (_ctx, accountId) => ({
        accountId,
        claims: () => ({ ...this.claims, sub: accountId }),
      }),
      rotateRefreshToken: true,
      issueRefreshToken: async () => true,
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      features: {
        devInteractions: { enabled: false },
        introspection: { enabled: true, allowedPolicy: () => true },
        revocation: { enabled: true },
        rpInitiatedLogout: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => [],
          useGrantedResource: () => false,
          getResourceServerInfo: (_ctx, indicator) => ({
            scope: 'books:read books:write',
            audience: indicator,
            accessTokenFormat: indicator.endsWith('opaque') ? 'opaque' : 'jwt',
            accessTokenTTL: 600,
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
      },
      ttl: {
        AccessToken: 600,
        IdToken: 600,
        Session: 3600,
        Grant: 3600,
        Interaction: 600,
        RefreshToken: 3600,
      },
    };
  }

  async #signIn(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { prompt, params } = await provider.interactionDetails(req, res);
    if (this.error) {
      const result = { error: this.error, error_description: '<script>alert(1)</script>' };
      return provider.interactionFinished(req, res, result);
    }
    if (prompt.name === 'login') {
      return provider.interactionFinished(req, res, { login: { accountId: this.accountId } });
    }
    const grant = new provider.Grant({ accountId: this.accountId, clientId: String(params.client_id) });
    grant.addOIDCScope('openid profile offline_access');
    for (const resource of [params.resource ?? []].flat() as string[]) {
      grant.addResourceScope(resource, 'books:read books:write');
    }
    const result = { consent: { grantId: await grant.save() } };
    return provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });
  }

  count(path: string): number {
    return this.seen.filter((request) => request.path === path).length;
  }

  /** Any JWT with this provider's real key. */
  async sign(claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: this.issuer, iat: now, exp: now + 300, jti: crypto.randomUUID(), ...claims };
    return new SignJWT(JSON.parse(JSON.stringify(all)))
      .setProtectedHeader({ alg: 'ES256', kid: this.#kid, ...header })
      .sign(this.#key);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
