/** The built files: named at start, read and compressed at their first use, then kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pickEncoding } from '../../kernel/html/assets.ts';

export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  encoding?: 'br' | 'gzip';
}

export interface Files {
  /** index.html, with `%CSP_NONCE%` where the nonce goes. */
  document: string;
  /** @param name below the folder; only names that the build made are known */
  asset(name: string, acceptEncoding: string | undefined): Promise<Asset | undefined>;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const compress = {
  br: (data: Buffer) => promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (data: Buffer) => promisify(gzip)(data, { level: 9 }),
};

async function load(file: string, encoding: 'br' | 'gzip' | undefined): Promise<Asset> {
  const type = types[extname(file)] ?? 'application/octet-stream';
  const plain = await readFile(file);
  const body = encoding ? await compress[encoding](plain) : plain;
  return { body: new Uint8Array(body), type, ...(encoding && { encoding }) };
}

export function createFiles(folder: string): Files {
  const known = new Set(readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`));
  const loaded = new Map<string, Promise<Asset>>();
  return {
    document: readFileSync(join(folder, 'index.html'), 'utf8'),
    async asset(name, acceptEncoding) {
      if (!known.has(name)) return undefined;
      const encoding = /\.(js|css|svg)$/.test(name) ? pickEncoding(acceptEncoding) : undefined;
      const key = `${name} ${encoding ?? ''}`;
      const asset = loaded.get(key) ?? load(join(folder, name), encoding);
      loaded.set(key, asset);
      return asset;
    },
  };
}
