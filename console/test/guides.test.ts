// Guides are data when the console is built: nothing in them can become markup, and placeholders stay whole.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { closeHighlighter, readGuide } from '../build/guides.ts';
import type { Block, Guide } from '../src/patterns/guide.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-guides-'));
afterAll(closeHighlighter);

async function read(body: string): Promise<Guide> {
  const file = join(folder, 'guide.md');
  writeFileSync(file, `---\ntitle: Test\n---\n${body}`);
  return readGuide(file);
}

const codeOf = (blocks: Block[]) =>
  blocks.flatMap((block) =>
    block.type === 'code' ? block.lines.map((line) => line.map(({ text }) => text)) : [],
  );

const source = resolve(import.meta.dirname, '../src');
const written = ['guides', 'idp-guides'].flatMap((name) =>
  readdirSync(join(source, name)).map((file) => join(name, file)),
);

describe('a guide', () => {
  it.each(written)('%s can be shown', async (name) => {
    const { meta, blocks } = await readGuide(join(source, name));
    expect(meta.title).toEqual(expect.any(String));
    expect(blocks.length).toBeGreaterThan(3);
  });

  it.each([
    'python',
    'ts',
    'yaml',
    'sh',
    'java',
    'csharp',
    'php',
    'ruby',
    'swift',
    'kotlin',
    'dart',
    'go',
    'json',
  ])('keeps a placeholder in one piece in %s, so that a value can take its place', async (language) => {
    const { blocks } = await read(`\`\`\`${language}\nx = "{{clientId}}" {{endpoint}}/oidc\n\`\`\`\n`);
    const pieces = codeOf(blocks).flat();
    expect(pieces.some((piece) => piece.includes('GATEHOUSExclientIdxVALUE'))).toBe(true);
    expect(pieces.some((piece) => piece.includes('GATEHOUSExendpointxVALUE'))).toBe(true);
  });

  it('has titles, directives, lists and tables as data', async () => {
    const { meta, blocks } = await read(
      '## Step\n\nSay **{{clientId}}**.\n\n::checkpoint\n\n- one\n- `two`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python title="app.py"\npass\n```\n',
    );
    expect(meta).toEqual({ title: 'Test' });
    expect(JSON.stringify(blocks[1])).toContain('GATEHOUSExclientIdxVALUE');
    expect(blocks.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'directive',
      'list',
      'table',
      'code',
    ]);
    expect(blocks.at(-1)).toMatchObject({ language: 'python', title: 'app.py' });
  });

  it.each([
    '<script>alert(1)</script>\n',
    'text <img src=x onerror=alert(1)>\n',
    '![pixel](https://tracker.example/x.png)\n',
  ])('markup and pictures from elsewhere break the build: %s', async (body) => {
    await expect(read(body)).rejects.toThrow(/Guides have no/);
  });
});
