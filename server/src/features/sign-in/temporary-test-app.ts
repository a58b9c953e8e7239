/** Stands in for testing/test-app.ts until the composition root mounts sign-in, account and setup. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp } from '../../app.ts';
import { systemClock } from '../../kernel/clock/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createSealer } from '../../kernel/crypto/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { type AppEnv, handleError } from '../../kernel/http/index.ts';
import { requestContext } from '../../kernel/http/request-context.ts';
import { silentLog } from '../../kernel/log/index.ts';
import { createAccount } from '../account/index.ts';
import { createSetup } from '../setup/index.ts';
import { createSignIn } from './index.ts';

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;

export async function buildTestApp() {
  const db = await openTestDatabase();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const config = loadConfig({ env: {}, options: { port, endpoint: `http://localhost:${port}` } });
  const sealer = createSealer({ keys: new Map([['test', Buffer.alloc(32, 7)]]), currentKeyId: 'test' });
  const app = await createApp({ config, db, sealer, clock: systemClock, log: silentLog() });
  const hono = new Hono<AppEnv>();
  const byRequest = new WeakMap<object, AppEnv['Variables']>();
  hono.use(async (c, next) => {
    for (const [name, value] of Object.entries(byRequest.get(c.env.incoming)!))
      c.set(name as 'tenant', value as never);
    await next();
  });
  hono.onError((error, c) => {
    console.error(error);
    return handleError(error, c);
  });
  hono.route('/', createSignIn(app).routes);
  hono.route('/', createAccount(app).routes);
  const setup = createSetup(app);
  hono.route('/', setup.routes);
  const listener = getRequestListener((request, env) => hono.fetch(request, env as HttpBindings));
  server.on('request', async (req, res) => {
    try {
      const { tenant, path } = (await app.tenants.resolve(req.url ?? '/'))!;
      const info = { requestId: 'req_test', address: String(req.headers['x-test-address'] ?? '127.0.0.1') };
      await requestContext.run(info, async () => {
        if (/^\/oidc(?=[/?]|$)/.test(path)) return app.oidc.handle(tenant, req, res, path);
        byRequest.set(req, { tenant, ...info, log: app.log });
        req.url = path;
        await listener(req, res);
      });
    } catch (error) {
      console.error(error);
      res.writeHead(500).end(String(error));
    }
  });
  return {
    ...app,
    setup,
    endpoint: config.endpoint,
    tenant: (await app.tenants.byId('default'))!,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.outbound.close();
      await db.close();
    },
  };
}
