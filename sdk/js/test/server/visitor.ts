/** A browser without a screen: a cookie jar that follows redirects and sends Fetch Metadata as browsers do. */
import { request } from 'node:http';

/** Of another site than the application, unless a test says otherwise, a browser would say `cross-site`. */
export type Site = 'none' | 'same-origin' | 'same-site' | 'cross-site';

export interface Visit {
  method?: string;
  site?: Site;
  headers?: Record<string, string>;
  body?: string;
  follow?: boolean;
  /** A script's fetch, not a page. */
  script?: boolean;
}

export interface Page {
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** Every address on the way, the last one included. */
  path: string[];
}

export class Visitor {
  /** By name; cookies ignore ports, and everything here is on 127.0.0.1. */
  readonly cookies = new Map<string, string>();
  /** Every Set-Cookie header that came, whole. */
  readonly setCookies: string[] = [];

  async visit(address: string, visit: Visit = {}): Promise<Page> {
    const { follow = true, body } = visit;
    const path: string[] = [];
    let method = visit.method ?? 'GET';
    let url = address;
    for (;;) {
      path.push(url);
      const sent = method === 'POST' ? body : undefined;
      const response = await send(url, method, this.#headers(visit, sent), sent);
      this.#keep(response.headers.getSetCookie());
      const { text } = response;
      const location = response.headers.get('location');
      if (!follow || location === null || path.length > 12) {
        return { url, status: response.status, headers: response.headers, text, path };
      }
      url = new URL(location, url).href;
      method = 'GET';
    }
  }

  #headers({ site = 'none', script = false, headers = {} }: Visit, body: string | undefined) {
    return {
      accept: script ? 'application/json' : 'text/html',
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'sec-fetch-site': site,
      'sec-fetch-mode': script ? 'cors' : 'navigate',
      'sec-fetch-dest': script ? 'empty' : 'document',
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    };
  }

  #keep(setCookies: string[]): void {
    for (const cookie of setCookies) {
      this.setCookies.push(cookie);
      const [pair = '', ...attributes] = cookie.split('; ');
      const at = pair.indexOf('=');
      const ends = attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
      if (ends) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** The same browser, copied: what a thief of its cookies has. */
  copy(): Visitor {
    const copy = new Visitor();
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  names(prefix: string): string[] {
    return [...this.cookies.keys()].filter((name) => name.startsWith(prefix));
  }
}

/** The fetch of Node has its own mind about Sec-Fetch-Mode. */
function send(url: string, method: string, headers: Record<string, string>, body: string | undefined) {
  return new Promise<{ status: number; headers: Headers; text: string }>((done, failed) => {
    const sent = request(url, { method, headers }, (response) => {
      const received = new Headers();
      for (const [name, values] of Object.entries(response.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value);
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: received, text }));
      response.on('error', failed);
    });
    sent.on('error', failed);
    sent.end(body);
  });
}
