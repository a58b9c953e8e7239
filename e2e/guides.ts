/**
 * The code blocks of guides: files, which their title or their first line names, and fragments that belong to the first
 * file.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './processes.ts';

/** Inside the repository, so that packages are found; not in it, so nothing of it is committed. */
const workshop = join(root, 'e2e/.guides');

export interface Block {
  language: string;
  /** What the console shows above it. */
  title?: string;
  /** `src/main.tsx`; undefined when neither title nor first line name a file. */
  file?: string;
  text: string;
}

export interface Guide {
  name: string;
  blocks: Block[];
  /** Whole pages of HTML, which begin with `<!-- name -->`. */
  pages: Block[];
}

const code = /^(js|mjs|jsx|ts|tsx|python|py)$/;
const filePath = /^[\w@.()[\]-]+(?:\/[\w@.()[\]-]+)*\.[a-z]+$/;
const named = new RegExp(`^(?://|#|<!--) (${filePath.source.slice(1, -1)})(?: -->)?\\s*$`);

function fileOf(text: string, title?: string): string | undefined {
  if (title !== undefined) return filePath.test(title) ? title : undefined;
  return named.exec(text.split('\n')[0]!)?.[1];
}

export function blocksOf(markdown: string): Block[] {
  const fences = markdown.matchAll(/^```(\w*)(?: title="([^"]*)")?\n([\s\S]*?)^```/gm);
  return [...fences].map(([, language = '', title, text = '']) => ({
    language,
    title,
    text,
    file: fileOf(text, title),
  }));
}

export function guideFrom(name: string, markdown: string): Guide {
  const blocks = blocksOf(markdown);
  return {
    name,
    blocks: blocks.filter(({ language }) => code.test(language)),
    pages: blocks.filter(({ language, file }) => language === 'html' && file),
  };
}

/** Every Markdown file of a folder, by its name without ending. */
export async function readMarkdown(folder: string): Promise<{ name: string; markdown: string }[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace('.md', ''),
      markdown: await readFile(join(folder, file), 'utf8'),
    })),
  );
}

export async function readGuides(): Promise<Guide[]> {
  const files = await readMarkdown(join(root, 'docs/guides'));
  return files
    .map(({ name, markdown }) => guideFrom(name, markdown))
    .filter(({ blocks }) => blocks.length > 0);
}

export const isPython = ({ language }: Block): boolean => language.startsWith('py');

export async function write(folder: string, { file, text }: Block): Promise<string> {
  const path = join(folder, file!);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** An empty folder for one guide and one purpose. */
export async function folderFor(guide: string, purpose: string): Promise<string> {
  const folder = join(workshop, purpose, guide);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** What `npm create vite` has put there before the reader of the guide for React begins. */
export const viteTemplate: Block[] = [
  {
    language: 'html',
    file: 'index.html',
    text: '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
  },
  { language: 'json', file: 'tsconfig.json', text: '{ "compilerOptions": { "jsx": "react-jsx" } }' },
];

/** What a fragment may take for granted beside the guide's first program. */
const takenForGranted = `declare const app: any;
declare const redis: any;
declare const storage: import('@gatehouse/sdk').Storage;
declare const endpoint: string, appId: string, redirectUri: string;
`;

/** Lines that came later, inside the program that they belong to; with imports of their own they are a program. */
function completed({ language, text }: Block, program: Block, number: number): Block {
  const alone = /^import /m.test(text);
  const extension = /\.\w+$/.exec(program.file!)?.[0] ?? `.${language}`;
  return {
    language,
    file: `fragment-${number}${extension}`,
    text: alone ? text : `${program.text}\n{\n${text}}\nexport {};\n`,
  };
}

/** The guide's files as a reader has them after each step: a file that comes again takes the place of the earlier one. */
export async function writeVersions(guide: Guide): Promise<string[]> {
  const folder = await folderFor(guide.name, 'check');
  const blocks = guide.blocks.filter((one) => !isPython(one));
  const [program] = blocks;
  const versions: string[] = [];
  const seen = new Set<string>();
  for (const [number, given] of blocks.entries()) {
    const block = given.file ? given : completed(given, program!, number);
    if (versions.length === 0 || seen.has(block.file!)) {
      const next = join(folder, String(versions.length));
      if (versions.length > 0) await cp(versions.at(-1)!, next, { recursive: true });
      versions.push(next);
      seen.clear();
    }
    seen.add(block.file!);
    await write(versions.at(-1)!, block);
  }
  for (const version of versions) await writeFile(join(version, 'granted.d.ts'), takenForGranted);
  return versions;
}

/** Next.js is in its example only (docs/decisions/sdks.md). */
export async function installNext(): Promise<void> {
  const folder = join(root, 'examples/next');
  if (existsSync(join(folder, 'node_modules/next'))) return;
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--prefix', folder]);
}

const compilerOptions = (strict: boolean) => ({
  target: 'ES2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  jsx: 'react-jsx',
  noEmit: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  strict,
  // What a reader of JavaScript need not write.
  noImplicitAny: false,
  paths: {
    '@/*': ['./*'],
    next: [join(root, 'examples/next/node_modules/next')],
    'next/*': [join(root, 'examples/next/node_modules/next/*')],
  },
});

/** What the compiler says of a folder of files; empty when it has no objections. */
export async function typeErrors(folder: string, strict: boolean): Promise<string> {
  const config = { compilerOptions: compilerOptions(strict), include: ['.'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
    () => '',
    (error: { stdout?: string; message: string }) => error.stdout || error.message,
  );
}

/** Reads a guide's Python: every block parses, and what it imports from the SDK is there. */
const pythonCheck = `
import ast, json, pathlib, sys
source, blocks = pathlib.Path(sys.argv[1]), json.load(sys.stdin)
for block in blocks:
    for node in ast.walk(ast.parse(block)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "gatehouse":
            path = source.joinpath(*node.module.split("."))
            file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            known = file.read_text()
            for alias in node.names:
                if alias.name not in known and not (path / (alias.name + ".py")).exists():
                    print(f"{node.module} has no {alias.name}")
`;

export async function pythonErrors(guide: Guide, python: string): Promise<string> {
  const blocks = guide.blocks.filter(isPython).map(({ text }) => text);
  const checking = promisify(execFile)(python, ['-c', pythonCheck, join(root, 'sdk/python/src')]);
  checking.child.stdin?.end(JSON.stringify(blocks));
  return checking.then(
    ({ stdout }) => stdout,
    (error: { stderr?: string; message: string }) => error.stderr || error.message,
  );
}
