/** Plays the browser at the simulated IdP, for tests: opens the authorization URL, fills in the form, comes back. */

export interface SignInAtIdpOptions {
  /** Left out: expects that the browser is signed in already. */
  username?: string;
  password?: string;
  /** Press Cancel instead. */
  cancel?: boolean;
  /** SAML's POST binding: the form that the browser brings along. */
  form?: Record<string, string>;
  /** The IdP's cookies by name; updated in place, so that the next call is the same browser. */
  cookies?: Map<string, string>;
}

export interface IdpReturn {
  /** The address the browser goes to next; in form_post mode without the parameters. */
  callbackUrl: URL;
  method: 'GET' | 'POST';
  /** The parameters of the authorization response, from the query, the fragment or the form. */
  parameters: URLSearchParams;
  /** Whether a sign-in page was shown. */
  sawPage: boolean;
}

/** The IdP kept the browser: an error page, or a form that needs something else. */
export class StayedAtIdp extends Error {
  readonly status: number;
  readonly html: string;
  /** The text of the page's alert, such as `AADSTS50011: …`. */
  readonly alert: string | undefined;

  constructor(status: number, html: string) {
    const alert = decodeEntities(/role="alert"[^>]*>([^<]*)</.exec(html)?.[1]);
    super(`the browser stayed at the IdP (${status}): ${alert ?? 'a sign-in page is shown'}`);
    this.status = status;
    this.html = html;
    this.alert = alert;
  }
}

export async function signInAtIdp(
  simulator: { url: string },
  authorizeUrl: string | URL,
  options: SignInAtIdpOptions = {},
): Promise<IdpReturn> {
  const cookies = options.cookies ?? new Map<string, string>();
  const brought = options.form && new URLSearchParams(options.form);
  const first = await visit(new URL(authorizeUrl), cookies, brought);
  const straight = await returned(first, false);
  if (straight) return straight;
  const html = await first.text();
  const form = readForm(html);
  if (!form || (options.username === undefined && !options.cancel)) throw new StayedAtIdp(first.status, html);
  const body = new URLSearchParams({
    ...Object.fromEntries(form.fields),
    username: options.username ?? '',
    password: options.password ?? '',
  });
  body.set('action', options.cancel ? 'cancel' : 'sign-in');
  const second = await visit(new URL(form.action, simulator.url), cookies, body);
  const back = await returned(second, true);
  if (!back) throw new StayedAtIdp(second.status, await second.text());
  return back;
}

async function visit(url: URL, cookies: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    body,
    headers: { cookie },
    redirect: 'manual',
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined) cookies.set(name, value ?? '');
  }
  return response;
}

/** Where the answer leads: a redirect, or the page that posts itself to the client. */
async function returned(response: Response, sawPage: boolean): Promise<IdpReturn | undefined> {
  const location = response.headers.get('location');
  if (location !== null) {
    const callbackUrl = new URL(location, response.url);
    const inHash = callbackUrl.hash.slice(1);
    const parameters = inHash ? new URLSearchParams(inHash) : callbackUrl.searchParams;
    return { callbackUrl, method: 'GET', parameters, sawPage };
  }
  const html = await response.clone().text();
  const form = html.includes('id="callback"') ? readForm(html) : undefined;
  if (!form) return undefined;
  return {
    callbackUrl: new URL(form.action),
    method: 'POST',
    parameters: new URLSearchParams(form.fields),
    sawPage,
  };
}

/** The first form of a page the simulator made itself, so that a regular expression will do. */
function readForm(html: string): { action: string; fields: [string, string][] } | undefined {
  const [, attributes, inner] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  if (attributes === undefined || inner === undefined) return undefined;
  const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    action: decodeEntities(/action="([^"]*)"/.exec(attributes)?.[1]) ?? '',
    fields: hidden.map(([, name = '', value = '']) => [decodeEntities(name), decodeEntities(value)]),
  };
}

function decodeEntities(text: string): string;
function decodeEntities(text: string | undefined): string | undefined;
function decodeEntities(text: string | undefined): string | undefined {
  return text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
