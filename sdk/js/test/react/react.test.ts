/** The React part in a real browser against a real Gatehouse. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort, type RunningGatehouse, startGatehouse } from '../management/gatehouse.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (!executablePath) {
  console.warn(
    '\n*** SKIPPED: no Chromium found, so nothing of React is tested. Install the package chromium. ***\n',
  );
  if (process.env.GATEHOUSE_E2E_STRICT === '1') throw new Error('It has to run: React in a browser');
}

let gatehouse: RunningGatehouse;
let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

const config = (app: string): string => `
tenants:
  default:
    applications:
      - { id: shop, name: Shop, type: spa, redirectUris: [${app}/callback, ${app}/plain-callback], postLogoutRedirectUris: [${app}/] }
    apiResources:
      - indicator: https://api.example
        name: API
        permissions: [{ name: "books:read", grantedToEveryone: true }]
    users:
      - { username: alice, name: Alice, email: alice@example.com, emailVerified: true, password: correct-horse-battery }
      - { username: bob, name: Bob, password: correct-horse-battery }
`;

async function serveApp(port: number): Promise<Server> {
  const bundle = await build({
    entryPoints: [new URL('app.tsx', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  const script = bundle.outputFiles[0]!.text;
  const settings = JSON.stringify({ endpoint: gatehouse.endpoint, appId: 'shop' });
  const html = `<!doctype html><title>Shop</title><div id="root"></div><script>window.settings = ${settings}</script><script type="module" src="/app.js"></script>`;
  const started = createServer((request, response) => {
    const asset = request.url === '/app.js';
    response.setHeader('content-type', asset ? 'text/javascript' : 'text/html');
    response.end(asset ? script : html);
  });
  await new Promise<void>((done) => started.listen(port, '127.0.0.1', done));
  return started;
}

describe.skipIf(!executablePath)('in a browser', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    gatehouse = await startGatehouse(config(origin));
    server = await serveApp(port);
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await gatehouse?.stop();
  });
  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext();
    context.setDefaultTimeout(20_000);
    page = await newTab();
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  async function newTab(): Promise<Page> {
    const tab = await context.newPage();
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
    });
    return tab;
  }

  /** At Gatehouse's pages: identifier, then password, however many pages that takes. */
  async function asPerson(tab: Page, username: string): Promise<void> {
    await tab.waitForURL(`${gatehouse.endpoint}/sign-in/**`);
    await tab.fill('input[name="identifier"]', username);
    if ((await tab.locator('input[type="password"]:visible').count()) === 0) {
      await tab.click('button[type="submit"]');
    }
    await tab.fill('input[type="password"]', 'correct-horse-battery');
    await tab.click('button[type="submit"]');
  }

  async function signIn(tab: Page, username = 'alice'): Promise<void> {
    await tab.goto(origin);
    await tab.click('text=Sign in');
    await asPerson(tab, username);
    await tab.waitForURL(`${origin}/after?x=1`);
  }

  const who = (tab: Page): Promise<string> => tab.locator('#who').innerText();
  const becomes = (tab: Page, name: string): Promise<void> =>
    tab.locator('#who', { hasText: new RegExp(`^${name}$`) }).waitFor();

  test('StrictMode: the callback is handled once, tells so once, and comes back to where the person was going', async () => {
    const exchanges: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/oidc/token')) exchanges.push(request.url());
    });
    await signIn(page);
    expect(await who(page)).toBe('alice');
    expect(await page.evaluate(() => window.done)).toBe(1);
    expect(exchanges).toHaveLength(1);
    await page.reload();
    await becomes(page, 'alice');
  });

  test('without onDone the browser loads the page to come back to', async () => {
    await page.goto(origin);
    await page.evaluate(() =>
      window.signIn!({ redirectUri: `${location.origin}/plain-callback`, returnTo: '/y?z#a' }),
    );
    await asPerson(page, 'alice');
    await page.waitForURL(`${origin}/y?z#a`);
    await becomes(page, 'alice');
  });

  test('an access token for an API, and what the provider tells about the person', async () => {
    await signIn(page);
    const token = await page.evaluate(() => window.token!('https://api.example'));
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
    expect(claims).toMatchObject({ aud: 'https://api.example' });
    await page.goto(`${origin}/info`);
    await page.locator('#info', { hasText: '"username":"alice"' }).waitFor();
    await page.click('text=Again');
    await page.locator('#info', { hasText: '"username":"alice"' }).waitFor();
  });

  test('a page that requires sign-in sends there and shows itself afterwards; Back leads past it', async () => {
    await page.goto(`${origin}/info`);
    expect(await page.locator('#info').innerText()).toBe('null');
    await page.goto(`${origin}/secret`);
    await page.waitForURL(`${gatehouse.endpoint}/sign-in/**`);
    await page.goBack();
    expect(page.url()).toBe(`${origin}/info`);
    await page.goto(`${origin}/secret`);
    await asPerson(page, 'alice');
    await page.waitForURL(`${origin}/secret`);
    expect(await page.locator('#secret').innerText()).toContain('secret');
  });

  test('sign-out ends the session in every tab, and at Gatehouse', async () => {
    await signIn(page);
    const other = await newTab();
    const protectedTab = await newTab();
    await other.goto(origin);
    await protectedTab.goto(`${origin}/secret`);
    await becomes(other, 'alice');
    await protectedTab.locator('#secret').waitFor();
    await page.click('text=Sign out');
    await page.waitForURL(`${origin}/`);
    await becomes(page, 'nobody');
    await becomes(other, 'nobody');
    // It offers to sign in, but doesn't by itself: that would undo the sign-out.
    await protectedTab.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await protectedTab.locator('#secret').count()).toBe(0);
    expect(protectedTab.url()).toBe(`${origin}/secret`);
    await protectedTab.getByRole('button', { name: 'Sign in' }).click();
    await protectedTab.waitForURL(`${gatehouse.endpoint}/sign-in/**`);
  });

  test('two tabs sign in at once, each finishes, and the last one to finish is who is signed in everywhere', async () => {
    const other = await newTab();
    await page.goto(origin);
    await other.goto(`${origin}/secret`);
    await page.click('text=Sign in');
    await other.waitForURL(`${gatehouse.endpoint}/sign-in/**`);
    await asPerson(page, 'alice');
    await page.waitForURL(`${origin}/after?x=1`);
    await becomes(page, 'alice');
    await asPerson(other, 'alice');
    await other.waitForURL(`${origin}/secret`);
    await other.locator('#secret').waitFor();
    await becomes(page, 'alice');
  });

  test('a tab that is open hears of a sign-in in another', async () => {
    const other = await newTab();
    await other.goto(origin);
    await becomes(other, 'nobody');
    await signIn(page, 'bob');
    await becomes(other, 'bob');
  });

  test('threat: a callback that was not started here signs nobody in', async () => {
    await page.goto(`${origin}/callback?code=stolen&state=guessed`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('sign_in_not_found');
    expect(await page.evaluate(() => window.done)).toBe(0);
    await page.getByRole('button', { name: 'Try again' }).click();
    await asPerson(page, 'alice');
    await page.waitForURL(`${origin}/`);
    await becomes(page, 'alice');
  });

  test('who cancels at the provider reads so, and can try again', async () => {
    await page.goto(origin);
    const asked = page.waitForRequest((request) => request.url().includes('/oidc/auth?'));
    await page.click('text=Sign in');
    const state = new URL((await asked).url()).searchParams.get('state')!;
    const answer = new URLSearchParams({ error: 'access_denied', state, iss: `${gatehouse.endpoint}/oidc` });
    await page.goto(`${origin}/callback?${answer}`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('cancelled');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(`${gatehouse.endpoint}/sign-in/**`);
  });

  test('a callback that was handled before, as Back brings it, goes on for who is signed in', async () => {
    let callback = '';
    page.on('framenavigated', (frame) => {
      if (frame.url().includes('/callback?')) callback = frame.url();
    });
    await signIn(page);
    await page.goto(callback);
    await page.waitForURL(`${origin}/`);
    await becomes(page, 'alice');
  });

  test('a session that the provider ended shows at the next token', async () => {
    await signIn(page);
    const code = await page.evaluate(async () => {
      const session = Object.keys(localStorage).find((key) => key.endsWith('session'))!;
      const stored = localStorage.getItem(session)!;
      localStorage.setItem(session, stored.replace(/("refreshToken":")[^"]+/, '$1revoked'));
      return window.token!('https://api.example').catch((error: { code: string }) => error.code);
    });
    expect(code).toBe('session_expired');
    await becomes(page, 'nobody');
    complaints = complaints.filter((text) => !text.includes('400'));
  });

  test('a provider that is down is an error in the state, not a white page', async () => {
    await page.route(`${gatehouse.endpoint}/**`, (route) => route.abort());
    await page.goto(`${origin}/secret`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('provider_unreachable');
    await page.unroute(`${gatehouse.endpoint}/**`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await asPerson(page, 'alice');
    await page.locator('#secret').waitFor();
    complaints = complaints.filter((text) => !text.includes('ERR_FAILED'));
  });
});
