/** Looking for attempts: who says "it did not work" is found by what they remember of it, and by nothing they may not know. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealer } from '../../../kernel/crypto/index.ts';
import { openTestApi, type TestApi } from '../../../kernel/http/test-api.ts';
import {
  acmeTenant,
  connectorInputs,
  type Harness,
  referenceOf,
  signIn,
  startHarness,
} from '../../../testing/sso.ts';
import { causes, ssoRoutes } from '../index.ts';
import { addressHash, addressHashes } from './addresses.ts';
import { pageOf, type TraceFilter } from './store-search.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;
const references: Record<string, string> = {};

beforeAll(async () => {
  h = await startHarness();
  place = await h.newTenant();
  const { sso, tenant } = place;
  for (const input of Object.values(connectorInputs(h.idp))) await sso.connectors.create(tenant.db, input);
  api = await openTestApi(ssoRoutes(sso), h.database);
  Object.assign(api.tenant, { db: tenant.db });
  const where = { sso, tenant, idp: h.idp };
  const tried = async (name: string, username: string, input: Parameters<typeof signIn>[2]) => {
    references[name] = referenceOf(await signIn(where, username, input));
  };
  await tried('anna', 'anna@acme.example', { connectorId: 'acme', applicationId: 'bookstore' });
  await tried('typed', 'ben@acme.example', { connectorId: 'acme', loginHint: 'Boss@Acme.example' });
  await tried('outside', 'chen@partner.example', { connectorId: 'acme' });
  h.idp.misbehave(acmeTenant, 'wrong-nonce');
  await tried('nonce', 'ben@acme.example', { connectorId: 'acme', applicationId: 'library' });
  h.idp.misbehave(acmeTenant, null);
  await tried('alice', 'alice', { connectorId: 'umbrella' });
  await sso.start(tenant, {
    connectorId: 'umbrella',
    attemptId: 'att_2',
    loginHint: 'dora@umbrella.example',
  });
});
afterAll(() => h.close());

async function found(query: string): Promise<string[]> {
  const { status, json } = await api.call('GET', `/sso-attempts?${query}`);
  expect(status, JSON.stringify(json)).toBe(200);
  const nameOf = new Map(Object.entries(references).map(([name, reference]) => [reference, name]));
  return json.map(({ reference }: { reference: string }) => nameOf.get(reference) ?? 'other').sort();
}

describe('an attempt is found', () => {
  it('by the code on the error page, however it is written', async () => {
    expect(await found(`reference=${references.nonce}`)).toEqual(['nonce']);
    expect(await found(`reference=%20${references.nonce!.toLowerCase()}`)).toEqual(['nonce']);
    expect(await found('reference=NOTHING')).toEqual([]);
  });

  it('by what the provider said of the address, in any spelling of it, signed in or refused', async () => {
    expect(await found('email=anna@acme.example')).toEqual(['anna']);
    expect(await found('email=ANNA@ACME.example')).toEqual(['anna']);
    expect(await found('email=chen@partner.example')).toEqual(['outside']);
  });

  it('by what the person typed, also when somebody else came back, and when nobody did', async () => {
    expect(await found('email=boss@acme.example')).toEqual(['typed']);
    expect(await found('email=ben@acme.example')).toEqual(['typed']);
    expect(await found('email=dora@umbrella.example')).toEqual(['other']);
  });

  it('only by the whole address', async () => {
    expect(await found('email=nna@acme.example')).toEqual([]);
    expect(await found('email=an@acme.example')).toEqual([]);
  });

  it('by connector, application and user', async () => {
    expect(await found('connectorId=umbrella')).toEqual(['alice', 'other']);
    expect(await found('applicationId=bookstore')).toEqual(['anna']);
    const user = await place.users.findByIdentifier(place.tenant.db, { email: 'anna@acme.example' });
    expect(await found(`userId=${user!.id}`)).toEqual(['anna']);
    expect(await found('connectorId=nobody')).toEqual([]);
  });

  it('by cause, by side and by outcome', async () => {
    expect(await found('cause=id_token.wrong_nonce')).toEqual(['nonce']);
    expect(await found('cause=email.outside_domains')).toEqual(['outside']);
    expect(await found(`side=${causes['id_token.wrong_nonce'].side}`)).toEqual(['nonce']);
    expect(await found('side=network')).toEqual([]);
    expect(await found('cause=id_token.wrong_nonce&side=user')).toEqual([]);
    expect(await found('outcome=failed')).toEqual(['nonce', 'outside']);
    expect(await found('outcome=started')).toEqual(['other']);
    expect(await found('outcome=succeeded')).toEqual(['alice', 'anna', 'typed']);
  });

  it('by time, newest first, page by page', async () => {
    const all = (await api.call('GET', '/sso-attempts')).json as { reference: string; startedAt: string }[];
    const middle = all[2]!.startedAt;
    const since = encodeURIComponent(middle);
    const ofTimes = async (query: string) => (await api.call('GET', `/sso-attempts?${query}`)).json.length;
    expect(await ofTimes(`since=${since}`)).toBe(3);
    expect(await ofTimes(`until=${since}`)).toBe(3);
    expect(await ofTimes('since=2100-01-01T00:00:00%2B02:00')).toBe(0);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all
        .map(({ startedAt }) => startedAt)
        .sort()
        .reverse(),
    );
    const second = await api.call('GET', '/sso-attempts?page=2&pageSize=4');
    expect(second.json.map(({ reference }: { reference: string }) => reference)).toEqual(
      all.slice(4).map(({ reference }) => reference),
    );
    expect(second.headers.get('total-number')).toBe('6');
  });

  it('by several facts at once', async () => {
    expect(await found('connectorId=acme&outcome=failed&side=idp')).toEqual(['nonce']);
    expect(await found('email=anna@acme.example&outcome=failed')).toEqual([]);
  });
});

it.each([
  ['email', 'email=alice'],
  ['an address with an invisible character', 'email=al%E2%80%8Bice@acme.example'],
  ['cause', 'cause=id_token.wrong'],
  ['side', 'side=provider'],
  ['outcome', 'outcome=lost'],
  ['since', 'since=yesterday'],
  ['until', 'until=2026-02-30T00:00:00Z'],
  ['reference', `reference=${'x'.repeat(41)}`],
  ['connectorId', 'connectorId='],
  ['userId', `userId=${'u'.repeat(65)}`],
  ['applicationId', 'applicationId=a%0Ab'],
  ['a filter that is none', 'mail=x'],
  ['a filter that is given twice', 'outcome=failed&outcome=started'],
])('a wrong filter is a typed error: %s', async (_, query) => {
  const { status, json } = await api.call('GET', `/sso-attempts?${query}`);
  expect([status, json.code]).toEqual([400, 'request.invalid']);
});

describe('what a reader gets', () => {
  it('the shortened address and no more, whatever else they may read', async () => {
    for (const permissions of [['sso-connectors:read'], ['all']]) {
      api.permissions = permissions;
      const { text, json } = await api.call('GET', '/sso-attempts?email=anna@acme.example');
      expect(json[0].email).toBe('an…@acme.example');
      expect(text).not.toContain('anna@');
    }
    api.permissions = ['users:read'];
    expect((await api.call('GET', '/sso-attempts')).status).toBe(403);
    api.permissions = ['all'];
  });

  it('nothing of another tenant: the same address is another hash there', async () => {
    const other = await h.newTenant();
    const own = await openTestApi(ssoRoutes(other.sso), h.database);
    Object.assign(own.tenant, { db: other.tenant.db });
    expect((await own.call('GET', '/sso-attempts?email=anna@acme.example')).json).toEqual([]);
    expect((await own.call('GET', `/sso-attempts?reference=${references.anna}`)).json).toEqual([]);
    expect((await own.call('GET', `/sso-attempts/${references.anna}`)).json.code).toBe(
      'sso.attempt_not_found',
    );
    const sealer = createSealer({ keys: new Map([['k', randomBytes(32)]]), currentKeyId: 'k' });
    expect(addressHash(sealer, 'one', 'a@b.example')).not.toBe(addressHash(sealer, 'two', 'a@b.example'));
  });

  it('who has the database without the key can not try addresses', async () => {
    const rows = await h.database.query(sql<{ row: string }>`
      select row_to_json(t)::text as row from sso_traces t where tenant_id = ${place.tenant.id}`);
    expect(JSON.stringify(rows)).not.toMatch(/(anna|boss|dora|chen)@/i);
    const [one, another] = [randomBytes(32), randomBytes(32)];
    const sealerOf = (keys: [string, Buffer][], currentKeyId: string) =>
      createSealer({ keys: new Map(keys), currentKeyId });
    const [before, without] = [sealerOf([['a', one]], 'a'), sealerOf([['b', another]], 'b')];
    const rotated = sealerOf(
      [
        ['a', one],
        ['b', another],
      ],
      'b',
    );
    const hash = addressHash(before, 't', 'anna@acme.example')!;
    expect(addressHashes(without, 't', 'anna@acme.example')).not.toContain(hash);
    // Old attempts are found while the old key is there.
    expect(addressHashes(rotated, 't', 'anna@acme.example')).toContain(hash);
    expect(addressHash(rotated, 't', 'anna@acme.example')).not.toBe(hash);
  });
});

describe('with very many attempts', () => {
  let db: Harness['database'];
  let tenantDb: TestApi['db'];
  beforeAll(async () => {
    db = h.database;
    tenantDb = (await h.newTenant()).tenant.db;
    await db.query(sql`
      insert into sso_traces (tenant_id, id, connector_id, application_id, user_id, outcome, cause, typed_hash,
        email_hash, started_at, expires_at)
      select ${tenantDb.tenantId}, 'R' || n, 'c' || n % 20, 'a' || n % 20, 'u' || n % 5000,
        case when n % 10 = 0 then 'failed' else 'succeeded' end, case when n % 10 = 0 then 'cause.' || n % 7 end,
        't' || n % 9000, 'e' || n % 9000, now() - n * interval '1 minute', now() + interval '1 day'
      from generate_series(1, 30000) n`);
    await db.query(sql`analyze sso_traces`);
  });

  it.each<[string, TraceFilter, RegExp]>([
    ['an address', { addressHashes: ['e17', 't4'] }, /sso_traces_typed.*sso_traces_email/s],
    ['a user', { userId: 'u17' }, /sso_traces_user/],
    ['an application', { applicationId: 'a3' }, /sso_traces_(application|order)/],
    ['a connector', { connectorId: 'c3' }, /sso_traces_(connector|order)/],
    ['a cause', { causes: ['id_token.wrong_nonce'] }, /sso_traces_cause/],
    ['several causes', { causes: ['id_token.wrong_nonce', 'email.missing'] }, /sso_traces_(cause|failed)/],
    ['failures', { outcome: 'failed' }, /sso_traces_failed/],
    ['times', { since: new Date('2026-01-01T00:00:00Z') }, /sso_traces_order/],
    ['nothing', {}, /sso_traces_order/],
  ])('%s: looked up by an index that begins with the tenant', async (_, filter, index) => {
    const explained = await db.query(sql<Record<string, string>>`
      explain ${pageOf(tenantDb, { ...filter, limit: 20, offset: 0 })}`);
    const plan = explained.map((row) => Object.values(row)[0]).join('\n');
    expect(plan).toMatch(index);
    expect(plan).not.toContain('Seq Scan on sso_traces');
  });
});
