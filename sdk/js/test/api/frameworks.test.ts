// requireToken in Express, Fastify and Hono, over their real servers: the same answers from each.
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiProtector as forExpress } from '../../src/api/express.ts';
import { createApiProtector as forFastify } from '../../src/api/fastify.ts';
import { createApiProtector as forHono } from '../../src/api/hono.ts';
import { api, TestProvider } from '../server/provider.ts';

type Start = (issuer: string) => Promise<{ base: string; stop: () => Promise<unknown> }>;
const scopes = ['books:read'];

const startExpress: Start = async (issuer) => {
  const protector = forExpress({ issuer, audience: api });
  const app = express();
  app.get('/books', protector.requireToken({ scopes }), (req, res) => void res.json(req.token?.subject));
  app.get(
    '/organizations/:id',
    protector.requireToken({ organizationId: (req) => String(req.params.id) }),
    (_q, res) => void res.json('in'),
  );
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return { base: `http://127.0.0.1:${port}`, stop: async () => server.close() };
};

const startFastify: Start = async (issuer) => {
  const protector = forFastify({ issuer, audience: api });
  const app = Fastify();
  app.get('/books', { onRequest: protector.requireToken({ scopes }) }, async (request) =>
    JSON.stringify(request.token?.subject),
  );
  const organizationId = (request: { params: unknown }) => (request.params as { id: string }).id;
  app.get(
    '/organizations/:id',
    { onRequest: protector.requireToken({ organizationId }) },
    async () => '"in"',
  );
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  return { base, stop: () => app.close() };
};

const startHono: Start = async (issuer) => {
  const protector = forHono({ issuer, audience: api });
  const app = new Hono();
  app.get('/books', protector.requireToken({ scopes }), (c) => c.json(c.get('token').subject));
  app.get('/organizations/:id', protector.requireToken({ organizationId: (c) => c.req.param('id') }), (c) =>
    c.json('in'),
  );
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      ready({ base: `http://127.0.0.1:${port}`, stop: async () => server.close() }),
    );
  });
};

describe.each([
  ['express', startExpress],
  ['fastify', startFastify],
  ['hono', startHono],
])('requireToken in %s', (_name, start) => {
  let provider: TestProvider;
  let base: string;
  let stop: () => Promise<unknown>;
  beforeAll(async () => {
    provider = await TestProvider.start(['http://127.0.0.1/callback']);
    ({ base, stop } = await start(provider.issuer));
  });
  afterAll(async () => {
    await stop();
    await provider.stop();
  });

  const get = async (path: string, claims?: Record<string, unknown>) => {
    const headers: Record<string, string> = {};
    if (claims)
      headers.authorization = `Bearer ${await provider.sign({ aud: api, sub: 'alice', ...claims })}`;
    const answer = await fetch(base + path, { headers });
    return {
      status: answer.status,
      challenge: answer.headers.get('www-authenticate'),
      body: await answer.json(),
    };
  };

  it('lets a good token through, and the handler sees whose it is', async () => {
    expect(await get('/books', { scope: 'books:read' })).toEqual({
      status: 200,
      challenge: null,
      body: 'alice',
    });
  });

  it('401 without a token, 401 for a bad one, 403 for one that lacks a scope', async () => {
    expect(await get('/books')).toMatchObject({
      status: 401,
      challenge: 'Bearer',
      body: { code: 'token_missing' },
    });
    const expired = await get('/books', { exp: 1 });
    expect(expired).toMatchObject({ status: 401, body: { code: 'token_expired' } });
    expect(expired.challenge).toContain('error="invalid_token"');
    const lacking = await get('/books', { scope: 'books:write' });
    expect(lacking).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    expect(lacking.challenge).toContain('scope="books:read"');
  });

  it('the organization comes from the path', async () => {
    expect((await get('/organizations/acme', { organization_id: 'acme' })).status).toBe(200);
    expect(await get('/organizations/other', { organization_id: 'acme' })).toMatchObject({
      status: 403,
      body: { code: 'wrong_organization' },
    });
  });
});
