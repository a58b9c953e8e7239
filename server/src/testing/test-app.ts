/** A whole Gatehouse for one test file: real SQL, real HTTP on loopback, a fresh database. */
import { createApp } from '../app.ts';
import { type Clock, systemClock } from '../kernel/clock/index.ts';
import { loadConfig } from '../kernel/config/index.ts';
import { createSealer } from '../kernel/crypto/index.ts';
import type { Database } from '../kernel/db/index.ts';
import { openTestDatabase } from '../kernel/db/test-database.ts';
import { type Log, silentLog } from '../kernel/log/index.ts';
import type { Resolver } from '../kernel/outbound/index.ts';
import { listen } from '../server.ts';

/** Tests stand for a proxy, so that they can come from any address with X-Forwarded-For. */
const fromProxy = { GATEHOUSE_TRUSTED_PROXIES: '127.0.0.0/8,::1' };

export interface TestAppOptions {
  /** A second node on the database of a first one. */
  db?: Database;
  port?: number;
  env?: Record<string, string>;
  /** As on a server, not on a developer's machine: loopback is an inner network like any other. */
  onServer?: boolean;
  clock?: Clock;
  /** For tests that read it. */
  log?: Log;
  resolver?: Resolver;
  resolveTxt?: Parameters<typeof createApp>[0]['resolveTxt'];
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export async function buildTestApp(options: TestAppOptions = {}) {
  const db = options.db ?? (await openTestDatabase());
  const port = options.port ?? (await freePort());
  const loaded = loadConfig({
    env: { ...fromProxy, ...options.env },
    options: { port, endpoint: `http://localhost:${port}` },
  });
  const config = options.onServer ? { ...loaded, endpointIsLoopback: false } : loaded;
  const sealer = createSealer({ keys: new Map([['test', Buffer.alloc(32, 7)]]), currentKeyId: 'test' });
  const app = await createApp({
    config,
    db,
    sealer,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog(),
    resolver: options.resolver,
    resolveTxt: options.resolveTxt,
  });
  app.cache.start(db);
  const server = await listen(app);
  app.setReady(true);
  const endpoint = config.endpoint;
  const tenant = (await app.tenants.byId('default'))!;

  /** An access token for the management API of the tenant. */
  async function managementToken(permissions: string[] = ['all']): Promise<string> {
    const id = `m2m${Math.random().toString(36).slice(2, 12)}`;
    const { secret } = await app.applications.create(
      tenant.db,
      { id, name: 'Management', type: 'machine-to-machine', managementPermissions: permissions as ['all'] },
      tenant,
    );
    const response = await fetch(`${endpoint}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: tenant.apiResource,
        scope: permissions.join(' '),
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  return {
    ...app,
    endpoint,
    tenant,
    sealer,
    managementToken,
    fetch: (path: string, init?: RequestInit) => fetch(endpoint + path, { redirect: 'manual', ...init }),
    /** Background work as of now: events, mail, clean-up. */
    async settle(): Promise<void> {
      await app.events.drain();
      await app.jobs.drain();
      await app.statistics.flush();
    },
    async close(): Promise<void> {
      server.server.closeAllConnections();
      await server.stop(0);
      await app.cache.stop();
      await app.outbound.close();
      if (!options.db) await db.close();
    },
  };
}
