/** For this feature's tests: an app whose installation has a mail server, and another one for the tenant. */
import { MailServer } from '../../kernel/mail/test-mail-server.ts';
import { buildTestApp } from '../../testing/test-app.ts';

export const path = '/api/mail-settings';
export const secret = 'hunter2-of-the-mail-server';

export async function startMailWorld() {
  const names = new Map<string, string[]>();
  const ofInstallation = new MailServer();
  const env = {
    GATEHOUSE_SMTP_URL: await ofInstallation.listen(),
    GATEHOUSE_SMTP_FROM: 'Everybody <all@installation.example>',
  };
  const resolver = async (name: string) => {
    const found = names.get(name);
    if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return found;
  };
  const app = await buildTestApp({ env, resolver });
  const token = await app.managementToken();

  async function call(
    method: string,
    to: string,
    body?: unknown,
    headers: Record<string, string> = {},
    as = token,
  ) {
    const response = await app.fetch(to, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, json: text ? JSON.parse(text) : undefined };
  }

  const world = {
    app,
    /** What the DNS says. */
    names,
    ofInstallation,
    /** The tenant's, a new one for each test. */
    server: new MailServer(),
    call,
    settings: (changes: object = {}) => ({
      host: '127.0.0.1',
      port: world.server.port,
      security: 'none',
      fromName: 'Acme',
      fromAddress: 'no-reply@acme.example',
      ...changes,
    }),
    withAccount: (changes: object = {}) => world.settings({ username: 'acme', password: secret, ...changes }),
    put: (body: object, headers = {}) => call('PUT', path, body, headers),
    runTest: async () => (await call('POST', `${path}/test`, { to: 'admin@acme.example' })).json,
    send: (db = app.tenant.db) =>
      db.inTx((tx) =>
        app.mail.send(tx, {
          to: 'alice@acme.example',
          kind: 'sign-in-code',
          subject: 'S',
          text: '731904',
          code: '731904',
        }),
      ),
    /** Waiting mail is tried once more. */
    async again() {
      await app.db.pool.query(`update jobs set run_at = now() - interval '1 second'`);
      await app.jobs.drain();
    },
    statuses: async () => (await app.mail.mailbox(app.tenant.db)).map(({ status }) => status),
    /** A tenant without settings and mail, and a mail server for it. */
    async fresh() {
      names.clear();
      names.set('mail.acme.example', ['127.0.0.1']);
      world.server = new MailServer();
      await world.server.listen();
      await call('DELETE', path);
      for (const table of ['mail_messages', 'jobs', 'rate_limits'])
        await app.db.pool.query(`delete from ${table}`);
      ofInstallation.received.length = 0;
    },
    async close() {
      await app.close();
      await ofInstallation.close();
    },
  };
  return world;
}

export type MailWorld = Awaited<ReturnType<typeof startMailWorld>>;

export const issueOf = (answer: { json: { data: { issues: { path: string; message: string }[] } } }) =>
  answer.json.data.issues[0]!;
