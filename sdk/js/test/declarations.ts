/** Reads the declarations that the compiler writes: what each subpath exports, and what has a docstring. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One exported declaration. */
export interface Declaration {
  name: string;
  kind: string;
  documented: boolean;
  /** Of a class or interface; `private` ones are not in a declaration file. */
  members: { name: string; documented: boolean }[];
}

const root = join(import.meta.dirname, '..');

/** Compiles the sources to declarations; the folder they are in. */
export function emitDeclarations(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sdk-declarations-'));
  const compiler = join(root, '../../node_modules/typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder],
    {
      cwd: root,
    },
  );
  return folder;
}

/** The subpaths of package.json with the declaration file of each. */
export function subpaths(folder: string): [string, string][] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, { types: string }>;
  };
  return Object.entries(exports).map(([name, { types }]) => [
    name,
    join(folder, types.replace('./dist/', '')),
  ]);
}

/** What a module exports, by way of the modules it exports from. */
export function declarationsOf(file: string): Declaration[] {
  const text = readFileSync(file, 'utf8');
  const found = ownDeclarations(text);
  for (const [, star, list, from] of text.matchAll(
    /^export (?:type )?(?:(\*)|\{([^}]*)\}) from ['"]([^'"]+)['"]/gm,
  )) {
    const target = resolve(file, from!);
    if (!target) continue;
    const theirs = declarationsOf(target);
    // A name of the module's own hides the same one from elsewhere.
    if (star) found.push(...theirs.filter(({ name }) => !found.some((own) => own.name === name)));
    else found.push(...(list ?? '').split(',').flatMap((entry) => renamed(entry, theirs, file)));
  }
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

function renamed(entry: string, declarations: Declaration[], file: string): Declaration[] {
  const [, original, name] = /^\s*(?:type )?(\w+)(?: as (\w+))?\s*$/.exec(entry) ?? [];
  if (!original) return [];
  const declaration = declarations.find((d) => d.name === original);
  if (!declaration) throw new Error(`${file} exports ${original}, which is not declared where it says`);
  return [{ ...declaration, name: name ?? original }];
}

function resolve(file: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const base = join(dirname(file), from).replace(/\.(js|ts|tsx|jsx)$/, '');
  return [`${base}.d.ts`, `${base}/index.d.ts`].find((path) => existsSync(path));
}

function ownDeclarations(text: string): Declaration[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, kind, name] =
      /^export (?:declare )?(?:abstract )?(class|function|const|interface|type) (\w+)/.exec(line) ?? [];
    if (!kind || !name) return [];
    const members = kind === 'class' || kind === 'interface' ? membersOf(lines, index) : [];
    return [{ kind, name, documented: hasDocstring(lines, index), members }];
  });
}

function membersOf(lines: string[], start: number): Declaration['members'] {
  const members: Declaration['members'] = [];
  for (let i = start + 1; i < lines.length && lines[i] !== '}'; i++) {
    const [, name] = /^ {4}(?:readonly |static |get |set |override )*(\w+)\??[(<:]/.exec(lines[i]!) ?? [];
    if (name) members.push({ name, documented: hasDocstring(lines, i) });
  }
  return members;
}

const hasDocstring = (lines: string[], index: number): boolean => /\*\/\s*$/.test(lines[index - 1] ?? '');
