// The hosted pages in a real browser, where there is one: legible in every colour scheme and brand, fitting at 320 px,
// under their own Content Security Policy, with the script's comforts and without any script.
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountAssets } from '../kernel/html/assets.ts';
import { pageHeaders } from '../kernel/html/headers.ts';
import { sampleContext, samplePages } from './page-samples.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (!executablePath)
  console.warn('SKIPPED: no Chromium found, so the hosted pages were not tried in a browser.');

const names = Object.keys(samplePages(sampleContext('en')));
let browser: Browser;
let server: Server;
let origin: string;
let posts: { path: string; body: string; originHeader: string | undefined }[] = [];
/** With 204 the browser stays on the page, so that a test can look at it after the post. */
let answer: 204 | 303 = 303;

function samplesApp(): Hono {
  const app = new Hono();
  mountAssets(app);
  app.get('/:page', (c) => {
    const context = sampleContext(c.req.query('locale') === 'zh-CN' ? 'zh-CN' : 'en');
    const primaryColor = c.req.query('color');
    const branded = { ...context, branding: { ...context.branding, primaryColor } };
    const html = samplePages(branded)[c.req.param('page')];
    return html ? c.body(html, 200, pageHeaders(branded)) : c.notFound();
  });
  app.post('*', async (c) => {
    posts.push({ path: c.req.path, body: await c.req.text(), originHeader: c.req.header('origin') });
    return answer === 204 ? c.body(null, 204) : c.redirect('/signed-in', 303);
  });
  return app;
}

beforeAll(async () => {
  if (!executablePath) return;
  server = serve({ fetch: samplesApp().fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await new Promise((listening) => server.once('listening', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Runs with a page of its own; whatever the browser complains about fails the test. */
async function withPage(options: BrowserContextOptions, run: (page: Page) => Promise<void>): Promise<void> {
  posts = [];
  answer = 303;
  const context = await browser.newContext(options);
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
    );
    page.on('pageerror', (error) => complaints.push(error.message));
    await run(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

/** Every visible text whose contrast with what is behind it is under 4.5 (WCAG 2.2, 1.4.3). Runs in the browser. */
const faintTexts = `(() => {
  const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('.away') || !element.checkVisibility()) continue;
    const [a, b] = [rgba(getComputedStyle(element).color), ground(element)].map((c) => light(c.slice(0, 3)) + 0.05);
    const ratio = Math.max(a, b) / Math.min(a, b);
    if (ratio < 4.5) found.push(walker.currentNode.data.trim() + ' ' + ratio.toFixed(2));
  }
  return found;
})()`;

/** Everything to press or type in that is smaller than 24 by 24 px (WCAG 2.2, 2.5.8), links within sentences aside. */
const smallTargets = `[...document.querySelectorAll('button, input, summary, a')]
  .filter((e) => e.checkVisibility() && !e.closest('.away, label, p, li, .field-top') && e.type !== 'hidden')
  .filter((e) => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 24; })
  .map((e) => e.outerHTML.slice(0, 100))`;

describe.skipIf(!executablePath)('hosted pages in Chromium', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`are legible with any brand, fit at 320 px and break no rule of their CSP (${colorScheme})`, async () => {
      await withPage({ colorScheme, viewport: { width: 320, height: 640 } }, async (page) => {
        for (const [index, name] of names.entries()) {
          const color = ['', '#ffd400', '#000000', '#ffffff', '#e91e63'][index % 5] ?? '';
          const locale = index % 2 ? 'zh-CN' : 'en';
          await page.goto(`${origin}/${name}?locale=${locale}&color=${encodeURIComponent(color)}`);
          expect(await page.evaluate(faintTexts), `${name} ${color}`).toEqual([]);
          expect(await page.evaluate(smallTargets), name).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(320);
        }
      });
    }, 120_000);
  }

  it('send a form without scripts, with the origin that the same-origin check needs', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${origin}/password`);
      await page.getByLabel('Password', { exact: true }).fill('correct horse');
      await page.getByLabel('Keep me signed in').check();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL(`${origin}/signed-in`);
      expect(posts).toEqual([
        {
          path: '/sign-in/a/password',
          body: 'username=alice%40example.com&password=correct+horse&remember=1',
          originHeader: origin,
        },
      ]);
    });
  });

  it('show no button that does nothing when scripts are off', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      for (const name of ['password', 'error-sso', 'code']) {
        await page.goto(`${origin}/${name}`);
        expect(await page.locator('button[type=button]:visible').count()).toBe(0);
      }
    });
  });

  it('send a form once however often it is pressed, and say that they are busy', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/identifier`);
      await page.getByLabel('Email or username').fill('alice');
      answer = 204;
      const button = page.getByRole('button', { name: 'Continue' });
      await button.dblclick();
      await page.keyboard.press('Enter');
      await expect.poll(() => button.getAttribute('aria-busy')).toBe('true');
      expect(await page.getByRole('status').textContent()).toBe('One moment…');
      await page.keyboard.press('Enter');
      await expect.poll(() => posts.length).toBe(1);
      // A second post would have come before this one.
      await page.request.post(`${origin}/marker`);
      expect(posts.map((post) => post.path)).toEqual(['/sign-in/a/identifier', '/marker']);
    });
  });

  it('send the name and value of the button that was pressed', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/consent`);
      await page.getByRole('button', { name: 'Don’t allow' }).click();
      await page.waitForURL(`${origin}/signed-in`);
      expect(posts[0]?.body).toBe('decision=deny');
    });
  });

  it('show a password on demand, and never send the field as plain text', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/password`);
      const field = page.getByLabel('Password', { exact: true });
      await field.fill('correct horse');
      await page.getByRole('button', { name: 'Show password' }).click();
      expect(await field.getAttribute('type')).toBe('text');
      answer = 204;
      await field.press('Enter');
      await expect.poll(() => field.getAttribute('type')).toBe('password');
      await expect.poll(() => posts.length).toBe(1);
    });
  });

  it('count down to the next code, and until then do not send', async () => {
    await withPage({}, async (page) => {
      await page.clock.install();
      await page.goto(`${origin}/code`);
      const resend = page.getByRole('button', { name: /Send a new code/ });
      expect(await resend.textContent()).toBe('Send a new code in 30 s');
      await resend.click({ force: true });
      expect(posts).toEqual([]);
      await page.clock.runFor(31_000);
      expect(await resend.textContent()).toBe('Send a new code');
      await resend.click();
      await page.waitForURL(`${origin}/signed-in`);
      expect(posts[0]?.path).toBe('/sign-in/a/code/send');
    });
  });

  it('tidy a pasted code, copy a reference, and show times in the reader’s zone', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'], timezoneId: 'Asia/Tokyo' };
    await withPage(options, async (page) => {
      await page.goto(`${origin}/error-sso`);
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe('K7QF-2M9X-4T');

      await page.goto(`${origin}/code`);
      await page.evaluate('navigator.clipboard.writeText(" 482 913\\n")');
      await page.getByLabel('Code from the email').press('Control+V');
      expect(await page.getByLabel('Code from the email').inputValue()).toBe('482913');

      await page.goto(`${origin}/account`);
      expect(await page.locator('time').first().textContent()).toMatch(/Nov 20, 2026, 5:12\sPM/);
    });
  });
});
