/** The generated part of the management client fits the server's OpenAPI document. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../scripts/generate-management.ts';
import { operations, permissions } from '../../src/management/table.ts';

const openApi = JSON.parse(
  await readFile(new URL('../../../../server/test/openapi.json', import.meta.url), 'utf8'),
) as {
  paths: Record<
    string,
    Record<string, { 'x-permission': string; responses: Record<string, { headers?: object }> }>
  >;
};

test('the files are what `npm run generate -w sdk/js` writes now', async () => {
  for (const [file, source] of await generate()) {
    const stale = (await readFile(file, 'utf8')) !== source;
    expect(stale, `${relative('.', file)} is stale: run npm run generate -w sdk/js`).toBe(false);
  }
});

/** Files are downloaded by address. */
const isFile = ({ responses }: { responses: Record<string, { headers?: object }> }) =>
  'Content-Disposition' in (responses['200']?.headers ?? {});

test('every operation of the server that answers JSON is a method, once', () => {
  const called: string[] = [];
  const walk = (node: object): void => {
    if ('path' in node && typeof node.path === 'string') {
      const { method } = node as unknown as { method: string };
      called.push(`${method} ${node.path}`);
    } else for (const child of Object.values(node)) walk(child as object);
  };
  walk(operations);
  const described = Object.entries(openApi.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => !isFile(operation))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(called.sort()).toEqual(described.sort());
});

test('every permission that an operation needs can be asked for', () => {
  const needed = Object.values(openApi.paths).flatMap((item) =>
    Object.values(item).map((operation) => operation['x-permission']),
  );
  expect(permissions).toEqual(expect.arrayContaining(needed));
});
