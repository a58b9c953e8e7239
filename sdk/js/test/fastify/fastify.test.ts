// @gatehouse/sdk/fastify over a real Fastify.
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { gatehouse } from '../../src/fastify/index.ts';
import { behavesAsAdapter } from '../server/adapter-behaviour.ts';
import { home, type StartApp, ssoOptions, startAll, token } from '../server/app.ts';
import { Visitor } from '../server/visitor.ts';

const start: StartApp = async (config, port) => {
  const app = Fastify();
  const auth = gatehouse(config);
  app.register(auth.plugin);
  app.get('/', (request) => Promise.resolve(home(request.gatehouse)));
  app.get('/token', (request) => token(request.gatehouse, (request.query as { resource?: string }).resource));
  app.get('/private', { preHandler: auth.requireSignIn() }, (request) =>
    Promise.resolve(home(request.gatehouse)),
  );
  app.get('/sso', auth.signIn(ssoOptions));
  await app.listen({ port, host: '127.0.0.1' });
  return () => app.close();
};

behavesAsAdapter('fastify', start);

describe('fastify', () => {
  it('leaves the forms of the application to its own parser', async () => {
    const running = await startAll(async (config, port) => {
      const app = Fastify();
      app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_r, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(body as string))),
      );
      app.register(gatehouse(config).plugin);
      app.post('/order', (request) => Promise.resolve({ body: request.body }));
      await app.listen({ port, host: '127.0.0.1' });
      return () => app.close();
    });
    const answer = await new Visitor().visit(`${running.base}/order`, { method: 'POST', body: 'book=1' });
    expect(JSON.parse(answer.text)).toEqual({ body: { book: '1' } });
    const out = await new Visitor().visit(`${running.base}/sign-out`, {
      method: 'POST',
      site: 'same-origin',
      body: 'a=1',
      follow: false,
    });
    expect(out.status).toBe(303);
    await running.stop();
  });
});
