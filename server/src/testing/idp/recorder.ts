/** The log of what clients sent, so that a test can assert it and a person can look at it. */
import type { Endpoint } from './switch.ts';

export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none';

export interface RecordedRequest {
  /** The organization's id; for Entra's shared endpoints `common` or `organizations`. */
  organization: string;
  endpoint: Endpoint;
  method: string;
  path: string;
  /** Query and form parameters; secrets, passwords and signatures are replaced by `***`. */
  parameters: Record<string, string>;
  headers: Record<string, string>;
  /** At the token endpoint: how the client proved who it is (as presented, also when it was refused). */
  clientAuthentication?: ClientAuthentication;
  /** Milliseconds since 1970. */
  at: number;
}

const secret = new Set(['client_secret', 'password']);
const kept = ['accept', 'content-type', 'user-agent', 'origin', 'traceparent', 'x-request-id'];
const limit = 1000;

/** An assertion is readable without its signature, and worthless. */
function redacted(name: string, value: string): string {
  if (name === 'client_assertion') return `${value.split('.').slice(0, 2).join('.')}.***`;
  return secret.has(name) ? '***' : value;
}

export class Recorder {
  readonly #requests: RecordedRequest[] = [];

  add(
    request: Request,
    parameters: URLSearchParams,
    facts: Pick<RecordedRequest, 'organization' | 'endpoint' | 'at'>,
  ) {
    this.#requests.push({
      ...facts,
      method: request.method,
      path: new URL(request.url).pathname,
      parameters: Object.fromEntries([...parameters].map(([k, v]) => [k, redacted(k, v)])),
      headers: Object.fromEntries([...request.headers].filter(([name]) => kept.includes(name))),
      clientAuthentication: facts.endpoint === 'token' ? presented(request, parameters) : undefined,
    });
    if (this.#requests.length > limit) this.#requests.shift();
  }

  list(organization?: string): RecordedRequest[] {
    return this.#requests.filter((r) => organization === undefined || r.organization === organization);
  }

  clear(): void {
    this.#requests.length = 0;
  }
}

function presented(request: Request, parameters: URLSearchParams): ClientAuthentication {
  if (/^basic /i.test(request.headers.get('authorization') ?? '')) return 'client_secret_basic';
  if (parameters.has('client_assertion')) return 'private_key_jwt';
  return parameters.has('client_secret') ? 'client_secret_post' : 'none';
}
