/** The built files: read at their first use, then kept. A new build is seen without a restart. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pickEncoding } from '../../kernel/html/assets.ts';

export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  encoding?: 'br' | 'gzip';
}

export interface Files {
  /** index.html, with `%CSP_NONCE%` where the nonce goes. */
  document(): Promise<string>;
  /** @param name of a file in the build's folder of assets; undefined for any that is not there */
  asset(name: string, acceptEncoding: string | undefined): Promise<Asset | undefined>;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What the build names its files: one segment, which leads nowhere else. */
const fileName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

const endings = { br: '.br', gzip: '.gz' } as const;

const read = (file: string) => readFile(file).catch(() => undefined);

/** The build leaves texts compressed beside themselves. */
async function load(file: string, encoding: keyof typeof endings | undefined): Promise<Asset | undefined> {
  const squeezed = encoding && (await read(file + endings[encoding]));
  const body = squeezed ?? (await read(file));
  if (!body) return undefined;
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { body: new Uint8Array(body), type, ...(squeezed && { encoding }) };
}

export function createFiles(folder: string): Files {
  const loaded = new Map<string, Promise<Asset | undefined>>();
  return {
    document: () => readFile(join(folder, 'index.html'), 'utf8'),
    async asset(name, acceptEncoding) {
      if (!fileName.test(name)) return undefined;
      const encoding = pickEncoding(acceptEncoding);
      const key = `${name} ${encoding ?? ''}`;
      const coming = loaded.get(key) ?? load(join(folder, 'assets', name), encoding);
      loaded.set(key, coming);
      const asset = await coming;
      // Made-up names are not remembered.
      if (!asset) loaded.delete(key);
      return asset;
    },
  };
}
