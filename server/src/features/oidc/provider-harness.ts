/** A server with the provider alone, whose sign-in page signs in whoever the query names. For tests of this folder. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { systemClock } from '../../kernel/clock/index.ts';
import { createSealer } from '../../kernel/crypto/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { createAccess } from '../access/index.ts';
import { createApplications } from '../applications/index.ts';
import { createExperience, createPageContexts } from '../experience/index.ts';
import { createKeys } from '../keys/index.ts';
import { createTenants } from '../tenants/index.ts';
import { createUsers } from '../users/index.ts';
import { createOidc } from './index.ts';

export async function startProvider() {
  const db = await openTestDatabase();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cache = createTenantCache();
  const sealer = createSealer({ keys: new Map([['k1', Buffer.alloc(32, 7)]]), currentKeyId: 'k1' });
  const tenants = createTenants({ system: db, cache, endpoint });
  await tenants.ensureBuiltIn();
  const applications = createApplications({ cache, clock: systemClock });
  const access = createAccess({ cache, endpoint });
  const users = createUsers({ clock: systemClock, onUserDisabled: async () => {} });
  const problems: unknown[] = [];
  const backchannel: unknown[] = [];
  const keys = createKeys({ cache, sealer });
  const oidc = createOidc({
    cache,
    clock: systemClock,
    keys,
    applications,
    access,
    outbound: { fetch: (url, init) => fetch(url, init), close: async () => {} },
    pageContext: createPageContexts(createExperience({ cache })),
    managementPermissions: async () => undefined,
    mayContinue: async () => true,
    identitiesOf: async () => [],
    queueBackchannelLogout: async (_db, logout) => void backchannel.push(logout),
    logProblem: (details) => void problems.push(details),
    onServerError: (error) => void problems.push(error),
  });
  const tenant = (await tenants.byId('default'))!;
  server.on('request', (req, res) => void route(req, res));
  const signInAs: { userId?: string; remember: boolean } = { remember: true };

  async function route(
    req: Parameters<Parameters<Server['on']>[1]>[0],
    res: import('node:http').ServerResponse,
  ) {
    try {
      const path = req.url ?? '/';
      if (path.startsWith('/oidc')) return await oidc.handle(tenant, req, res, path);
      const attemptId = /^\/sign-in\/([^/?]+)/.exec(path)?.[1];
      if (!attemptId) return void res.writeHead(404).end();
      const attempt = await oidc.attempts.load(tenant, req, res, attemptId);
      const location =
        attempt.prompt === 'consent'
          ? await oidc.attempts.consent(tenant, attempt)
          : await oidc.attempts.signIn(tenant, req, res, attempt, {
              userId: signInAs.userId ?? '',
              methods: ['pwd'],
              remember: signInAs.remember,
            });
      res.writeHead(303, { location }).end();
    } catch (error) {
      res.writeHead((error as { status?: number }).status ?? 500).end(String(error));
    }
  }

  return {
    db,
    endpoint,
    tenant,
    applications,
    access,
    users,
    oidc,
    keys,
    problems,
    backchannel,
    signInAs,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
    },
  };
}
