/** A provider inside the test: real keys and signatures, strict rotation, and a fetch to reach it by. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { GatehouseClient, type GatehouseConfig, MemoryStorage, type Storage } from '../../src/index.ts';

type Json = Record<string, unknown>;
interface Call {
  path: string;
  form: URLSearchParams;
  headers: Headers;
}

export const redirectUri = 'https://app.example/callback';
const start = Date.UTC(2026, 10, 22);

export class FakeProvider {
  readonly issuer: string;
  readonly clock = { time: start, now: () => this.clock.time };
  readonly calls: Call[] = [];
  /** Merged into the metadata; undefined takes a member away. */
  metadata: Json = {};
  /** Changes the ID token's claims. */
  claims: (claims: Json) => void = () => undefined;
  /** Changes the token answer. */
  tokens: (body: Json, form: URLSearchParams) => void = () => undefined;
  /** Answers instead of the endpoint. */
  instead: (path: string, form: URLSearchParams) => Response | undefined | Promise<Response | undefined> =
    () => undefined;
  userInfo: Json = { sub: 'alice' };
  alg = 'ES256';
  readonly keys: { kid: string; jwk: JWK; key: CryptoKey }[] = [];
  /** The nonce and audience of the latest authorization request. */
  request: URLSearchParams = new URLSearchParams();
  /** Refresh tokens that work; a used one is replaced, and using it again ends everything (RFC 9700 4.14.2). */
  readonly refreshTokens = new Set<string>();
  readonly used = new Set<string>();

  constructor(issuer = `https://${randomUUID()}.example/oidc`) {
    this.issuer = issuer;
  }

  async rotateKey(alg = this.alg): Promise<void> {
    this.alg = alg;
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const kid = randomUUID();
    this.keys.unshift({
      kid,
      key: privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const path = `${input}`.slice(this.issuer.length);
    const form = new URLSearchParams(`${init?.body ?? ''}`);
    this.calls.push({ path, form, headers: new Headers(init?.headers) });
    return (await this.instead(path, form)) ?? this.answer(path, form);
  };

  count(path: string): number {
    return this.calls.filter((call) => call.path === path).length;
  }

  last(path: string): Call {
    return this.calls.findLast((call) => call.path === path)!;
  }

  client(config: Partial<GatehouseConfig> = {}, storage: Storage = new MemoryStorage()): GatehouseClient {
    const base = config.endpoint ? {} : { issuer: this.issuer };
    return new GatehouseClient(
      { ...base, appId: 'app', ...config },
      { storage, fetch: this.fetch, clock: this.clock },
    );
  }

  /** A client at Gatehouse, with its conveniences. */
  gatehouse(config: Partial<GatehouseConfig> = {}, storage?: Storage): GatehouseClient {
    return this.client({ endpoint: this.issuer.replace(/\/oidc$/, ''), ...config }, storage);
  }

  /** What the browser brings back from the provider. */
  visit(address: string, extra: Record<string, string> = {}): string {
    this.request = new URL(address).searchParams;
    const state = this.request.get('state') ?? '';
    return `${this.request.get('redirect_uri')}?${new URLSearchParams({ code: 'code', state, ...extra })}`;
  }

  async signIn(client: GatehouseClient): Promise<void> {
    await client.handleSignInCallback(this.visit(await client.signIn({ redirectUri })));
  }

  idToken(accessToken: string, nonce: string | null): Promise<string> {
    const now = Math.floor(this.clock.time / 1000);
    const { kid, key } = this.keys[0]!;
    const hash = this.alg === 'EdDSA' ? 'sha512' : `sha${this.alg.slice(-3)}`;
    const digest = createHash(hash).update(accessToken).digest();
    const claims: Json = {
      iss: this.issuer,
      sub: 'alice',
      aud: 'app',
      iat: now,
      exp: now + 3600,
      nonce: nonce ?? undefined,
      at_hash: digest.subarray(0, digest.length / 2).toString('base64url'),
    };
    this.claims(claims);
    return new SignJWT(claims).setProtectedHeader({ alg: this.alg, kid }).sign(key);
  }

  private async answer(path: string, form: URLSearchParams): Promise<Response> {
    if (this.keys.length === 0) await this.rotateKey();
    if (path === '/.well-known/openid-configuration') return Response.json(this.document());
    if (path === '/jwks') return Response.json({ keys: this.keys.map(({ jwk }) => jwk) });
    if (path === '/token') return this.token(form);
    if (path === '/me') return Response.json(this.userInfo);
    if (path === '/revoke') return new Response(null, { status: 200 });
    return new Response('not found', { status: 404 });
  }

  private document(): Json {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/end`,
      device_authorization_endpoint: `${issuer}/device`,
      id_token_signing_alg_values_supported: [this.alg],
      ...this.metadata,
    };
  }

  private async token(form: URLSearchParams): Promise<Response> {
    const old = form.get('refresh_token');
    if (old !== null && !this.refreshTokens.delete(old)) {
      if (this.used.has(old)) this.refreshTokens.clear();
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    if (old !== null) this.used.add(old);
    const refreshToken = randomUUID();
    this.refreshTokens.add(refreshToken);
    const about = [form.get('resource'), form.get('organization_id')].filter(Boolean).join('#');
    const accessToken = `${about || 'default'}:${randomUUID()}`;
    const body: Json = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 3600,
      scope: '',
      refresh_token: refreshToken,
      // OIDC Core 12.2: a refreshed ID token should have no nonce.
      id_token: await this.idToken(accessToken, old === null ? this.request.get('nonce') : null),
    };
    this.tokens(body, form);
    return Response.json(body);
  }
}

/** The error that a promise ends in; fails when it ends well. */
export async function errorOf(
  promise: Promise<unknown>,
): Promise<{ code: string; details?: Json; hint: string }> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`no error, but ${JSON.stringify(outcome.value)}`);
  return outcome.error as { code: string; hint: string };
}
