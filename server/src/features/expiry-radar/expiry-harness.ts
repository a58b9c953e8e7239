/** For the tests of the expiry radar: two nodes, a clock and a DNS that the test moves, and administrators of each role. */
import { fixedClock } from '../../kernel/clock/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import type { Tenant } from '../tenants/index.ts';

export const day = 24 * 3_600_000;

export type RadarWorld = Awaited<ReturnType<typeof startRadar>>;

export async function startRadar() {
  /** Where the story begins: now, as the database's clock and the tokens' must agree with ours. */
  const start = new Date();
  const clock = fixedClock(start);
  /** What the DNS has. */
  const records = new Map<string, string[]>();
  const dns = { silent: false };

  const resolveTxt = async (name: string): Promise<string[][]> => {
    if (dns.silent) throw new Error('timeout');
    const found = records.get(name);
    if (!found) throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' });
    return found.map((text) => [text]);
  };

  const app = await buildTestApp({ clock, resolveTxt });
  const secondNode = await buildTestApp({ clock, resolveTxt, db: app.db });
  const admins = (await app.tenants.byId('admin'))!;
  const people = [
    ['olga', 'owner'],
    ['adam', 'admin'],
    ['vera', 'viewer'],
    ['susi', 'support'],
    ['gone', 'admin'],
  ] as const;
  for (const [name, role] of people) {
    const user = await app.users.create(admins.db, { email: `${name}@ops.example`, emailVerified: true });
    await admins.db.inTx((tx) => app.management.administrators.add(tx, user.id, role));
    if (name === 'gone') await app.users.suspend(admins.db, user.id);
  }

  async function look(node: TestApp = app): Promise<void> {
    await node.settle();
    // What the look itself has told.
    await node.events.drain();
  }

  return {
    app,
    secondNode,
    start,
    clock,
    records,
    dns,
    look,
    /** The beginning of the story, with a DNS that answers and knows nothing. */
    reset(): void {
      clock.set(start);
      dns.silent = false;
      records.clear();
    },
    async newTenant(id: string, name: string): Promise<Tenant> {
      await app.tenants.create({ id, name });
      return (await app.tenants.byId(id))!;
    },
    /** The day after so many days, as a provider shows it. */
    dateIn: (days: number) => new Date(start.getTime() + days * day).toISOString().slice(0, 10),
    connector: (tenant: Tenant, over: object = {}, config: object = {}) =>
      app.sso.connectors.create(tenant.db, {
        id: 'acme',
        name: 'Acme',
        provider: 'oidc',
        config: { issuer: 'https://idp.example', clientId: 'x', clientSecret: 'y', ...config },
        ...over,
      }),
    async mails(tenant: Tenant) {
      const all = await app.mail.mailbox(tenant.db, { limit: 100 });
      return all.filter(({ kind }) => kind === 'expiry').reverse();
    },
    async events(tenant: Tenant) {
      const rows = await tenant.db
        .selectFrom('audit_events')
        .select(['data', 'subject_id'])
        .where('type', '=', 'sso.expiry_due')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(({ data, subject_id }) => ({
        ...(data as { step: number; kind: string }),
        subject: subject_id,
      }));
    },
    async close(): Promise<void> {
      await secondNode.close();
      await app.close();
    },
  };
}
