/** Our keys towards SAML providers: told before they sign, rotated without a sign-in lost, never two at once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hostile, startHostile } from './hostile-harness.ts';

let h: Hostile;
let token: string;
beforeAll(async () => {
  h = await startHostile();
  token = await h.world.app.managementToken();
});
afterAll(() => h.close());

interface Key {
  id: string;
  status: string;
  certificate: string;
  fingerprint: string;
  expiresAt: string;
}

async function call(method: string, path: string, body?: object, as = token) {
  const response = await h.world.app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { keys: Key[]; code?: string };
  return { status: response.status, code: answer.code, keys: answer.keys };
}
const rotate = (body = {}) => call('POST', '/saml-keys/rotate', body);
const prepare = () => call('POST', '/saml-keys/next');
const list = () => call('GET', '/saml-keys');

const base64 = ({ certificate }: Key) => certificate.replace(/-----[A-Z ]+-----|\s/g, '');
/** What a provider reads: certificates by use. */
async function published(use: 'signing' | 'encryption'): Promise<string[]> {
  const xml = await (await h.world.app.fetch('/saml/saml/metadata')).text();
  const pattern = new RegExp(`use="${use}".*?<ds:X509Certificate>([^<]+)`, 'g');
  return [...xml.matchAll(pattern)].map(([, certificate]) => certificate!);
}
const signsIn = async () => (await h.signIn('saml')).signedIn;
const aDayLater = () =>
  h.world.tenant.db.query(sql`update sso_saml_keys set created_at = created_at - interval '25 hours'
    where tenant_id = ${h.world.tenant.db.tenantId}`);

describe('a rotation', () => {
  it('next, current, previous: each sign-in holds, signed requests and encrypted assertions included', async () => {
    const before = await list();
    expect(before.keys.map(({ status }) => status)).toEqual(['current']);
    h.register('saml', { encrypt: true });
    expect(await signsIn()).toBe(true);

    const [current, next] = (await prepare()).keys as [Key, Key];
    expect([current.id, next.status]).toEqual([before.keys[0]!.id, 'next']);
    expect(next.fingerprint).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/);
    expect(await published('signing')).toEqual([base64(current), base64(next)]);
    expect(await published('encryption')).toEqual([base64(current)]);
    expect(await signsIn()).toBe(true);

    // A provider that was given certificates by hand, and encrypts for the one that was current.
    h.register('saml', { encrypt: true, certificates: [current.certificate, next.certificate] });
    await aDayLater();
    const after = await rotate();
    expect(after.keys.map(({ id, status }) => [id, status])).toEqual([
      [next.id, 'current'],
      [current.id, 'previous'],
    ]);
    expect(await published('signing')).toEqual([base64(next)]);
    expect(await published('encryption')).toEqual([base64(next)]);
    expect(await signsIn(), 'signed with the new key, opened with the old one').toBe(true);
    h.register('saml', { encrypt: true });
    expect(await signsIn()).toBe(true);
  });

  it('waits a day for providers to see the next key, unless it leaked', async () => {
    await prepare();
    expect(await rotate()).toMatchObject({ status: 409, code: 'sso.keys_too_soon' });
    expect(await rotate({ force: true })).toMatchObject({ status: 200 });
  });

  it('needs a next key, and there is one at most', async () => {
    expect(await rotate({ force: true })).toMatchObject({ status: 409, code: 'sso.saml_key_not_prepared' });
    const made = await Promise.all([prepare(), prepare(), prepare()]);
    expect(made.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await list()).keys.filter(({ status }) => status === 'next')).toHaveLength(1);
  });

  it('threat: of several at the same moment one counts, and the new key is not lost', async () => {
    const next = (await list()).keys.find(({ status }) => status === 'next')!;
    const answers = await Promise.all(Array.from({ length: 4 }, () => rotate({ force: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const { keys } = await list();
    expect(keys.map(({ status }) => status)).toEqual(['current', 'previous']);
    expect(keys[0]!.id).toBe(next.id);
  });

  it('is in the audit log', async () => {
    const rows = await h.world.tenant.db.query<{ type: string }>(sql<{ type: string }>`
      select type from events where tenant_id = ${h.world.tenant.db.tenantId} and type like 'sso.saml_key%' order by id`);
    expect(rows.slice(0, 2).map(({ type }) => type)).toEqual([
      'sso.saml_key_prepared',
      'sso.saml_key_rotated',
    ]);
  });

  it('threat: private keys in an answer, or a rotation without the permission', async () => {
    expect(JSON.stringify(await list())).not.toMatch(/PRIVATE|privateKey|sealed/);
    const reader = await h.world.app.managementToken(['sso-connectors:read']);
    expect(await call('GET', '/saml-keys', undefined, reader)).toMatchObject({ status: 200 });
    for (const path of ['/saml-keys/rotate', '/saml-keys/next'])
      expect(await call('POST', path, path.endsWith('rotate') ? {} : undefined, reader)).toMatchObject({
        status: 403,
      });
  });
});
