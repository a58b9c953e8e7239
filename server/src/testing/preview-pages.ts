/**
 * Writes every hosted page in every language into a folder, to be looked at without a server:
 * `node --import tsx server/src/testing/preview-pages.ts FOLDER [--color #rrggbb]`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Hono } from 'hono';
import { mountAssets, pageAssets } from '../kernel/html/assets.ts';
import { locales } from '../kernel/i18n/index.ts';
import { sampleContext, samplePages } from './page-samples.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { color: { type: 'string' } } });
const folder = positionals[0];
if (!folder) throw new Error('Say which folder: preview-pages.ts FOLDER [--color #rrggbb]');

mkdirSync(folder, { recursive: true });
const app = new Hono();
mountAssets(app);
const assets = { css: 'page.css', js: 'page.js' };
writeFileSync(join(folder, assets.css), await (await app.request(pageAssets.css)).text());
writeFileSync(join(folder, assets.js), await (await app.request(pageAssets.js)).text());

let index = '<!doctype html><meta charset="utf-8"><title>Hosted pages</title>';
for (const locale of locales) {
  const context = sampleContext(locale);
  if (values.color) context.branding.primaryColor = values.color;
  const pages = samplePages({ ...context, assets });
  for (const [name, page] of Object.entries(pages)) {
    writeFileSync(join(folder, `${name}.${locale}.html`), page);
    index += `<p><a href="${name}.${locale}.html">${name} (${locale})</a>`;
  }
}
writeFileSync(join(folder, 'index.html'), index);
