// Threats by way of a tenant's mail server: its password, other people's networks, other people's mailboxes.

import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSealer, reseal, sealContext } from '../../kernel/crypto/index.ts';
import { MailServer } from '../../kernel/mail/test-mail-server.ts';
import { createOutbound } from '../../kernel/outbound/index.ts';
import { permissionsOf } from '../management/index.ts';
import { issueOf, type MailWorld, path, secret, startMailWorld } from './mail-settings-harness.ts';

let world: MailWorld;
beforeAll(async () => {
  world = await startMailWorld();
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.fresh());
afterEach(() => world.server.close());

describe('threats', () => {
  test('the password is in no answer, no row, no event and no log, whatever the server says of it', async () => {
    const base64 = Buffer.from(`\0acme\0${secret}`).toString('base64');
    world.server.answers = { EHLO: '250-test\r\n250 AUTH PLAIN', AUTH: `535 no: ${secret} ${base64}` };
    const answers = [await world.put(world.withAccount()), await world.call('GET', path)];
    const result = await world.runTest();
    expect(result.problem).toContain('(redacted)');
    await world.send();
    await world.again();
    await world.app.settle();
    const rows = await Promise.all(
      ['mail_settings', 'events', 'audit_events', 'jobs', 'mail_messages'].map((table) =>
        world.app.db.pool.query(`select * from ${table}`),
      ),
    );
    const everything = JSON.stringify([answers, result, rows.map((one) => one.rows)]);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(base64);
  });

  test.each([
    ['another host', { host: 'mail.acme.example' }],
    ['another port', { port: 2525 }],
    ['no encryption', { security: 'none' }],
    ['another username', { username: 'eve' }],
  ])('whoever lacks the password has it sent to a server of theirs: %s', async (_, changes) => {
    const first = { security: 'starttls', host: '127.0.0.1', port: 587 };
    await world.put(world.withAccount(first));
    const answer = await world.put(world.withAccount({ ...first, password: undefined, ...changes }));
    expect(issueOf(answer)).toEqual({ path: 'password', message: expect.stringContaining('given again') });
    expect((await world.call('GET', path)).json).toMatchObject({ ...first, username: 'acme' });
  });

  test('a password in the clear: only on this machine', async () => {
    expect(issueOf(await world.put(world.withAccount({ host: 'mail.acme.example' }))).path).toBe('security');
    expect(
      (await world.put(world.withAccount({ host: 'mail.acme.example', security: 'starttls' }))).status,
    ).toBe(200);
  });

  test('somebody on the way takes STARTTLS out: neither password nor mail leaves', async () => {
    world.server.answers = { EHLO: '250-test\r\n250 AUTH PLAIN', STAR: '502 not here' };
    await world.put(world.withAccount({ security: 'starttls' }));
    await world.send();
    await world.app.jobs.drain();
    expect(world.server.received).toEqual([]);
    expect(world.server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });

  test.each([
    ['fromName', 'Acme\r\nBcc: eve@evil.example'],
    ['fromName', 'Acme\nX: y'],
    ['fromAddress', 'a@acme.example\r\nBcc: eve@evil.example'],
    ['fromAddress', 'a@acme.example, eve@evil.example'],
    ['fromAddress', 'Acme <a@acme.example>'],
    ['username', 'acme\0eve'],
    ['password', 'a\r\nMAIL FROM:<eve@evil.example>'],
    ['host', 'acme.example\r\nx'],
    ['host', 'http://169.254.169.254/'],
    ['host', 'acme.example:25'],
    ['host', 'user@acme.example'],
    ['host', '127.1'],
    ['host', '2130706433'],
    ['host', '0x7f000001'],
    ['host', '[::1]'],
    ['host', ''],
    ['port', 0],
    ['port', 65_536],
    ['port', 25.5],
    ['security', 'ssl'],
  ])('injection: %s %j is refused', async (field, value) => {
    const answer = await world.put(world.withAccount({ security: 'tls', [field]: value }));
    expect([answer.status, answer.json?.data?.issues[0]?.path]).toEqual([400, field]);
  });

  test('injection: a name of quotes, commas and brackets stays a name', async () => {
    await world.put(world.settings({ fromName: '"Acme" <eve@evil.example>, Bcc' }));
    await world.runTest();
    const mail = world.server.received[0];
    expect(mail?.from).toMatch(/^MAIL FROM:<no-reply@acme\.example>/);
    expect(mail?.to).toEqual(['admin@acme.example']);
    expect(mail?.data.split('\n\n')[0]).not.toMatch(/^Bcc/m);
    expect((await world.call('POST', `${path}/test`, { to: 'a@b.example, eve@evil.example' })).status).toBe(
      400,
    );
  });

  test.each([
    ['a private address', '10.0.0.5'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['private IPv6', 'fd00::1'],
    ['loopback inside IPv6', '::ffff:169.254.169.254'],
    ['a name of a private address', 'private.example'],
  ])('SSRF: %s is refused', async (_, host) => {
    world.names.set('private.example', ['10.0.0.5', '192.168.1.1']);
    const { status, json } = await world.put(world.settings({ host, security: 'tls' }));
    expect([status, json.code]).toEqual([422, 'outbound.refused']);
    expect((await world.call('GET', path)).json.source).toBe('environment');
  });

  test('SSRF: a name that changes its address after it was stored (DNS rebinding)', async () => {
    await world.put(world.settings({ host: 'mail.acme.example' }));
    world.names.set('mail.acme.example', ['10.0.0.5']);
    const { problem, hint } = await world.runTest();
    expect(problem).toMatch(/does not connect to mail\.acme\.example/);
    expect(hint).toContain('GATEHOUSE_OUTBOUND_ALLOW');
    await world.send();
    await world.app.jobs.drain();
    expect(await world.statuses()).toEqual(['queued']);
    world.names.set('mail.acme.example', ['127.0.0.1']);
    await world.again();
    expect(await world.statuses()).toEqual(['sent']);
  });

  test('SSRF: loopback is for loopback installations, unless it is allowed', async () => {
    const open = (allow: string[]) => createOutbound({ allow, endpointIsLoopback: false });
    for (const [allow, connected] of [
      [[], false],
      [['127.0.0.0/8'], true],
    ] as const) {
      const outbound = open([...allow]);
      const socket = outbound.connect({ host: '127.0.0.1', port: world.server.port });
      if (connected) (await socket).destroy();
      else await expect(socket).rejects.toMatchObject({ code: 'outbound.refused' });
      const permitted = outbound.assertPermitted('127.0.0.1');
      if (connected) await permitted;
      else await expect(permitted).rejects.toMatchObject({ code: 'outbound.refused' });
      await outbound.close();
    }
  });

  test('a tenant’s mail server that never answers: other tenants’ mail and all other jobs go on', async () => {
    const { app } = world;
    const other = await app.tenants.create({ id: `o${world.server.port}`, name: 'Other' });
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await world.put(world.settings({ port: (silent.address() as AddressInfo).port }));
    for (let n = 0; n < 12; n += 1) await world.send();
    await world.send(other.db);
    await app.jobs.start();
    try {
      await expect.poll(() => world.ofInstallation.received.length, { timeout: 5_000 }).toBe(1);
      expect(await world.statuses()).toEqual(Array(12).fill('queued'));
    } finally {
      await world.call('DELETE', path);
      silent.close();
      await app.db.pool.query('delete from jobs');
      await app.jobs.stop();
    }
  }, 30_000);

  test('a server that refused the connection is left alone for a minute; with new settings at once no more', async () => {
    const { port } = world.server;
    await world.server.close();
    await world.put(world.settings({ port }));
    await world.send();
    await world.again();
    world.server = new MailServer();
    await world.server.listen(port);
    await world.again();
    expect([world.server.received.length, await world.statuses()]).toEqual([0, ['queued']]);
    await world.put(world.settings({ host: 'mail.acme.example', port }));
    await world.again();
    expect(await world.statuses()).toEqual(['sent']);
  });

  test('a flood of tests: after some of them one has to wait', async () => {
    await world.put(world.settings());
    const codes: number[] = [];
    for (let n = 0; n < 12; n += 1)
      codes.push((await world.call('POST', `${path}/test`, { to: 'stranger@else.example' })).status);
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(codes).toContain(429);
  });

  test('who reads all mail by way of the settings: only who may write them, in the tenant admin only owners', async () => {
    const may = (role: 'admin' | 'support' | 'viewer', tenant: string) =>
      permissionsOf(role, tenant).filter((name) => name.startsWith('mail-settings'));
    expect(may('admin', 'default')).toEqual(['mail-settings:read', 'mail-settings:write']);
    for (const role of ['support', 'viewer'] as const) expect(may(role, 'default')).toEqual([]);
    expect(may('admin', 'admin')).toEqual([]);
    const weak = await world.app.managementToken(['mail-settings:read']);
    for (const [method, to, body] of [
      ['PUT', path, world.settings()],
      ['DELETE', path],
      ['POST', `${path}/test`, { to: 'a@b.example' }],
    ] as const)
      expect((await world.call(method, to, body, {}, weak)).status).toBe(403);
  });
});

test('DESIGN section 8: the password is sealed to its tenant and takes part in the rotation of keys', async () => {
  await world.put(world.withAccount());
  const sealed = async () =>
    (
      await world.app.db.query(sql<{ sealed: string }>`select sealed_password as sealed from mail_settings`)
    )[0]!.sealed;
  const context = sealContext('default', 'mail_settings', 'default');
  expect(world.app.sealer.open(await sealed(), context)).toBe(secret);
  const keys = new Map([
    ['test', Buffer.alloc(32, 7)],
    ['next', Buffer.alloc(32, 8)],
  ]);
  const rotated = createSealer({ keys, currentKeyId: 'next' });
  await reseal(world.app.db, rotated);
  expect(await sealed()).toMatch(/^v1\.next\./);
  expect(rotated.open(await sealed(), context)).toBe(secret);
  await reseal(world.app.db, createSealer({ keys, currentKeyId: 'test' }));
});
