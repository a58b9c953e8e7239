/** An application (OAuth client) over HTTP: authorization requests, the token endpoint, userinfo, introspection. */
import { createHash, randomBytes } from 'node:crypto';
import { type Answer, request } from './request.ts';

export interface ApplicationOptions {
  /** Where the provider's endpoints live: {endpoint}/oidc. */
  issuer: string;
  id: string;
  secret: string;
  redirectUri: string;
  scope?: string;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
}

export interface AuthorizationRequest {
  url: string;
  verifier: string;
}

export class Application {
  readonly options: ApplicationOptions;
  readonly #authorization: string;
  /** The node that is talked to. */
  node: string | undefined;

  constructor(options: ApplicationOptions, node?: string) {
    this.options = options;
    this.node = node;
    this.#authorization = `Basic ${btoa(`${options.id}:${options.secret}`)}`;
  }

  at(node: string | undefined): Application {
    return new Application(this.options, node);
  }

  authorizationRequest(extra: Record<string, string> = {}): AuthorizationRequest {
    const { issuer, id, redirectUri, scope = 'openid offline_access profile email' } = this.options;
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      prompt: 'consent',
      state: randomBytes(8).toString('hex'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    });
    return { url: `${issuer}/auth?${query}`, verifier };
  }

  #post(path: string, fields: Record<string, string>): Promise<Answer> {
    return request(`${this.options.issuer}${path}`, {
      method: 'POST',
      headers: { authorization: this.#authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      node: this.node,
    });
  }

  exchange(code: string, verifier: string): Promise<Answer> {
    const { redirectUri } = this.options;
    return this.#post('/token', {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    });
  }

  refresh(refreshToken: string): Promise<Answer> {
    return this.#post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  clientCredentials(resource: string, scope: string): Promise<Answer> {
    return this.#post('/token', { grant_type: 'client_credentials', resource, scope });
  }

  introspect(token: string): Promise<Answer> {
    return this.#post('/token/introspection', { token });
  }

  userinfo(accessToken: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${accessToken}` };
    return request(`${this.options.issuer}/me`, { headers, node: this.node });
  }
}

export function tokensOf(answer: Answer): Tokens {
  if (answer.status !== 200) throw new Error(`The token endpoint answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text) as Tokens;
}

export function codeOf(answer: Answer): string {
  const code = new URL(answer.url).searchParams.get('code');
  if (!code) throw new Error(`No code at ${answer.url} (${answer.status}): ${answer.text.slice(0, 500)}`);
  return code;
}
