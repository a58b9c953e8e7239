/** Vite plugin: leaves each text file compressed beside itself, as well as it goes, so that the server need not. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

async function compressFile(file: string): Promise<void> {
  const plain = await readFile(file);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(plain));
  await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }));
}

export function compressed(): Plugin {
  return {
    name: 'gatehouse-compressed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const folder = join(dir, 'assets');
      const texts = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
      await Promise.all(texts.map((name) => compressFile(join(folder, name))));
    },
  };
}
