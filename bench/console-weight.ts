/**
 * What the console's pages cost in a real Chromium: bytes and requests of a first visit, and the time until the page
 * can be worked with. The peer's figures were measured once with Logto 1.42 and are told, not measured, here.
 */
import type { Page } from 'playwright-core';
import { hasBrowser } from '../e2e/browser.ts';
import { startConsole } from '../e2e/console.ts';
import { weigh } from '../e2e/weigh.ts';

export interface ConsolePage {
  name: string;
  bytes: number;
  script: number;
  requests: number;
  /** From the navigation until the page's content can be used; median of several. */
  milliseconds: number;
}

const pages = [
  { name: 'list of applications', path: '/default/applications', shown: 'Bookstore' },
  { name: 'an SSO connector', path: '/default/enterprise-sso/acme', shown: 'Acme' },
];

const turns = 5;

async function visit(page: Page, url: string, shown: string) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  let milliseconds = 0;
  const weight = await weigh(page, async () => {
    const begun = performance.now();
    await page.goto(url);
    await page.getByText(shown).first().waitFor();
    milliseconds = performance.now() - begun;
  });
  return { ...weight, milliseconds };
}

/** Undefined where there is no Chromium. */
export async function weighConsole(): Promise<ConsolePage[] | undefined> {
  if (!hasBrowser) return undefined;
  const console = await startConsole();
  try {
    const { page } = await console.open('/default/signing-keys');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const found: ConsolePage[] = [];
    for (const { name, path, shown } of pages) {
      const visits = [];
      for (let turn = 0; turn < turns; turn += 1)
        visits.push(await visit(page, `${console.scene.endpoint}/console${path}`, shown));
      const times = visits.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
      const { bytes, script, requests } = visits[0]!;
      found.push({ name, bytes, script, requests: requests.length, milliseconds: times[2]! });
    }
    return found;
  } finally {
    await console.close();
  }
}
