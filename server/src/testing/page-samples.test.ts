// Every hosted page in every language: well-formed, accessible by its markup, safe with hostile data, and small.
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { mountAssets, pageAssets } from '../kernel/html/assets.ts';
import { locales } from '../kernel/i18n/index.ts';
import { sampleContext, samplePages } from './page-samples.ts';

const pages = locales.flatMap((locale) =>
  Object.entries(samplePages(sampleContext(locale))).map(([name, html]) => ({ name, locale, html })),
);

const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
const tags = (html: string, name: string) => html.match(new RegExp(`<${name}[\\s>][^>]*`, 'g')) ?? [];

describe.each(pages)('$name ($locale)', ({ html, locale }) => {
  it('is one document with a language, a title and one main heading', () => {
    expect(html.startsWith(`<!doctype html><html lang="${locale}">`)).toBe(true);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(tags(html, 'h1')).toHaveLength(1);
    expect(tags(html, 'main')).toHaveLength(1);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
    expect(html.replaceAll(/data-waiting="[^"]*"/g, '')).not.toMatch(/\{\w+\}/);
  });

  it('labels every field, and every reference inside it leads somewhere (WCAG 1.3.1, 3.3.2, 4.1.2)', () => {
    const ids = attributes(html, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    const referred = ['for', 'aria-describedby', 'aria-labelledby', 'data-reveal', 'data-copy'].flatMap(
      (name) => attributes(html, name).flatMap((value) => value.split(' ')),
    );
    for (const id of referred) expect(ids).toContain(id);
    for (const input of tags(html, 'input')) {
      if (/type="(hidden|checkbox)"| hidden(=|$|\/)/.test(input)) continue;
      expect(attributes(html, 'for')).toContain(attributes(input, 'id')[0]);
      expect(input).toMatch(/ autocomplete="/);
    }
    for (const image of tags(html, 'img')) expect(image).toMatch(/ alt="/);
  });

  it('tells problems in the title, in an alert and at the field (WCAG 3.3.1, G199)', () => {
    const invalid = tags(html, 'input').filter((input) => input.includes('aria-invalid'));
    for (const input of invalid) {
      const name = attributes(input, 'name')[0];
      expect(input).toContain(`error-${name}`);
      expect(html).toContain(`href="#field-${name}"`);
    }
    const alerting = html.includes('role="alert"');
    if (invalid.length > 0) expect(alerting).toBe(true);
    expect(/<title>(Error: |错误：)/.test(html)).toBe(alerting);
  });

  it('needs no script, no inline style and no inline handler', () => {
    expect(tags(html, 'script')).toHaveLength(1);
    expect(html).not.toMatch(/\son\w+=|\sstyle=/);
    for (const form of tags(html, 'form')) expect(form).toMatch(/ method="post" action="\//);
  });
});

describe('hostile data', () => {
  const attacks = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '</title></style><svg onload=alert(1)>',
    '{email}{application}{time}{terms}',
    '\u202Eelgoog\u2066',
  ];

  it.each(locales.flatMap((locale) => attacks.map((attack) => ({ locale, attack }))))(
    '$attack stays text on every page ($locale)',
    ({ locale, attack }) => {
      const hostile = () => attack;
      const context = { ...sampleContext(locale, hostile), branding: brandingOf(attack) };
      for (const html of Object.values(samplePages(context, hostile))) {
        expect(tags(html, 'script')).toHaveLength(1);
        expect(tags(html, 'style')).toHaveLength(0);
        expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+\s*=/);
        for (const name of ['href', 'src', 'srcset', 'action']) {
          for (const url of attributes(html, name))
            expect(url).toMatch(/^(\/|#|https:|mailto:|otpauth:\/\/totp\/|data:,$|$)/);
        }
      }
    },
  );

  const brandingOf = (text: string) => ({
    displayName: text,
    logoUrl: text,
    logoDarkUrl: text,
    faviconUrl: text,
    primaryColor: text,
    primaryColorDark: text,
  });
});

describe('budget (DESIGN section 9)', () => {
  const app = new Hono();
  mountAssets(app);
  const size = async (path: string, encoding: string) =>
    (await (await app.request(path, { headers: { 'accept-encoding': encoding } })).arrayBuffer()).byteLength;

  it('a page with all it loads is at most 50 kB before compression, its script at most 4 kB', async () => {
    const assets = (await size(pageAssets.css, '')) + (await size(pageAssets.js, ''));
    const heaviest = Math.max(...pages.map(({ html }) => Buffer.byteLength(html)));
    expect(await size(pageAssets.js, '')).toBeLessThanOrEqual(4_000);
    expect(assets + heaviest).toBeLessThanOrEqual(50_000);
  });

  it('a page loads at most three things beside itself', () => {
    for (const { html } of pages) {
      const loads = [...attributes(html, 'src'), ...(html.match(/<link[^>]*href="([^"]*)"/g) ?? [])];
      expect(loads.filter((one) => !one.includes('data:')).length).toBeLessThanOrEqual(3);
    }
  });

  it('on the wire the two files are at most 10 kB', async () => {
    expect((await size(pageAssets.css, 'br')) + (await size(pageAssets.js, 'br'))).toBeLessThanOrEqual(
      10_000,
    );
  });
});
