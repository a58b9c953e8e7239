/** The HTTP of a simulated directory as SCIM client, and the report of what it sent and got. */

export interface ScimTarget {
  /** What Entra calls the tenant URL and Okta the base URL. */
  url: string;
  token: string;
}

export interface ScimStep {
  method: string;
  path: string;
  status: number;
  /** What the server said when it refused. */
  detail?: string;
}

export interface ScimAnswer {
  status: number;
  body: { id?: string; Resources?: { id: string }[]; totalResults?: number; [name: string]: unknown };
}

export class ScimClient {
  readonly steps: ScimStep[] = [];
  readonly #target: ScimTarget;
  readonly #userAgent: string;

  constructor(target: ScimTarget, userAgent: string) {
    this.#target = target;
    this.#userAgent = userAgent;
  }

  async send(method: string, path: string, body?: object): Promise<ScimAnswer> {
    const answer = await this.#fetch(method, path, body);
    const { status } = answer;
    const detail = status >= 400 ? String(answer.body.detail ?? '') : undefined;
    this.steps.push({ method, path, status, ...(detail !== undefined && { detail }) });
    return answer;
  }

  async #fetch(method: string, path: string, body: object | undefined): Promise<ScimAnswer> {
    const { url, token } = this.#target;
    try {
      const response = await fetch(url.replace(/\/+$/, '') + path, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
        headers: {
          authorization: `Bearer ${token}`,
          'user-agent': this.#userAgent,
          accept: 'application/scim+json',
          ...(body && { 'content-type': 'application/scim+json; charset=utf-8' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: parsed(text) };
    } catch {
      return { status: 599, body: { detail: 'The server can not be reached.' } };
    }
  }
}

function parsed(text: string): ScimAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ScimAnswer['body']) : {};
  } catch {
    return {};
  }
}
