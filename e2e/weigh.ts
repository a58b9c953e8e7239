/** Counted by Chromium: what a page costs as bytes over the wire and requests. */
import type { Page } from 'playwright-core';

/** What a visit costs over the wire, redirects included; what the browser has already costs nothing. */
export async function weigh(page: Page, visit: () => Promise<unknown>) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  await visit();
  await page.waitForLoadState('networkidle');
  await session.detach();
  const loaded = [...urls].filter(([, one]) => one.startsWith('http'));
  const sum = (list: [string, string][]) => list.reduce((total, [id]) => total + (sizes.get(id) ?? 0), 0);
  return {
    requests: loaded.map(([, one]) => one),
    bytes: sum(loaded),
    script: sum(loaded.filter(([, one]) => one.endsWith('.js'))),
    styles: sum(loaded.filter(([, one]) => one.endsWith('.css'))),
  };
}
