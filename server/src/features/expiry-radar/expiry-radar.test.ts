/** Issue 5: nobody is surprised by an expiry. States, warnings at 60/30/7/1/0 days, each once, and who gets them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tenant } from '../tenants/index.ts';
import { day, type RadarWorld, startRadar } from './expiry-harness.ts';

let world: RadarWorld;
let tenant: Tenant;
let app: RadarWorld['app'];
let clock: RadarWorld['clock'];
let records: RadarWorld['records'];
let start: Date;

beforeAll(async () => {
  world = await startRadar();
  ({ app, clock, records, start } = world);
}, 60_000);
afterAll(() => world.close());

let count = 0;
beforeEach(async () => {
  world.reset();
  count += 1;
  tenant = await world.newTenant(`radar-${count}`, `Radar ${count}`);
});

const dateIn = (days: number) => world.dateIn(days);
const connector = (over?: object, config?: object) => world.connector(tenant, over, config);
const look = (node?: typeof app) => world.look(node);
const mails = () => world.mails(tenant);
const events = () => world.events(tenant);
const items = () => app.expiryRadar.items(tenant.db, { customDomains: true });

describe('a client secret', () => {
  test('is warned of at 60, 30, 7 and 1 days and on the day, each once, and not after', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(61) });
    await look();
    expect(await mails()).toEqual([]);
    for (const [passed, step] of [
      [1, 60],
      [31, 30],
      [54, 7],
      [60, 1],
      [61, 0],
    ] as const) {
      clock.set(new Date(start.getTime() + passed * day));
      await look();
      await look();
      const steps = (await events()).map((event) => event.step);
      expect([steps.at(-1), steps.filter((one) => one === step).length]).toEqual([step, 1]);
    }
    clock.set(new Date(start.getTime() + 62 * day));
    await look();
    clock.set(new Date(start.getTime() + 200 * day));
    await look();
    expect((await events()).map(({ step }) => step)).toEqual([60, 30, 7, 1, 0]);
    const readers = (await mails()).map(({ to }) => to);
    expect(new Set(readers)).toEqual(new Set(['olga@ops.example', 'adam@ops.example']));
    expect(readers).toHaveLength(10);
  });

  test('the event names the connector, what ends and when', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await look();
    expect(await events()).toEqual([
      {
        kind: 'client-secret',
        name: 'Acme',
        expiresAt: `${dateIn(5)}T23:59:59.000Z`,
        step: 7,
        daysLeft: 5,
        subject: 'acme',
      },
    ]);
  });

  test('the mail says what, when and where to renew it', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await look();
    const [mail] = await mails();
    expect(mail?.subject).toContain(`${tenant.name}: Client secret`);
    expect(mail?.subject).toContain('Acme');
    expect(mail?.text).toContain(`ends in 5 days, on ${dateIn(5)}`);
    expect(mail?.text).toContain(
      `${app.endpoint}/console/${tenant.id}/enterprise-sso/acme/connection?renew=secret`,
    );
  });

  test('that is renewed is warned of no more, and from the beginning for its new end', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await look();
    await app.sso.connectors.update(tenant.db, 'acme', { config: { clientSecretExpiresAt: dateIn(400) } });
    clock.advance(5 * day);
    await look();
    expect((await events()).map(({ step }) => step)).toEqual([7]);
    clock.set(new Date(start.getTime() + 340 * day));
    await look();
    expect((await events()).map(({ step }) => step)).toEqual([7, 60]);
  });

  test('a server that was off for months gives one warning, the nearest', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(100) });
    await look();
    clock.set(new Date(start.getTime() + 95 * day));
    await look();
    expect((await events()).map(({ step }) => step)).toEqual([7]);
  });

  test('threat: two nodes that look at the same moment send nothing twice', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await Promise.all([look(app), look(world.secondNode), look(app), look(world.secondNode)]);
    expect(await mails()).toHaveLength(2);
    expect(await events()).toHaveLength(1);
  });

  test('without a date is listed as unknown, and nobody is mailed', async () => {
    await connector();
    await look();
    expect(await items()).toMatchObject([{ kind: 'client-secret', state: 'unknown', expiresAt: null }]);
    expect(await mails()).toEqual([]);
  });

  test('of a deleted connector is nobody’s worry', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await look();
    await app.sso.connectors.remove(tenant.db, 'acme');
    expect(await items()).toEqual([]);
    clock.advance(5 * day);
    await look();
    expect(await events()).toHaveLength(1);
  });

  test('saying when it ends costs no new test of the connection', async () => {
    const { version } = await connector();
    await tenant.db
      .updateTable('sso_connectors')
      .set({ tested_at: new Date() })
      .where('id', '=', 'acme')
      .execute();
    const updated = await app.sso.connectors.update(
      tenant.db,
      'acme',
      { config: { clientSecretExpiresAt: dateIn(5) } },
      { version },
    );
    expect(updated.testedAt).not.toBeNull();
  });
});

describe('several at once', () => {
  test('are one mail', async () => {
    await connector({}, { clientSecretExpiresAt: dateIn(5) });
    await connector({ id: 'globex', name: 'Globex' }, { clientSecretExpiresAt: dateIn(20) });
    await look();
    const sent = await mails();
    expect(sent).toHaveLength(2);
    expect(sent[0]?.subject).toBe(`${tenant.name}: 2 things end soon or have ended`);
    expect(sent[0]?.text).toMatch(/Acme[\s\S]*Globex/);
    expect(await events()).toHaveLength(2);
  });
});

describe('a SCIM token', () => {
  test('of a directory that is synchronized is watched; the one that lasts longest counts', async () => {
    await connector();
    await app.scim.update(tenant.db, 'acme', { enabled: true });
    await app.scim.tokens.create(tenant.db, 'acme', 20);
    await look();
    expect((await events()).map(({ kind, step }) => [kind, step])).toEqual([['scim-token', 30]]);
    await app.scim.tokens.create(tenant.db, 'acme', 300);
    const [item] = (await items()).filter(({ kind }) => kind === 'scim-token');
    expect([item?.state, item?.daysLeft]).toEqual(['fine', 300]);
  });
});

describe('a proof of a domain', () => {
  async function proved(): Promise<void> {
    await connector({ domains: [{ name: 'acme.example' }], enabled: true });
    const { domains } = await app.sso.connectors.get(tenant.db, 'acme');
    records.set('_gatehouse.acme.example', [`gatehouse-verify=${domains[0]!.proofToken}`]);
    await app.sso.verifyDomain(tenant.db, 'acme', 'acme.example');
  }
  const domain = async () => (await app.sso.connectors.get(tenant.db, 'acme')).domains[0]!;
  const proofs = async () => (await items()).filter(({ kind }) => kind === 'domain-proof');
  const isSso = async () =>
    (await app.sso.connectorsForEmail(tenant, 'anna@acme.example')).map(({ id }) => id);

  test('that stays in the DNS is looked at each day and told of never', async () => {
    await proved();
    for (let i = 1; i <= 9; i += 1) {
      clock.set(new Date(start.getTime() + i * day));
      await look();
    }
    expect((await domain()).lastCheckedAt).toEqual(new Date(start.getTime() + 9 * day));
    expect([(await domain()).missingSince, await proofs(), await events()]).toEqual([null, [], []]);
  });

  test('that vanished is noted, after a week at risk and told of once; nobody is cut off', async () => {
    await proved();
    records.clear();
    clock.set(new Date(start.getTime() + day));
    await look();
    expect(await proofs()).toMatchObject([{ name: 'acme.example', state: 'soon', connectorId: 'acme' }]);
    clock.set(new Date(start.getTime() + 7 * day));
    await look();
    expect(await events()).toEqual([]);
    clock.set(new Date(start.getTime() + 8 * day + 1_000));
    await look();
    await look();
    expect(await proofs()).toMatchObject([{ state: 'expired' }]);
    expect(await events()).toMatchObject([{ kind: 'domain-proof', step: 0, subject: 'acme' }]);
    expect((await mails())[0]?.text).toContain('the DNS record has been missing for a week');
    expect((await domain()).provedAt).not.toBeNull();
    expect(await isSso()).toEqual(['acme']);
  });

  test('that is back is forgotten', async () => {
    await proved();
    const kept = new Map(records);
    records.clear();
    clock.set(new Date(start.getTime() + day));
    await look();
    for (const [name, texts] of kept) records.set(name, texts);
    clock.set(new Date(start.getTime() + 2 * day));
    await look();
    expect([(await domain()).missingSince, await proofs()]).toEqual([null, []]);
  });

  test('when the DNS does not answer nothing is known, and nothing told', async () => {
    await proved();
    world.dns.silent = true;
    clock.set(new Date(start.getTime() + 10 * day));
    await look();
    expect([(await domain()).missingSince, await events()]).toEqual([null, []]);
  });

  test('by the operator’s word is not looked for', async () => {
    await connector({ domains: [{ name: 'word.example', proved: true }] });
    clock.set(new Date(start.getTime() + 10 * day));
    await look();
    expect(await proofs()).toEqual([]);
  });

  test('of a custom domain is noted and told of in the same way; the tenant goes on answering', async () => {
    const { proofToken } = await app.customDomains.add(tenant.db, `login${count}.example`);
    records.set(`_gatehouse.login${count}.example`, [`gatehouse-verify=${proofToken}`]);
    await app.customDomains.verify(tenant.db, `login${count}.example`);
    records.clear();
    clock.set(new Date(start.getTime() + day));
    await look();
    clock.set(new Date(start.getTime() + 9 * day));
    await look();
    expect(await events()).toMatchObject([{ kind: 'custom-domain-proof', name: `login${count}.example` }]);
    expect((await app.customDomains.get(tenant.db, `login${count}.example`)).provedAt).not.toBeNull();
  });
});
