// The description of the API: OpenAPI 3.1 and the reference page, both made of the routes themselves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { customData, timestampInput } from './fields.ts';
import { defineListRoute, defineRoute } from './index.ts';
import { type Document, openApiDocument } from './openapi.ts';
import { curlOf } from './reference-examples.ts';
import { openTestApi, type TestApi } from './test-api.ts';

const thing = z
  .object({ id: z.string(), createdAt: z.date(), custom: customData, size: z.int() })
  .meta({ id: 'Thing' });

const routes = [
  defineListRoute({
    path: '/things',
    tag: 'Things',
    summary: 'List things',
    permission: 'users:read',
    query: z.strictObject({ since: timestampInput.optional().describe('Not before.') }),
    item: thing,
    errors: [],
    handler: async () => ({ items: [], total: 0 }),
  }),
  defineRoute({
    method: 'patch',
    path: '/things/:id/parts/:part',
    tag: 'Things',
    summary: "Change <script>alert('x')</script>",
    permission: 'users:write',
    body: z.strictObject({ name: z.string().max(5).describe('Its name.'), custom: customData.optional() }),
    response: thing,
    versioned: 'required',
    errors: ['request.conflict'],
    handler: async () => ({ id: '', createdAt: new Date(), custom: {}, size: 1 }),
  }),
];

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi(routes);
});
afterAll(() => api.database.close());

describe('OpenAPI 3.1', () => {
  test('is public, names the tenant’s own addresses, and refers to each schema once', async () => {
    api.permissions = [];
    const { status, json } = await api.call('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(json.openapi).toBe('3.1.0');
    expect(json.servers).toEqual([{ url: `${api.tenant.baseUrl}/api` }]);
    const { tokenUrl } = json.components.securitySchemes.oauth2.flows.clientCredentials;
    expect(tokenUrl).toBe(`${api.tenant.issuer}/token`);
    const list = json.paths['/things'].get;
    expect(list.responses[200].content['application/json'].schema).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Thing' },
    });
    expect(json.components.schemas.Thing.properties.createdAt).toEqual({
      type: 'string',
      format: 'date-time',
    });
  });

  test('every reference leads somewhere', async () => {
    const { text, json } = await api.call('GET', '/openapi.json');
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const name of references) expect(Object.keys(json.components.schemas)).toContain(name);
    expect(text).not.toContain('$defs');
  });

  test('parameters, conditions, permission and every error are told', () => {
    const document = openApiDocument(routes, {
      version: '1',
      issuer: 'i',
      apiResource: 'r',
    }) as {
      paths: Record<
        string,
        Record<string, { parameters: { name: string; required: boolean }[] } & Record<string, unknown>>
      >;
    };
    const patch = document.paths['/things/{id}/parts/{part}']!.patch!;
    expect(patch.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['id', true],
      ['part', true],
      ['If-Match', true],
    ]);
    expect(patch.security).toEqual([{ oauth2: ['users:write'] }]);
    expect(Object.keys(patch.responses as object)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '409', '412', '413', '415', '428', '503']),
    );
    const query = document.paths['/things']!.get!.parameters.map(({ name }) => name);
    expect(query).toEqual(['since', 'page', 'pageSize']);
  });
});

describe('the reference page', () => {
  test('a command that is copied sends a body that is accepted', () => {
    const body = z.strictObject({
      name: z.string().regex(/^[a-z]+$/),
      email: z.email().nullable(),
      address: z
        .string()
        .startsWith('urn:')
        .meta({ examples: ['urn:x'] }),
      size: z.int().min(5),
      kind: z.enum(['a', 'b']).nullable(),
      list: z.array(z.strictObject({ on: z.boolean() })).min(1),
      left: z.string().optional(),
    });
    const route = defineRoute({
      method: 'post',
      path: '/things',
      summary: 'Create a thing',
      permission: 'users:write',
      body,
      response: null,
      errors: [],
      handler: async () => {},
    });
    const info = {
      version: '1',
      issuer: 'https://x/oidc',
      apiResource: 'https://x/api',
    };
    const document = openApiDocument([route], info);
    const { post } = (document.paths as Record<string, { post: Document }>)['/things']!;
    const sent = /-d '(.*)'$/.exec(curlOf(route, post, document, info))![1]!;
    expect(body.safeParse(JSON.parse(sent)).error).toBeUndefined();
  });

  test('shows each route with permission, fields, errors and a command to copy, without foreign assets', async () => {
    const { text, headers } = await api.call('GET', '/docs');
    expect(text).toMatch(/^<!DOCTYPE html><html lang="en">/);
    expect(headers.get('content-type')).toContain('text/html');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    for (const part of [
      '/things/:id/parts/:part',
      'users:write',
      'request.conflict',
      'Its name.',
      'List things',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`curl &#39;${api.tenant.baseUrl}/api/things&#39;`);
    const loaded = [...text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url]) => url);
    expect(loaded).toEqual(['docs/reference.css', 'docs/reference.js', 'openapi.json']);
    for (const url of loaded) expect((await api.call('GET', `/${url}`)).status).toBe(200);
  });

  test('threat: markup in a description becomes markup in the page', async () => {
    const { text } = await api.call('GET', '/docs');
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;alert');
  });
});
