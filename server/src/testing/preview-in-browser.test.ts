// A preview in a real browser: shown in the console's frame and in no other, in its own colour scheme, and dead.
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from './test-app.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (!executablePath) console.warn('SKIPPED: no Chromium found, so previews were not tried in a browser.');

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await buildTestApp();
  if (!executablePath) return;
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function addressOf(page: 'sign-in' | 'password', colorScheme: 'light' | 'dark', experience = {}) {
  const { token } = await app.experience.previews.create(app.tenant.db, { experience, page, colorScheme });
  return `${app.endpoint}/sign-in-preview/${token}`;
}

/** A page at some address with the preview in a frame. */
async function framed(
  host: string,
  address: string,
): Promise<{ page: Page; frame: Frame; problems: string[] }> {
  const page = await browser.newPage({ colorScheme: 'light' });
  const problems: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  const body = `<!doctype html><title>x</title><link rel="icon" href="data:,"><iframe src="${address}" width="400" height="300"></iframe>`;
  await page.route(`${host}/framing`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${host}/framing`);
  return { page, frame: page.frames()[1]!, problems };
}

describe.skipIf(!executablePath)('a preview in a browser', () => {
  it('is styled in its colour scheme under its own policy, in a frame of the endpoint', async () => {
    const address = await addressOf('sign-in', 'dark');
    const { page, frame, problems } = await framed(app.endpoint, address);
    await frame.getByRole('heading', { includeHidden: true }).waitFor();
    const ground = await frame.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(22, 25, 31)');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('is shown in no frame of another host', async () => {
    const { page, frame } = await framed(
      app.endpoint.replace('localhost', '127.0.0.1'),
      await addressOf('sign-in', 'light'),
    );
    await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
    expect(await frame.locator('form').count()).toBe(0);
    await page.close();
  });

  it('can be scrolled, but nothing on it clicked, typed into or sent', async () => {
    const { page, frame } = await framed(app.endpoint, await addressOf('password', 'light'));
    const field = frame.locator('input[type=password]');
    await page.mouse.move(200, 150);
    await page.mouse.wheel(0, 150);
    await expect.poll(() => frame.evaluate('scrollY')).toBeGreaterThan(0);
    await field.click({ force: true, timeout: 2_000 }).catch(() => undefined);
    await page.keyboard.type('secret');
    await page.keyboard.press('Enter');
    const before = frame.url();
    await frame.evaluate('document.forms[0].submit()');
    await frame.locator('main a').first().click({ force: true });
    expect(await field.inputValue()).toBe('');
    expect(frame.url()).toBe(before);
    await page.close();
  });
});
