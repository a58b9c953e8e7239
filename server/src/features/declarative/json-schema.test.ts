// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
// The committed JSON Schema is the one that the code generates, and the sample file fits the format.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { declarationJsonSchema, readDeclaration } from './index.ts';
import { knownKeys } from './json-schema.ts';

const root = new URL('../../../../', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, root), 'utf8');

it('is committed as it is: npm run --silent gatehouse -- schema > docs/reference/gatehouse.schema.json', () => {
  expect(JSON.parse(file('docs/reference/gatehouse.schema.json'))).toEqual(
    JSON.parse(JSON.stringify(declarationJsonSchema())),
  );
});

it('takes environment variables where only a number, a flag or a certain text would fit', () => {
  const schema = z.fromJSONSchema(declarationJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const section = (application: object) => ({ tenants: { default: { applications: [application] } } });
  const valid = { id: 'a', name: 'A', type: 'spa', thirdParty: true };
  expect(schema.safeParse(section(valid)).success).toBe(true);
  expect(schema.safeParse(section({ ...valid, secret: '${SECRET}', thirdParty: '${FLAG}' })).success).toBe(
    true,
  );
  expect(schema.safeParse(section({ ...valid, thirdParty: 'yes' })).success).toBe(false);
  expect(schema.safeParse(section({ ...valid, colour: 'red' })).success).toBe(false);
});

it('knows the keys of every place', () => {
  expect(knownKeys(['tenants', 'default', 'apiResources', 0, 'permissions', 1])).toEqual([
    'description',
    'grantedToEveryone',
    'name',
  ]);
  expect(knownKeys(['tenants', 'default', 'settings', 'sessions'])).toContain('idleSeconds');
  expect(knownKeys(['nowhere'])).toEqual([]);
});

it('fits the sample and the example of the documentation', () => {
  const read = (text: string) =>
    readDeclaration(text, {
      file: 'sample',
      env: { BOOKSTORE_SECRET: 'x'.repeat(20), ACME_CLIENT_SECRET: 'y' },
    });
  expect(Object.keys(read(file('examples/gatehouse.yaml')).data.tenants)).toEqual(['default']);
  const [, example] = /```yaml\n(tenants:[\s\S]*?)```/.exec(file('docs/reference/gatehouse-yaml.md')) ?? [];
  expect(Object.keys(read(example ?? '').data.tenants)).toContain('default');
});
