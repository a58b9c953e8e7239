// The rules of DESIGN section 4 for the console: what it may import, what it must never do, sizes.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(source, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
const offenders = (pattern: RegExp, but: RegExp = /\.test\.ts$/) =>
  files.filter(({ path, text }) => !but.test(path) && pattern.test(text)).map(({ path }) => path);

describe('the console', () => {
  it('knows nothing of the server but its published API, and of ours imports the SDK alone', () => {
    expect(offenders(/from '[^']*\/(server|e2e|examples)\//)).toEqual([]);
    expect(offenders(/from '@gatehouse\/(?!sdk(\/(management|react))?')/)).toEqual([]);
  });

  it('cross-site scripting: makes no elements from text', () => {
    expect(offenders(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/)).toEqual([]);
    expect(offenders(/\beval\(|new Function\(/)).toEqual([]);
  });

  it('has files of at most 400 lines that begin with what they are for', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => !/^\s*(\/\*\*|\/\/)/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('pages know one another only by their addresses', () => {
    const wrong = files.flatMap(({ path, text }) => {
      const own = /^pages\/([^/]+)\//.exec(path)?.[1];
      const others = [...text.matchAll(/from '(?:\.\.\/)+(?:pages\/)?([a-z-]+)\/[^']+'/g)].map(
        ([, name]) => name!,
      );
      return own === undefined
        ? []
        : others.filter((name) => pageNames.has(name) && name !== own).map((name) => `${path} → ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

const pageNames = new Set(readdirSync(join(source, 'pages')));
