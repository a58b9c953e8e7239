/** What a browser has to load: the core client with its storage, and nothing of Node.js. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

async function bundle(contents: string): Promise<{ text: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    external: ['node:*'],
  });
  return { text: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) };
}

it('the core client with LocalStorage is at most 12 kB, gzipped', async () => {
  const { text } = await bundle(`export { GatehouseClient, LocalStorage } from '../src/index.ts'`);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(12_000);
  expect(text).not.toMatch(/node:|\bBuffer\b|\bprocess\./);
});

it('is tree-shakable: a storage alone brings nothing along', async () => {
  const { text } = await bundle(`export { MemoryStorage } from '../src/index.ts'`);
  expect(text.length).toBeLessThan(500);
});

it('takes only jose along', async () => {
  const { inputs } = await bundle(`export * from '../src/index.ts'`);
  const foreign = inputs.filter((path) => path.includes('node_modules'));
  expect(foreign.filter((path) => !path.includes('node_modules/jose/'))).toEqual([]);
  expect(foreign.length).toBeGreaterThan(0);
});
