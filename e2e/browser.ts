/** A real Chromium with a fresh profile. Where there is none, tests say loudly that they were skipped. */
import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Says loudly what does not run. Where everything can be installed (.ci/run), that is a failure. */
export function skipped(what: string, couldHaveRun = true): void {
  console.warn(`\n*** SKIPPED: ${what} ***\n`);
  if (couldHaveRun && process.env.GATEHOUSE_E2E_STRICT === '1') throw new Error(`It has to run: ${what}`);
}

export const hasBrowser = chromiumPath !== undefined;
if (!hasBrowser) {
  console.warn(
    '\n*** SKIPPED: no Chromium found, so no browser test runs. Install the package chromium. ***\n',
  );
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

export interface Watched {
  context: BrowserContext;
  page: Page;
  /** CSP violations and script errors: a test fails when there are any. */
  complaints: string[];
}

let visitors = 0;

/** A new person at a new browser and at an address of their own; whatever the page complains about is kept. */
export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  visitors += 1;
  const context = await browser.newContext({
    locale: 'en-GB',
    extraHTTPHeaders: { 'x-forwarded-for': `10.0.${visitors >> 8}.${visitors & 255}` },
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security.Policy|violates/i.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints };
}

/** What one person does in a browser of their own; pages that complain are a failure. */
export async function visit(browser: Browser, walk: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser);
  try {
    await walk(page);
    if (complaints.length > 0) throw new Error(`The page complains: ${complaints.join('; ')}`);
  } finally {
    await context.close();
  }
}
