/**
 * A server with the provider alone, whose sign-in page signs in whoever the test says. For tests of this
 * folder. A second one on the same database and endpoint is a second node.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { systemClock } from '../../kernel/clock/index.ts';
import { createSealer } from '../../kernel/crypto/index.ts';
import type { Database } from '../../kernel/db/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { createOutbound } from '../../kernel/outbound/index.ts';
import { createAccess } from '../access/index.ts';
import { createApplications } from '../applications/index.ts';
import { createExperience, createPageContexts } from '../experience/index.ts';
import { createKeys } from '../keys/index.ts';
import { createRoles } from '../roles/index.ts';
import { createTenants, type Tenant } from '../tenants/index.ts';
import { createUsers } from '../users/index.ts';
import type { Attempt, SignInResult } from './attempts.ts';
import { createOidc, type OidcDeps } from './index.ts';
import type { BackchannelLogout } from './logout.ts';

export interface HarnessOptions {
  /** Share the database of another node, and its endpoint. */
  db?: Database;
  endpoint?: string;
  overrides?: Partial<OidcDeps>;
}

/** What the page does with an attempt: `show` answers the attempt as JSON and leaves it open. */
interface Page extends Omit<SignInResult, 'methods'> {
  does: 'sign-in' | 'continue' | 'refuse' | 'show';
}

export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

export async function startProvider(options: HarnessOptions = {}) {
  const db = options.db ?? (await openTestDatabase());
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  /** Where this node listens; tests with a public endpoint of another name call it here. */
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = options.endpoint ?? origin;
  const cache = createTenantCache();
  const sealer = createSealer({ keys: new Map([['k1', Buffer.alloc(32, 7)]]), currentKeyId: 'k1' });
  const tenants = createTenants({ system: db, cache, endpoint });
  await tenants.ensureBuiltIn();
  const applications = createApplications({ cache, clock: systemClock });
  const access = createAccess({ cache, endpoint });
  const roles = createRoles({ access });
  const problems: unknown[] = [];
  const failures: Error[] = [];
  const backchannel: BackchannelLogout[] = [];
  const keys = createKeys({ cache, sealer });
  const outbound = createOutbound({ allow: [], endpointIsLoopback: true });
  const oidc = createOidc({
    cache,
    clock: systemClock,
    keys,
    applications,
    access,
    outbound,
    pageContext: createPageContexts(createExperience({ cache })),
    managementPermissions: async () => undefined,
    mayContinue: async () => true,
    identitiesOf: async () => [],
    organizationsOf: async () => [],
    rolesOf: async (of, userId) => roles.namesOfUser(of.db, userId),
    moreKeys: async () => [],
    offersAcr: async () => false,
    upstreamLogout: async () => undefined,
    queueBackchannelLogout: async (_db, logout) => void backchannel.push(logout),
    logProblem: (details) => void problems.push(details),
    onServerError: (error) => void failures.push(error),
    ...options.overrides,
  });
  const users = createUsers({
    clock: systemClock,
    onUserDisabled: async (tx, userId) => {
      await oidc.sessions.endAllForUser(tx, userId, { revokeGrants: true });
    },
  });
  const page: Page = { does: 'sign-in', userId: '', remember: true };

  async function answer(tenant: Tenant, req: IncomingMessage, res: ServerResponse, attempt: Attempt) {
    const { attempts } = oidc;
    const { does, ...person } = page;
    if (does === 'refuse') {
      return attempts.refuse(tenant, attempt, { error: 'access_denied', description: 'no' });
    }
    if (does === 'continue') return attempts.continueAs(tenant, attempt);
    if (attempt.prompt === 'consent') return attempts.consent(tenant, attempt);
    return attempts.signIn(tenant, req, res, attempt, { ...person, methods: ['pwd'] });
  }

  async function route(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const found = await tenants.resolve(req.url ?? '/', req.headers.host);
    if (!found) return void res.writeHead(404).end();
    const { tenant, path } = found;
    if (/^\/oidc(?=[/?]|$)/.test(path)) return oidc.handle(tenant, req, res, path);
    const attemptId = /^\/sign-in\/([^/?]+)/.exec(path)?.[1];
    if (!attemptId) return void res.writeHead(404).end();
    const attempt = await oidc.attempts.load(tenant, req, res, attemptId);
    if (page.does === 'show') {
      const { payload: _, ...shown } = attempt;
      return void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(shown));
    }
    res.writeHead(303, { location: await answer(tenant, req, res, attempt) }).end();
  }

  server.on('request', (req, res) => {
    route(req, res).catch((error: { status?: number; code?: string }) => {
      if (!error.status) failures.push(error as Error);
      res.writeHead(error.status ?? 500).end(error.code ?? String(error));
    });
  });

  return {
    db,
    endpoint,
    origin,
    tenant: (await tenants.byId('default'))!,
    tenants,
    cache,
    applications,
    access,
    roles,
    users,
    oidc,
    keys,
    /** Pages of errors that people saw. */
    problems,
    /** What would have been a 500. Has to stay empty. */
    failures,
    backchannel,
    page,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await outbound.close();
      if (!options.db) await db.close();
    },
  };
}

/** Time travel: the database's clock can't be moved, so the rows are. */
export async function expire(p: TestProvider, kind: string): Promise<void> {
  await p.tenant.db
    .updateTable('oidc_tokens')
    .set({ expires_at: sql<Date>`now() - interval '1 second'` })
    .where('kind', '=', kind)
    .execute();
}

/** Signed in and last used this many seconds earlier than in truth. */
export async function ageSessions(p: TestProvider, seconds: number): Promise<void> {
  const back = (column: string) => sql<Date>`${sql.ref(column)} - make_interval(secs => ${seconds}::int)`;
  await p.tenant.db
    .updateTable('oidc_sessions')
    .set({
      payload: sql`jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::bigint - ${seconds}::int))`,
      expires_at: back('expires_at'),
    })
    .where('user_id', 'is not', null)
    .execute();
}

/** Refresh tokens that were used were used this much earlier. */
export async function ageRotations(p: TestProvider, seconds: number): Promise<void> {
  await p.tenant.db
    .updateTable('oidc_tokens')
    .set({ consumed_at: sql<Date>`consumed_at - make_interval(secs => ${seconds}::int)` })
    .where('kind', '=', 'RefreshToken')
    .execute();
}
