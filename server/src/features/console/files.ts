/** The built files: read and compressed at their first use, then kept. A new build is seen without a restart. */
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

const compress = {
  br: (data: Buffer) => promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (data: Buffer) => promisify(gzip)(data, { level: 9 }),
};

async function load(file: string, encoding: 'br' | 'gzip' | undefined): Promise<Asset | undefined> {
  const plain = await readFile(file).catch(() => undefined);
  if (!plain) return undefined;
  const body = encoding ? await compress[encoding](plain) : plain;
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { body: new Uint8Array(body), type, ...(encoding && { encoding }) };
}

export function createFiles(folder: string): Files {
  const loaded = new Map<string, Promise<Asset | undefined>>();
  return {
    document: () => readFile(join(folder, 'index.html'), 'utf8'),
    async asset(name, acceptEncoding) {
      if (!fileName.test(name)) return undefined;
      const encoding = /\.(js|css|svg)$/.test(name) ? pickEncoding(acceptEncoding) : undefined;
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
