/** What a browser loads for the sign-in page: bytes of bodies as they travel, and requests. */
import { Application } from '../e2e/wire/application.ts';
import { bookstore } from '../e2e/wire/gatehouse.ts';

export interface PageWeight {
  bytes: number;
  requests: number;
}

/** The follow-up of redirects is not counted: they have no body and lead to the one document. */
export async function weighSignInPage(endpoint: string): Promise<PageWeight> {
  const { url } = new Application(bookstore(endpoint)).authorizationRequest();
  const begun = await fetch(url, { redirect: 'manual' });
  const cookie = begun.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const address = new URL(begun.headers.get('location') ?? '', url);
  const page = await fetch(address, { headers: { cookie, accept: 'text/html' } });
  const html = await page.text();
  const assets = new Set(
    [
      ...html.matchAll(
        /<(?:script|img)[^>]*\ssrc="([^"]+)"|<link[^>]*rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]+)"/g,
      ),
    ]
      .map(([, source, href]) => new URL(source ?? href ?? '', address).href)
      .filter((asset) => !asset.startsWith('data:')),
  );
  let bytes = Buffer.byteLength(html);
  for (const asset of assets) bytes += (await (await fetch(asset)).arrayBuffer()).byteLength;
  return { bytes, requests: 1 + assets.size };
}
