// @gatehouse/sdk/express over a real Express.
import { createServer, type Server } from 'node:http';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { gatehouse, MemorySessionStore } from '../../src/express/index.ts';
import { behavesAsAdapter } from '../server/adapter-behaviour.ts';
import { home, type StartApp, ssoOptions, startAll, token } from '../server/app.ts';
import { Visitor } from '../server/visitor.ts';

async function listen(app: express.Express, port: number): Promise<() => Promise<void>> {
  const server: Server = createServer(app);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
}

const start: StartApp = (config, port) => {
  const app = express();
  const auth = gatehouse(config);
  app.use(auth);
  app.get('/', (req, res) => void res.json(home(req.gatehouse)));
  app.get(
    '/token',
    async (req, res) => void res.json(await token(req.gatehouse, req.query.resource as string)),
  );
  app.get('/private', auth.requireSignIn(), (req, res) => void res.json(home(req.gatehouse)));
  app.get('/sso', auth.signIn(ssoOptions));
  return listen(app, port);
};

behavesAsAdapter('express', start);

describe('express', () => {
  it('adds its cookie to those of the application, and no cache keeps the answer though the application says so', async () => {
    const running = await startAll(
      (config, port) => {
        const app = express();
        app.use(gatehouse(config));
        app.get('/', (_req, res) => void res.json({}));
        app.get('/token', async (req, res) => {
          res.cookie('theme', 'dark').set('cache-control', 'public, max-age=3600');
          res.json(await token(req.gatehouse, 'https://api.example.com'));
        });
        return listen(app, port);
      },
      { resources: ['https://api.example.com'] },
    );
    const visitor = new Visitor();
    await visitor.visit(`${running.base}/sign-in`);
    const answer = await visitor.visit(`${running.base}/token`);
    expect(answer.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
      'theme',
      'gatehouse_app',
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await running.stop();
  });

  it('tells when a token is refreshed after the head was sent, since no cookie can carry it any more', async () => {
    const running = await startAll(
      (config, port) => {
        const app = express();
        app.use(gatehouse(config));
        app.get('/', (_req, res) => void res.json({}));
        app.get('/late', async (req, res) => {
          res.write('first, ');
          await req.gatehouse.getAccessToken('https://api.example.com');
          res.end('then');
        });
        return listen(app, port);
      },
      { resources: ['https://api.example.com'] },
    );
    const visitor = new Visitor();
    await visitor.visit(`${running.base}/sign-in`);
    expect((await visitor.visit(`${running.base}/late`)).text).toBe('first, then');
    expect(running.errors).toMatchObject([{ code: 'storage_error' }]);
    await running.stop();
  });

  it.each([
    ['express.urlencoded()', () => express.urlencoded({ extended: false })],
    ['express.text()', () => express.text({ type: '*/*' })],
    ['no parser', () => (_req: unknown, _res: unknown, next: () => void) => next()],
  ])('the back-channel logout reads its form behind %s', async (_what, parser) => {
    const running = await startAll(
      (config, port) => {
        const app = express();
        app.use(parser() as express.RequestHandler);
        app.use(gatehouse(config));
        return listen(app, port);
      },
      { sessionStore: new MemorySessionStore() },
    );
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const token = await running.provider.sign({ aud: 'shop', sub: 'alice', events });
    const tell = (body: string) =>
      new Visitor().visit(`${running.base}/backchannel-logout`, { method: 'POST', body });
    expect((await tell(`logout_token=${token}`)).status).toBe(200);
    expect((await tell(`logout_token=x${token}`)).status).toBe(400);
    // Nobody reads forms without end: at 64 kB we stop, or the application's parser at its own limit.
    expect((await tell(`x=${'x'.repeat(200_000)}&logout_token=${token}`)).status).toBeGreaterThanOrEqual(400);
    await running.stop();
  });

  it('a route that forgot app.use(auth) says so', async () => {
    const auth = gatehouse({
      issuer: 'http://localhost',
      appId: 'shop',
      baseUrl: 'http://localhost',
      cookieSecret: 'x'.repeat(32),
    });
    const error = await new Promise((done) => {
      auth.requireSignIn()({} as express.Request, {} as express.Response, done);
    });
    expect(error).toMatchObject({ code: 'invalid_config' });
  });
});
