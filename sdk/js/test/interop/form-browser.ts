/** A browser without pictures: follows redirects, keeps cookies, fills in the first form of each page. */

/** Goes on from `start` until an address begins with `until`, or, without it, until a page has no form. */
export async function browse(
  start: string,
  { until, fields = {} }: { until?: string; fields?: Record<string, string> },
): Promise<{ url: string; text: string }> {
  const cookies = new Map<string, string>();
  let url = start;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    if (until !== undefined && url.startsWith(until)) return { url, text: '' };
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const text = await response.text();
    const location = response.headers.get('location');
    body = undefined;
    if (location) {
      url = new URL(location, url).href;
      continue;
    }
    const form = readForm(text);
    if (!form) return { url, text };
    url = new URL(form.action || url, url).href;
    body = new URLSearchParams(form.values);
    for (const name of form.names) if (fields[name] !== undefined) body.set(name, fields[name]);
  }
  throw new Error(`still going after 20 steps, at ${url}`);
}

function readForm(
  html: string,
): { action: string; values: Record<string, string>; names: string[] } | undefined {
  const [, attributes = '', inner] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  if (inner === undefined) return undefined;
  const attribute = (tag: string, name: string): string | undefined =>
    new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');
  const inputs = (inner.match(/<(input|button)[^>]*>/g) ?? []).map((tag) => ({
    name: attribute(tag, 'name') ?? '',
    value: attribute(tag, 'value') ?? '',
  }));
  const named = inputs.filter(({ name }) => name !== '' && name !== 'abort');
  return {
    action: attribute(attributes, 'action') ?? '',
    values: Object.fromEntries(named.map(({ name, value }) => [name, value])),
    names: named.map(({ name }) => name),
  };
}
