// A tenant's own mail server over HTTP: whose mail goes where, what is told of it, and what a test of it says.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MailServer } from '../../kernel/mail/test-mail-server.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { issueOf, type MailWorld, path, secret, startMailWorld } from './mail-settings-harness.ts';

let world: MailWorld;
beforeAll(async () => {
  world = await startMailWorld();
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.fresh());
afterEach(() => world.server.close());

describe('whose mail server', () => {
  test('without settings the installation’s: nothing is told of it but the sender', async () => {
    expect((await world.call('GET', path)).json).toEqual({
      source: 'environment',
      host: null,
      port: null,
      security: null,
      username: null,
      hasPassword: false,
      fromName: 'Everybody',
      fromAddress: 'all@installation.example',
      version: 0,
    });
    await world.send();
    await world.app.jobs.drain();
    expect([world.ofInstallation.received.length, world.server.received.length]).toEqual([1, 0]);
  });

  test('with settings the tenant’s own, with its sender; another tenant’s mail stays where it went', async () => {
    expect((await world.put(world.settings())).json).toMatchObject({
      source: 'tenant',
      host: '127.0.0.1',
      version: 1,
    });
    const other = await world.app.tenants.create({ id: `t${world.server.port}`, name: 'Other' });
    await world.send();
    await world.send(other.db);
    await world.app.jobs.drain();
    expect(world.server.received).toHaveLength(1);
    expect(world.server.received[0]?.data).toMatch(/^From: Acme <no-reply@acme\.example>$/m);
    expect(world.ofInstallation.received).toHaveLength(1);
    expect(world.ofInstallation.received[0]?.data).toMatch(/^From: Everybody <all@installation\.example>$/m);
    expect(await world.app.mail.settings.find(other.db)).toBeUndefined();
  });

  test('deleted, it is the installation’s again', async () => {
    await world.put(world.settings());
    expect((await world.call('DELETE', path)).status).toBe(204);
    expect((await world.call('DELETE', path)).status).toBe(204);
    expect((await world.call('GET', path)).json).toMatchObject({ source: 'environment', version: 0 });
  });

  test('without any the test says so, and mail ends in the dev mailbox', async () => {
    const bare = await buildTestApp();
    try {
      const as = await bare.managementToken(['mail-settings:read', 'mail-settings:write']);
      const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
      expect(await (await bare.fetch(path, { headers })).json()).toMatchObject({ source: 'none' });
      const body = JSON.stringify({ to: 'admin@acme.example' });
      const answer = await bare.fetch(`${path}/test`, { method: 'POST', headers, body });
      expect(await answer.json()).toMatchObject({
        sent: false,
        problem: expect.stringContaining('dev mailbox'),
      });
    } finally {
      await bare.close();
    }
  });
});

describe('changing', () => {
  test('RFC 9110 section 13.1.1: an edit of an old version is refused, also the first one', async () => {
    expect((await world.put(world.settings(), { 'if-match': '"0"' })).json.version).toBe(1);
    expect((await world.put(world.settings(), { 'if-match': '"0"' })).status).toBe(412);
    expect((await world.put(world.settings({ fromName: null }), { 'if-match': '"1"' })).json.version).toBe(2);
    expect((await world.call('DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('the password stays when it is left out, and goes with the username', async () => {
    world.server.answers = { EHLO: '250-test\r\n250 AUTH PLAIN', AUTH: '235 welcome' };
    expect((await world.put(world.withAccount())).json).toMatchObject({
      username: 'acme',
      hasPassword: true,
    });
    for (const password of [undefined, null])
      expect((await world.put(world.withAccount({ password, fromName: 'New' }))).json.hasPassword).toBe(true);
    expect(await world.runTest()).toMatchObject({ sent: true });
    const expected = Buffer.from(`\0acme\0${secret}`).toString('base64');
    expect(world.server.commands).toContain(`AUTH PLAIN ${expected}`);
    expect((await world.put(world.settings())).json).toMatchObject({ username: null, hasPassword: false });
    expect(issueOf(await world.put(world.withAccount({ password: undefined }))).path).toBe('password');
  });

  test('each change and each test is told with who and what, and no password', async () => {
    await world.put(world.withAccount());
    await world.runTest();
    await world.call('DELETE', path);
    await world.app.settle();
    const { json, text } = await world.call('GET', '/api/audit-events?type=mail_settings.&pageSize=3');
    expect(json.map(({ type }: { type: string }) => type)).toEqual([
      'mail_settings.deleted',
      'mail_settings.tested',
      'mail_settings.updated',
    ]);
    expect(json[2].data).toMatchObject({ before: null, after: { username: 'acme' }, passwordChanged: true });
    expect(text).not.toContain(secret);
  });
});

describe('mail in flight when settings change', () => {
  const busy = { RCPT: '451 come back later' };

  test('what waits goes through the server that is right when it goes', async () => {
    await world.put(world.settings());
    world.server.answers = busy;
    await world.send();
    await world.app.jobs.drain();
    expect(await world.statuses()).toEqual(['queued']);
    const next = new MailServer();
    await next.listen();
    await world.put(world.settings({ port: next.port, fromName: 'Next' }));
    await world.again();
    await next.close();
    expect([world.server.received.length, next.received.length]).toEqual([0, 1]);
    expect(next.received[0]?.data).toMatch(/^From: Next /m);
    expect(await world.statuses()).toEqual(['sent']);
  });

  test('when the settings go, the installation’s server sends it', async () => {
    await world.put(world.settings());
    world.server.answers = busy;
    await world.send();
    await world.app.jobs.drain();
    await world.call('DELETE', path);
    await world.again();
    expect([world.ofInstallation.received.length, await world.statuses()]).toEqual([1, ['sent']]);
  });

  test('a change and mail in one moment: nothing is lost, nothing goes twice', async () => {
    const changes = [
      world.put(world.settings()),
      world.send(),
      world.call('DELETE', path),
      world.send(),
      world.put(world.settings({ fromName: 'B' })),
      world.send(),
    ];
    await Promise.all(changes);
    await world.app.jobs.drain();
    await world.again();
    expect(await world.statuses()).toEqual(['sent', 'sent', 'sent']);
    expect(world.server.received.length + world.ofInstallation.received.length).toBe(3);
  });
});

describe('the test says what the mail server answered, and what to do', () => {
  test('sent: the mail arrives as the settings say', async () => {
    await world.put(world.settings());
    expect(await world.runTest()).toEqual({ sent: true, durationMs: expect.any(Number) });
    expect(world.server.received[0]).toMatchObject({ to: ['admin@acme.example'] });
    expect(world.server.received[0]?.data).toMatch(/^Subject: Test mail from Gatehouse$/m);
  });

  const auth = 'EHLO';
  test.each<[string, Record<string, string>, object, RegExp, RegExp]>([
    [
      'a wrong password',
      { [auth]: '250-test\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 Username and Password not accepted' },
      { username: 'acme', password: secret },
      /refused the user name or password.*It said: 535 5\.7\.8 Username and Password not accepted/,
      /app password/,
    ],
    [
      'a sender that is not theirs',
      { MAIL: '550 5.7.60 not allowed to send as this sender' },
      {},
      /does not send mail from no-reply@acme\.example.*550 5\.7\.60/,
      /belongs to the account/,
    ],
    ['a recipient it refuses', { RCPT: '554 5.7.1 Relay access denied' }, {}, /recipient.*554/, /relaying/],
    ['no sign-in', { MAIL: '530 5.7.0 Authentication required' }, {}, /wants a sign-in/, /user name/],
    ['no encryption', { MAIL: '530 5.7.0 Must issue a STARTTLS command first' }, {}, /encrypted/, /STARTTLS/],
    ['a message it refuses', { '.': '554 5.6.0 spam' }, {}, /refused the message.*554 5\.6\.0 spam/, /log/],
    ['no STARTTLS', { STAR: '502 not here' }, { security: 'starttls' }, /does not offer STARTTLS/, /465/],
    ['no TLS at once', {}, { security: 'tls' }, /does not begin with TLS/, /STARTTLS/],
  ])('%s', async (_, answers, changes, problem, hint) => {
    world.server.answers = answers;
    await world.put(world.settings(changes));
    const result = await world.runTest();
    expect(result).toMatchObject({ sent: false, durationMs: expect.any(Number) });
    expect(result.problem).toMatch(problem);
    expect(result.hint).toMatch(hint);
  });

  test('nobody there, a name that nobody knows, something that is no mail server', async () => {
    const { port } = world.server;
    await world.server.close();
    await world.put(world.settings({ port }));
    expect((await world.runTest()).problem).toBe(`Nothing answers at 127.0.0.1:${port}.`);
    await world.put(world.settings({ host: 'nowhere.example' }));
    expect((await world.runTest()).problem).toBe('The name nowhere.example was not found.');
    world.server = new MailServer();
    world.server.answers = { GREET: 'SSH-2.0-OpenSSH_9.6 internal-secret-banner' };
    await world.server.listen();
    await world.put(world.settings());
    const { problem } = await world.runTest();
    expect(problem).toMatch(/ended the connection, or is no mail server/);
    expect(problem).not.toContain('internal-secret-banner');
  });
});
