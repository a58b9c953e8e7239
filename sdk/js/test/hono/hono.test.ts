// @gatehouse/sdk/hono over a real server.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { gatehouse } from '../../src/hono/index.ts';
import { behavesAsAdapter } from '../server/adapter-behaviour.ts';
import { home, type StartApp, ssoOptions, token } from '../server/app.ts';

const start: StartApp = async (config, port) => {
  const app = new Hono();
  const auth = gatehouse(config);
  app.use(auth.middleware);
  app.get('/', (c) => c.json(home(c.get('gatehouse'))));
  app.get('/token', async (c) => c.json(await token(c.get('gatehouse'), c.req.query('resource'))));
  app.get('/private', auth.requireSignIn(), (c) => c.json(home(c.get('gatehouse'))));
  app.get('/sso', auth.signIn(ssoOptions));
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () =>
      ready(() => new Promise<void>((done) => void server.close(() => done()))),
    );
  });
};

behavesAsAdapter('hono', start);
