/**
 * Statements of each operation, counted at the database driver of an app in this process, with nothing else going
 * on. They don't depend on the machine. Prints JSON; embedded, or PostgreSQL when DATABASE_URL is set.
 */
import { Application } from '../e2e/wire/application.ts';
import { bookstore, declaration, operator } from '../e2e/wire/gatehouse.ts';
import { closeConnections } from '../e2e/wire/request.ts';
import { startIdpSimulator } from '../server/src/testing/idp/index.ts';
import { buildTestApp } from '../server/src/testing/test-app.ts';
import { declarationWith, entra, people } from './declaration.ts';
import { type Operation, operations, type Seat } from './operations.ts';
import { measureSessionDeath } from './session-death.ts';

const measured: Operation[] = [
  'client_credentials',
  'userinfo',
  'introspection',
  'refresh',
  'password sign-in',
  'SSO sign-in',
];

/** Whom the directory takes away. */
const leaver = `leaver@${entra.domain}`;

const app = await buildTestApp({ env: { DATABASE_URL: process.env.DATABASE_URL ?? '' } });
const { tenantId, clientId, clientSecret, domain } = entra;
const idp = await startIdpSimulator({
  organizations: [
    {
      kind: 'entra',
      id: tenantId,
      domain,
      clients: [
        { clientId, clientSecret, name: 'Gatehouse', redirectUris: [`${app.endpoint}/callback/acme`] },
      ],
      users: [entra.people[0]!, leaver].map((username) => ({ username, email: username })),
    },
  ],
});

async function declare(): Promise<void> {
  const { tenant } = app;
  const { ssoConnectors } = declarationWith(idp.url).tenants.default;
  for (const application of declaration.tenants.default.applications) {
    await app.applications.create(
      tenant.db,
      application as Parameters<typeof app.applications.create>[1],
      tenant,
    );
  }
  const { email, password } = people[0]!;
  const passwordHash = await app.credentials.hashPassword(password);
  await app.users.create(tenant.db, { email, emailVerified: true, passwordHash });
  for (const connector of ssoConnectors) {
    await app.sso.connectors.create(tenant.db, connector as Parameters<typeof app.sso.connectors.create>[1]);
  }
  await app.experience.update(tenant.db, { singleSignOnEnabled: true });
}

await declare();
const seat: Seat = {
  worker: 0,
  endpoint: app.endpoint,
  node: app.endpoint,
  bookstore: new Application(bookstore(app.endpoint)),
  operator: new Application(operator(app.endpoint)),
};
const counts: Partial<Record<Operation, number>> = {};
for (const operation of measured) {
  const repeat = await operations[operation](seat);
  const runs: number[] = [];
  for (let run = 0; run < 4; run += 1) {
    const { statements } = await app.db.statements.during(() => repeat(seat));
    runs.push(statements.length);
  }
  // The least is what it takes when warm: a cache that was told of a change reads once more.
  counts[operation] = Math.min(...runs);
}
const sessionDeath = await measureSessionDeath(app, seat, leaver);
console.log(JSON.stringify({ ...counts, sessionDeath }));
closeConnections();
await idp.close();
await app.close();
process.exit(0);
