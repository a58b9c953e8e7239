/** The rules of DESIGN section 4, enforced: who may import whom, where SQL, time and the environment live, sizes. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../src');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

interface SourceFile {
  /** Below src, with forward slashes. */
  path: string;
  text: string;
  /** Imported files of ours, below src. */
  imports: string[];
  packages: string[];
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

function read(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const own = specifiers.filter((specifier) => specifier.startsWith('.'));
  return {
    path: relative(source, file).replaceAll('\\', '/'),
    text,
    imports: own.map((specifier) =>
      relative(source, resolve(dirname(file), specifier)).replaceAll('\\', '/'),
    ),
    packages: specifiers.filter((specifier) => !specifier.startsWith('.')),
  };
}

const all = filesIn(source).map(read);
const isTest = (file: SourceFile) =>
  /\.test\.tsx?$/.test(file.path) ||
  /(^|\/)[a-z-]*harness\.ts$/.test(file.path) ||
  /(^|\/)testing?\//.test(file.path) ||
  /\/test-[a-z-]+\.ts$/.test(file.path);
const production = all.filter((file) => !isTest(file));

/** Without comments, so that a word in a sentence breaks no rule. */
const code = (file: SourceFile) => file.text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

/** Each feature may use those that stand before it, through their index.ts only. */
const featureOrder = [
  'tenants',
  'keys',
  'experience',
  'applications',
  'access',
  'roles',
  'users',
  'management',
  'credentials',
  'second-factor',
  'organizations',
  'sso',
  'oidc',
  'sign-in',
  'account',
  'setup',
  'administrators',
  'sessions',
  'status',
  'mail-settings',
  'mailbox',
  'audit',
  'statistics',
  'scim',
  'expiry-radar',
  'setup-portal',
  'console',
  'declarative',
];

const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];
const layerOf = (path: string) => (path.includes('/') ? path.split('/')[0]! : 'app');
const allowedLayers: Record<string, string[]> = {
  kernel: ['kernel'],
  protocol: ['protocol'],
  features: ['features', 'protocol', 'kernel'],
  testing: ['testing', 'features', 'protocol', 'kernel', 'app'],
  cli: ['cli', 'app', 'features', 'protocol', 'kernel', 'testing'],
  app: ['app', 'features', 'protocol', 'kernel', 'cli'],
};

describe('dependencies point one way', () => {
  test('between layers', () => {
    const wrong = production.flatMap((file) =>
      file.imports
        .filter(
          (path) => !path.startsWith('..') && !allowedLayers[layerOf(file.path)]?.includes(layerOf(path)),
        )
        .map((path) => `${file.path} → ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('between features, along the listed order and through index.ts only', () => {
    const wrong = production.flatMap((file) => {
      const own = featureOf(file.path);
      if (!own) return [];
      return file.imports.flatMap((path) => {
        const other = featureOf(path);
        if (!other || other === own) return [];
        const earlier = featureOrder.indexOf(other) < featureOrder.indexOf(own);
        return earlier && path === `features/${other}/index.ts` ? [] : [`${file.path} → ${path}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('every feature stands in the order', () => {
    const present = new Set(production.flatMap((file) => featureOf(file.path) ?? []));
    expect([...present].filter((feature) => !featureOrder.includes(feature))).toEqual([]);
  });

  test('the command line and the composition root reach into a feature through its face', () => {
    const wrong = production
      .filter((file) => ['cli', 'app'].includes(layerOf(file.path)))
      .flatMap((file) => file.imports.map((path) => ({ file, path })))
      .filter(({ path }) => featureOf(path) && !/^features\/[^/]+\/index\.ts$/.test(path))
      .map(({ file, path }) => `${file.path} → ${path}`);
    expect(wrong).toEqual([]);
  });

  test('the simulator knows nothing of the server', () => {
    const wrong = all
      .filter((file) => file.path.startsWith('testing/idp/'))
      .flatMap((file) =>
        file.imports
          .filter((path) => !path.startsWith('testing/idp/'))
          .map((path) => `${file.path} → ${path}`),
      );
    expect(wrong).toEqual([]);
  });

  test('protocol code is pure: no framework, no database, no clock', () => {
    const allowed = /^(node:crypto|node:url|node:net|node:util|jose|tldts|zod)$/;
    const wrong = production
      .filter((file) => file.path.startsWith('protocol/'))
      .flatMap((file) =>
        file.packages.filter((name) => !allowed.test(name)).map((name) => `${file.path} → ${name}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('each thing has one place', () => {
  const offenders = (pattern: RegExp, allowed: (path: string) => boolean) =>
    production.filter((file) => !allowed(file.path) && pattern.test(code(file))).map((file) => file.path);

  test('SQL lives in stores and migrations', () => {
    const sqlCode = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^>]*>)?`|\.kysely\b/;
    expect(
      offenders(sqlCode, (path) => /(^|\/)store(-[a-z-]+)?\.ts$/.test(path) || path.startsWith('kernel/db/')),
    ).toEqual([]);
  });

  test('the environment is read by kernel/config', () => {
    expect(offenders(/process\.env/, (path) => path.startsWith('kernel/config/'))).toEqual([]);
  });

  test('time comes from kernel/clock', () => {
    const simulator = (path: string) => path.startsWith('testing/');
    expect(
      offenders(
        /\bDate\.now\(|\bnew Date\(\)/,
        (path) => path.startsWith('kernel/clock/') || simulator(path),
      ),
    ).toEqual([]);
  });

  test('outbound HTTP goes through kernel/outbound', () => {
    const allowed = (file: SourceFile) =>
      file.path.startsWith('kernel/outbound/') || file.path.startsWith('testing/');
    const givenFetch = /[({,]\s*fetch\b\s*[,}:(]|\bconst fetch\b/;
    const wrong = production
      .filter((file) => !allowed(file))
      .filter((file) => {
        const text = code(file);
        const usesGlobal = /(?<![.\w])fetch\(/.test(text) && !givenFetch.test(text);
        return usesGlobal || /globalThis\.fetch|from 'undici'|from 'node:https'/.test(text);
      });
    expect(wrong.map((file) => file.path)).toEqual([]);
  });
});

describe('files can be read at one sitting', () => {
  /** Data, not logic. */
  const longOnPurpose = new Set([
    'kernel/db/schema.ts',
    'kernel/i18n/locales/en.ts',
    'kernel/i18n/locales/zh-CN.ts',
    'kernel/i18n/locales/setup-portal-en.ts',
    'kernel/i18n/locales/setup-portal-zh-CN.ts',
    'features/credentials/common-passwords.ts',
    'features/sso/causes.ts',
  ]);

  test('at most 400 lines', () => {
    const long = all
      .filter((file) => !longOnPurpose.has(file.path))
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length }))
      .filter(({ lines }) => lines > 401);
    expect(long).toEqual([]);
  });

  test('each begins with a comment that says what it is for', () => {
    const bare = production.filter((file) => !/^\s*(\/\*\*|\/\/)/.test(file.text)).map((file) => file.path);
    expect(bare).toEqual([]);
  });

  test('no folder is a drawer for everything', () => {
    const drawers = all.filter((file) =>
      /(^|\/)(shared|utils|common|types|helpers)(\/|\.ts$)/.test(file.path),
    );
    expect(drawers.map((file) => file.path)).toEqual([]);
  });
});
