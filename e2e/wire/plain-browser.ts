/** A browser without scripts and without a screen: cookies by path, redirects by hand, forms from the page. */
import { type Answer, type RequestInit, request } from './request.ts';

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decode(value);
};

const form = 'application/x-www-form-urlencoded';

export class PlainBrowser {
  /** `{path} {name}` → value. */
  readonly #cookies = new Map<string, string>();
  readonly #headers: Record<string, string>;
  /** The origin whose redirects are followed. */
  readonly home: string;
  /** The node that is talked to; may change between two requests. */
  node: string | undefined;
  page: Answer | undefined;

  constructor(home: string, options: { node?: string; headers?: Record<string, string> } = {}) {
    this.home = home;
    this.node = options.node;
    this.#headers = { accept: 'text/html', 'accept-language': 'en', ...options.headers };
  }

  #cookieHeader(path: string): string {
    const fits = (scope: string) =>
      path === scope || path.startsWith(scope.endsWith('/') ? scope : `${scope}/`);
    return [...this.#cookies]
      .map(([key, value]) => [...key.split(' '), value] as [string, string, string])
      .filter(([scope]) => fits(scope))
      .map(([, name, value]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(lines: string[], requestPath: string): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const scope = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? requestPath;
      const gone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(line);
      if (gone) this.#cookies.delete(`${scope} ${name}`);
      else this.#cookies.set(`${scope} ${name}`, value);
    }
  }

  async request(url: string, init: RequestInit = {}): Promise<Answer> {
    const { origin, pathname } = new URL(url);
    const atHome = origin === this.home;
    const cookie = atHome ? this.#cookieHeader(pathname) : '';
    const headers = { ...this.#headers, ...(cookie && { cookie }), ...init.headers };
    const answer = await request(url, { ...init, headers, node: atHome ? this.node : undefined });
    if (atHome) this.#keep(answer.headers['set-cookie'] ?? [], pathname);
    return answer;
  }

  #show(page: Answer): Answer {
    this.page = page;
    return page;
  }

  /** Follows redirects while they stay at home; else `page.url` is where the browser was sent. */
  async open(url: string, init: RequestInit = {}): Promise<Answer> {
    let next = new URL(url, this.home).href;
    let request: RequestInit = init;
    for (let hops = 0; hops < 20; hops += 1) {
      const answer = await this.request(next, request);
      const { location } = answer.headers;
      if (location === undefined) return this.#show(answer);
      next = new URL(location, next).href;
      request = {};
      if (new URL(next).origin !== this.home) return this.#show({ ...answer, url: next });
    }
    throw new Error(`Too many redirects at ${next}`);
  }

  /** Posts the page's form that has the given fields, hidden ones included. */
  submit(fields: Record<string, string>): Promise<Answer> {
    const { url, status, text } = this.page ?? { url: '', status: 0, text: '' };
    const found = [...text.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)]
      .map(([one]) => one)
      .find((one) => Object.keys(fields).every((name) => one.includes(`name="${name}"`)));
    if (!found) throw new Error(`No form with ${Object.keys(fields)} at ${url} (${status}): ${textOf(text)}`);
    const body = new URLSearchParams();
    for (const [input] of found.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      body.set(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '');
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return this.open(new URL(attribute(found, 'action') ?? url, url).href, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': form, origin: this.home },
    });
  }
}

/** What a person would read of a page, for messages. */
export const textOf = (html: string): string =>
  decode(html.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
