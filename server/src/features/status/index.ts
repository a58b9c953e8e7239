/** Whether the installation is well: for load balancers, Prometheus and the management API. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { constantTimeEqual } from '../../kernel/crypto/index.ts';
import type { Database } from '../../kernel/db/index.ts';
import { errors } from '../../kernel/errors/index.ts';
import type { AppEnv } from '../../kernel/http/app-env.ts';
import { defineRoute, type Route } from '../../kernel/http/route.ts';
import type { Jobs } from '../../kernel/jobs/index.ts';
import { addressKind } from '../../kernel/outbound/ranges.ts';
import { databaseVersion } from './store.ts';

export interface StatusDeps {
  db: Database;
  jobs: Jobs;
  version: string;
  metricsToken?: string;
  /** Not ready while starting and while draining. */
  isReady(): boolean;
  metrics(): Promise<string>;
}

const statusOut = z
  .object({
    version: z.string(),
    database: z.object({ engine: z.enum(['embedded', 'postgres']), version: z.string() }),
    jobs: z.object({ waiting: z.number(), dead: z.number() }),
  })
  .meta({ id: 'Status' });

export function mountStatus(hono: Hono<AppEnv>, deps: StatusDeps): void {
  hono.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  hono.get('/readyz', async (c) => {
    const headers = { 'cache-control': 'no-store' };
    if (!deps.isReady()) return c.json({ status: 'not ready' }, 503, headers);
    try {
      await databaseVersion(deps.db);
    } catch {
      return c.json({ status: 'the database does not answer' }, 503, headers);
    }
    return c.json({ status: 'ready' }, 200, headers);
  });
  hono.get('/metrics', async (c) => {
    if (!mayReadMetrics(deps.metricsToken, c.req.header('authorization'), c.get('address'))) {
      throw errors['auth.unauthorized']();
    }
    return c.text(await deps.metrics(), 200, {
      'content-type': 'text/plain; version=0.0.4',
      'cache-control': 'no-store',
    });
  });
}

/** With a token, whoever has it; without one, only this machine. */
function mayReadMetrics(
  token: string | undefined,
  authorization: string | undefined,
  address: string,
): boolean {
  if (token === undefined) return addressKind(address) === 'loopback';
  return constantTimeEqual(authorization?.replace(/^Bearer /i, '') ?? '', token);
}

export function statusRoutes({ db, jobs, version }: StatusDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/status',
      summary: 'Read the state of the installation',
      permission: 'status:read',
      errors: [],
      response: statusOut,
      handler: async () => ({
        version,
        database: { engine: db.engine, version: await databaseVersion(db) },
        jobs: await jobs.counts(),
      }),
    }),
  ];
}
