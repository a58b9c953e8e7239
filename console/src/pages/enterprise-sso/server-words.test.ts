// What the server says is told in Chinese, too: every cause that its API knows, and every rule that its traces name.
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages } from './messages-rules.ts';
import { zhCauses } from './server-words.ts';
import { chineseNote } from './server-words-zh-notes.ts';

const server = resolve(import.meta.dirname, '../../../../server');

interface Described {
  components: { schemas: { SsoTraceStep: { properties: { cause: { enum: string[] } } } } };
}
const { components } = JSON.parse(readFileSync(`${server}/test/openapi.json`, 'utf8')) as Described;
const causes = components.schemas.SsoTraceStep.properties.cause.enum;

/** As the server's source writes them into a trace. */
const rules = new Set(
  globSync('src/features/**/*.ts', { cwd: server })
    .filter((path) => !/\.test\.ts$|harness/.test(path))
    .map((path) => readFileSync(`${server}/${path}`, 'utf8'))
    .flatMap((text) => [
      ...text.matchAll(/\b(?:rule|pass|skip|fail|forgive)\(\s*trace,\s*'([a-z_.]+)'/g),
      ...text.matchAll(/'(call\.[a-z]+)'/g),
    ])
    .map(([, name]) => name!),
);

describe('in Chinese', () => {
  it('every cause has a title and a way to fix it', () => {
    expect(causes.length).toBeGreaterThanOrEqual(40);
    const missing = causes.filter((code) => !zhCauses[code]?.title || !zhCauses[code].fix);
    expect(missing).toEqual([]);
  });

  it('no words are left of causes that are gone', () => {
    expect(Object.keys(zhCauses).filter((code) => !causes.includes(code))).toEqual([]);
  });

  it('every rule has a name, as in English', () => {
    expect(rules.size).toBeGreaterThan(40);
    for (const locale of ['en', 'zh-CN'] as const) {
      const { ruleNames } = messages[locale];
      expect([...rules].filter((name) => ruleNames[name] === undefined)).toEqual([]);
    }
  });

  it('why a replay can not do something again is told', () => {
    const source = readFileSync(`${server}/src/features/sso/recorder/not-repeated.ts`, 'utf8');
    const whys = [...source.matchAll(/^ {2,4}(?:'[a-z_.]+': )?'([A-Z][^']+\.)',$/gm)].map(([, why]) => why!);
    expect(whys.length).toBeGreaterThan(8);
    expect(whys.filter((why) => chineseNote(why) === undefined)).toEqual([]);
  });

  it('notes with a value in them keep the value', () => {
    expect(chineseNote('The provider does not say that it knows S256.')).toContain('S256');
    expect(chineseNote('constructor')).toBeUndefined();
  });
});
