/** A browser without scripts, for tests over HTTP: cookies by path, redirects by hand, forms from the page. */
interface Cookie {
  value: string;
  path: string;
}

export interface Page {
  url: string;
  status: number;
  headers: Headers;
  html: string;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
const attribute = (tag: string, name: string): string | undefined => {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match ? decode(match[1] ?? '') : undefined;
};

export class Visitor {
  readonly origin: string;
  readonly cookies = new Map<string, Cookie>();
  page: Page | undefined;

  constructor(origin: string) {
    this.origin = origin;
  }

  private keep(response: Response, url: string): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? new URL(url).pathname;
      const gone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(line);
      if (gone) this.cookies.delete(`${name}|${path}`);
      else this.cookies.set(`${name}|${path}`, { value, path });
    }
  }

  cookieHeader(url: string): string {
    const { pathname } = new URL(url);
    return [...this.cookies]
      .filter(
        ([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([key, { value }]) => `${key.split('|')[0]}=${value}`)
      .join('; ');
  }

  /** One request; no redirect is followed. */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      accept: 'text/html',
      'accept-language': 'en',
      cookie: this.cookieHeader(url),
      ...init.headers,
    };
    const response = await fetch(url, { ...init, redirect: 'manual', headers });
    this.keep(response, url);
    return response;
  }

  /** Follows redirects as long as they stay at the server; the last page or the address it left for. */
  async open(url: string, init: RequestInit = {}): Promise<Page> {
    let next = new URL(url, this.origin).href;
    let request = init;
    for (let hops = 0; hops < 20; hops++) {
      const response = await this.request(next, request);
      const location = response.headers.get('location');
      if (!location) {
        this.page = {
          url: next,
          status: response.status,
          headers: response.headers,
          html: await response.text(),
        };
        return this.page;
      }
      next = new URL(location, next).href;
      request = {};
      if (!next.startsWith(`${this.origin}/`)) {
        this.page = { url: next, status: response.status, headers: response.headers, html: '' };
        return this.page;
      }
    }
    throw new Error(`Too many redirects at ${next}`);
  }

  /** Posts the page's form that has the given fields (or the first one), hidden fields included. */
  async submit(fields: Record<string, string>): Promise<Page> {
    const page = this.page;
    if (!page) throw new Error('Open a page first.');
    const forms = [...page.html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map((match) => match[0]);
    const form = forms.find((text) => Object.keys(fields).every((name) => text.includes(`name="${name}"`)));
    if (!form)
      throw new Error(
        `No form with ${Object.keys(fields).join(', ')} at ${page.url} (${page.status}): ${page.html.slice(0, 2000)}`,
      );
    const body = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const name = attribute(input, 'name');
      if (name) body.set(name, attribute(input, 'value') ?? '');
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const action = new URL(attribute(form, 'action') ?? page.url, page.url).href;
    return this.open(action, { method: 'POST', body, headers: { origin: this.origin } });
  }
}
