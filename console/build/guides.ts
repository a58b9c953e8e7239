/**
 * Vite plugin: turns guides (`*.md`) into parsed, highlighted data at build time, so that the console ships neither a
 * Markdown parser nor a highlighter and never makes elements from HTML; and hands over the JSON Schemas of request
 * bodies that the management API publishes, one module for each.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { type BundledLanguage, bundledLanguages, createHighlighter, type Highlighter } from 'shiki';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import type { Block, CodeSpan, Guide, Inline } from '../src/patterns/guide.ts';
import { requestSchema } from './schemas.ts';

const source = resolve(import.meta.dirname, '../src');

/** `{{clientId}}` would be torn apart by highlighting; one word stays whole. patterns/guide-view puts values there. */
const marks = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, 'GATEHOUSEx$1xVALUE');

function splitFrontMatter(text: string): { meta: Record<string, unknown>; body: string } {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!found) throw new Error('A guide begins with front matter.');
  return { meta: parse(found[1] ?? '') as Record<string, unknown>, body: text.slice(found[0].length) };
}

const decoded = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

function inline(tokens: Token[] = []): Inline[] {
  return tokens.map((token): Inline => {
    switch (token.type) {
      case 'strong':
      case 'em':
        return { type: token.type, children: inline(token.tokens) };
      case 'link':
        return { type: 'link', href: (token as Tokens.Link).href, children: inline(token.tokens) };
      case 'codespan':
        return { type: 'code', text: decoded((token as Tokens.Codespan).text) };
      case 'br':
        return { type: 'text', text: '\n' };
      case 'text':
      case 'escape':
        return { type: 'text', text: decoded((token as Tokens.Text).text) };
      default:
        throw new Error(`Guides have no ${token.type}: ${token.raw}`);
    }
  });
}

function codeLines(highlighter: Highlighter, code: string, language: string): CodeSpan[][] {
  const lang = (language in bundledLanguages ? language : 'text') as BundledLanguage;
  const { tokens } = highlighter.codeToTokens(code, {
    lang,
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  });
  return tokens.map((line) =>
    line.map(({ content, htmlStyle }) => {
      const style = htmlStyle as Record<string, string> | undefined;
      return { text: content, light: style?.color, dark: style?.['--shiki-dark'] };
    }),
  );
}

function code(highlighter: Highlighter, token: Tokens.Code): Block {
  const [language = 'text'] = (token.lang ?? '').split(' ');
  const title = /title="([^"]+)"/.exec(token.lang ?? '')?.[1];
  return {
    type: 'code',
    language,
    ...(title && { title }),
    lines: codeLines(highlighter, token.text, language),
  };
}

function block(highlighter: Highlighter, token: Token): Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading':
      return [{ type: 'heading', level: (token as Tokens.Heading).depth, children: inline(token.tokens) }];
    case 'text':
    case 'paragraph': {
      const directive = /^::([a-z-]+)$/.exec(token.raw.trim())?.[1];
      return [
        directive
          ? { type: 'directive', name: directive }
          : { type: 'paragraph', children: inline(token.tokens) },
      ];
    }
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      return [
        {
          type: 'list',
          ordered,
          start: start || 1,
          items: items.map((item) => item.tokens.flatMap((one) => block(highlighter, one))),
        },
      ];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [
        {
          type: 'table',
          header: header.map((cell) => inline(cell.tokens)),
          rows: rows.map((row) => row.map((cell) => inline(cell.tokens))),
        },
      ];
    }
    case 'blockquote':
      return [{ type: 'quote', blocks: (token.tokens ?? []).flatMap((one) => block(highlighter, one)) }];
    case 'code':
      return [code(highlighter, token as Tokens.Code)];
    default:
      throw new Error(`Guides have no ${token.type}: ${token.raw}`);
  }
}

let made: Promise<Highlighter> | undefined;

function highlighterOf(): Promise<Highlighter> {
  made ??= createHighlighter({
    themes: ['github-light-high-contrast', 'github-dark-high-contrast'],
    langs: [],
  });
  return made;
}

export async function closeHighlighter(): Promise<void> {
  (await made)?.dispose();
  made = undefined;
}

/** @throws Error when there is something in it that guides don't have, such as HTML */
export async function readGuide(file: string): Promise<Guide> {
  const { meta, body } = splitFrontMatter(readFileSync(file, 'utf8'));
  const highlighter = await highlighterOf();
  const named = [...body.matchAll(/^\s*```([\w-]+)/gm)].map((match) => match[1] ?? '');
  const languages = named.filter((name) => name in bundledLanguages) as BundledLanguage[];
  await highlighter.loadLanguage(...languages);
  return { meta, blocks: marked.lexer(marks(body)).flatMap((token) => block(highlighter, token)) };
}

/** Front matter of every guide in a folder below src, with its id, in their order. */
function guideIndex(folder: string): object[] {
  return readdirSync(join(source, folder))
    .filter((name) => name.endsWith('.md'))
    .map(
      (name) =>
        ({
          id: basename(name, '.md'),
          ...splitFrontMatter(readFileSync(join(source, folder, name), 'utf8')).meta,
        }) as { id: string; order?: number },
    )
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
}

const asModule = (name: string, value: unknown) => ({
  code: `export const ${name} = ${JSON.stringify(value)};`,
  moduleType: 'js' as const,
});

/** Modules `virtual:schema/{operation}`, `virtual:guide-index/{folder}`, and `*.md`. */
export function guides(): Plugin {
  const virtual = /^\0virtual:(schema|guide-index)\/(.+)$/;
  return {
    name: 'gatehouse-guides',
    resolveId: (id) => (virtual.test(`\0${id}`) ? `\0${id}` : undefined),
    async load(id) {
      if (id.endsWith('.md')) return asModule('guide', await readGuide(id));
      const [, kind, name = ''] = virtual.exec(id) ?? [];
      if (kind === 'schema') return asModule('schema', requestSchema(name));
      if (kind !== 'guide-index') return undefined;
      for (const file of readdirSync(join(source, name))) this.addWatchFile(join(source, name, file));
      return asModule('guides', guideIndex(name));
    },
    buildEnd: closeHighlighter,
  };
}
