/** The integration guides that the console shows (console/src/guides): what they may consist of, and their blanks filled. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { blocksOf, type Guide, guideFrom, readMarkdown } from './guides.ts';
import { root } from './processes.ts';

const types = ['traditional', 'spa', 'native', 'machine-to-machine'] as const;
const kinds = ['web', 'single-page', 'native', 'device', 'machine', 'api'] as const;
const line = z.string().regex(/^\S(.*\S)?$/);
const localUrl = z.string().regex(/^[a-z][a-z0-9.+-]*:\/?\/?\S+$/);

const metaSchema = z.strictObject({
  title: line.max(40),
  type: z.enum(types),
  kind: z.enum(kinds),
  language: line.max(20),
  description: line.max(80),
  library: line,
  order: z.int().positive(),
  redirectUri: localUrl.optional(),
  postLogoutRedirectUri: localUrl.optional(),
  popular: z.boolean().optional(),
  docs: z
    .string()
    .refine((path) => existsSync(join(root, path)), 'is no file of this repository')
    .optional(),
});
export type GuideMeta = z.infer<typeof metaSchema>;

export interface ConsoleGuide {
  name: string;
  meta: GuideMeta;
  body: string;
}

/** @throws when the front matter is missing, has another key or a wrong value */
export function parseConsoleGuide(name: string, markdown: string): ConsoleGuide {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? [];
  if (front === undefined || body === undefined) throw new Error(`${name}.md has no front matter`);
  return { name, meta: metaSchema.parse(parse(front)), body };
}

export async function readConsoleGuides(): Promise<{ name: string; markdown: string }[]> {
  return readMarkdown(join(root, 'console/src/guides'));
}

/** What the console writes into the blanks. */
export type Values = Record<string, string>;
const blank = /\{\{(\w+)\}\}/g;

export const fill = (text: string, values: Values): string =>
  text.replace(blank, (whole, name: string) => values[name] ?? whole);

/** The guide's code as a reader sees it, as a guide of its own. */
export const filled = ({ name, body }: ConsoleGuide, values: Values): Guide =>
  guideFrom(`console-${name}`, fill(body, values));

/** Which blanks a guide of this sort can have. */
function blanksOf({ type, kind, redirectUri, postLogoutRedirectUri }: GuideMeta): string[] {
  return [
    'endpoint issuer tenantApi clientId',
    ['traditional', 'machine-to-machine'].includes(type) ? 'clientSecret' : '',
    redirectUri ? 'redirectUri origin port' : '',
    postLogoutRedirectUri ? 'postLogoutRedirectUri' : '',
    ['api', 'machine'].includes(kind) ? 'apiIndicator' : '',
  ].flatMap((names) => names.split(' ').filter(Boolean));
}

const typeOf: Record<GuideMeta['kind'], GuideMeta['type']> = {
  web: 'traditional',
  'single-page': 'spa',
  native: 'native',
  device: 'native',
  machine: 'machine-to-machine',
  api: 'machine-to-machine',
};

/** What a person types, and what a program prints: no file, so no title. */
const untitled = ['sh', 'text', 'http', 'json', 'powershell'];

/** Text outside of blocks and spans of code. */
const prose = (body: string): string => body.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

function* textProblems({ meta, body }: ConsoleGuide): Generator<string> {
  const text = prose(body);
  const steps = text.match(/^## .+$/gm)?.length ?? 0;
  if (steps < 3 || steps > 6) yield `${steps} steps (##) instead of 3 to 6`;
  if (/^# /m.test(text)) yield 'a heading of the first level: the console writes the title';
  for (const [html] of text.matchAll(/<(?!https?:\/\/)[a-z!/][^>\n]*>?/gi)) yield `HTML: ${html}`;
  if ((body.match(/^```/gm)?.length ?? 0) % 2 !== 0) yield 'a block of code without an end';
  const known = blanksOf(meta);
  for (const [whole, name = ''] of body.matchAll(blank)) if (!known.includes(name)) yield `unknown ${whole}`;
}

function* directiveProblems({ meta, body }: ConsoleGuide): Generator<string> {
  const lines = body.replace(/^```[\s\S]*?^```/gm, '```').split('\n');
  const found = lines.filter((one) => one.includes('::') && !one.includes('`'));
  const expected = [
    meta.redirectUri ? '::redirect-uris' : '',
    // Nobody signs in at a machine or an API.
    typeOf[meta.kind] === 'machine-to-machine' ? '' : '::checkpoint',
  ].filter(Boolean);
  if (found.join() !== expected.join()) yield `directives ${found.join()} instead of ${expected.join()}`;
  for (const [number, one] of lines.entries()) {
    const alone = lines[number - 1] === '' && !lines[number + 1];
    if (one.startsWith('::') && !alone) yield `${one} is not alone between empty lines`;
  }
}

function* codeProblems({ body }: ConsoleGuide): Generator<string> {
  const openings = [...body.matchAll(/^```.*\n(?=[\s\S]*?^```)/gm)].filter((_, number) => number % 2 === 0);
  for (const [opening] of openings) {
    if (!/^```\w+( title="[^"]+")?\n$/.test(opening))
      yield `${opening.trim()}: language and title are not as agreed`;
  }
  for (const { language, title } of blocksOf(body)) {
    if (title === undefined && !untitled.includes(language)) yield `a block of ${language} without a title`;
  }
}

/** What is wrong with a guide; each in a few words. */
export function problemsOf(guide: ConsoleGuide): string[] {
  const { meta } = guide;
  const wrongType =
    meta.type === typeOf[meta.kind] ? [] : [`${meta.kind} as an application of type ${meta.type}`];
  const noRedirect =
    ['web', 'single-page'].includes(meta.kind) && !meta.redirectUri ? ['no redirectUri'] : [];
  return [
    ...wrongType,
    ...noRedirect,
    ...textProblems(guide),
    ...directiveProblems(guide),
    ...codeProblems(guide),
  ];
}

/** The packages of npm that a guide's code imports. */
export function packagesOf({ blocks }: Guide): string[] {
  const specifiers = blocks.flatMap(({ text }) => [...text.matchAll(/\b(?:from|import) '([^']+)'/g)]);
  const names = specifiers.map(([, from = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(from)![0]);
  return [...new Set(names)].filter((name) => !/^[.@]$|^node:/.test(name));
}
