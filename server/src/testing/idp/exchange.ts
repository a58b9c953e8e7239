/** One request to one endpoint of one directory, with the misbehaviours that apply to it. */
import type { Directory } from './directory.ts';
import type { Client } from './organization.ts';
import type { SamlScene } from './saml/switch.ts';
import type { Endpoint, Hooks, Scene } from './switch.ts';
import type { Route, World } from './world.ts';

export class Exchange {
  readonly world: World;
  readonly directory: Directory;
  readonly endpoint: Endpoint;
  readonly segment: string;
  readonly request: Request;
  /** The query of a GET, the form of a POST. */
  readonly parameters: URLSearchParams;

  constructor(world: World, route: Route, request: Request, parameters: URLSearchParams) {
    this.world = world;
    this.directory = route.directory;
    this.endpoint = route.endpoint;
    this.segment = route.segment;
    this.request = request;
    this.parameters = parameters;
  }

  /** The same request with other parameters: the sign-in form carries the authorization request inside. */
  with(parameters: URLSearchParams): Exchange {
    return new Exchange(this.world, this, this.request, parameters);
  }

  /** Active hooks here, and of the person's own directory where the path is Entra's `common`. */
  hooks<H extends keyof Hooks>(
    hook: H,
    facts: { also?: Directory; client?: Client; foreignCode?: () => string; saml?: SamlScene } = {},
  ) {
    const { also = this.directory, ...more } = facts;
    const endpoint = hook === 'answer' ? this.endpoint : undefined;
    return [...new Set([this.directory, also])].flatMap(({ switches }) =>
      switches
        .take(hook, endpoint)
        .map(({ run, options }) => ({ run, scene: this.#scene(also, options, more) })),
    );
  }

  #scene(directory: Directory, options: Scene['options'], more: Partial<Scene>): Scene {
    return {
      kind: directory.organization.kind,
      url: this.world.url,
      issuer: directory.issuer,
      now: this.world.now,
      keys: directory.keys,
      options,
      signal: AbortSignal.any([this.request.signal, this.world.closing.signal]),
      ...more,
    };
  }

  /** RFC 6749 section 3.1: parameters must not be included more than once. */
  get repeated(): string | undefined {
    return [...this.parameters.keys()].find((name) => this.parameters.getAll(name).length > 1);
  }
}

export async function readParameters(request: Request): Promise<URLSearchParams> {
  if (request.method === 'POST' && isForm(request)) return new URLSearchParams(await request.text());
  return new URL(request.url).searchParams;
}

export const isForm = (request: Request): boolean =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim() === 'application/x-www-form-urlencoded';
