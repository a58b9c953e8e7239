/**
 * Mail: stored in the transaction that wants it and sent by a job with retries, through the tenant's mail server or
 * else the installation's; without either it ends in the dev mailbox. The texts belong to the features. Bodies are
 * never logged, and are erased once they are sent. Owns the tables `mail_messages` and `mail_settings`.
 */

import type { Sealer } from '../crypto/index.ts';
import type { TenantDb } from '../db/index.ts';
import { defineErrors } from '../errors/index.ts';
import { newId } from '../ids/index.ts';
import type { JobContext, Jobs } from '../jobs/index.ts';
import type { Outbound } from '../outbound/index.ts';
import { type Explanation, explain, type ServerNames } from './explain.ts';
import { createRests, type Rests } from './rests.ts';
import { createMailSettings, type MailSettingsStore } from './settings.ts';
import { createSmtpTransport, type MailTransport, type SmtpFailure, type SmtpOptions } from './smtp.ts';
import * as store from './store.ts';

export type { MailSettings, MailSettingsInput } from './settings.ts';
export { isThisMachine } from './smtp.ts';
export type { MailboxMessage } from './store.ts';

export const errors = defineErrors({
  'mail.address_invalid': {
    status: 400,
    message: 'This is not an email address that mail can be sent to.',
    fix: 'Enter one address, like alice@example.com.',
  },
});

export type MailKind =
  | 'sign-in-code'
  | 'register-code'
  | 'reset-password-code'
  | 'verify-email-code'
  | 'already-registered'
  | 'password-changed'
  | 'test'
  | (string & {});

export interface MailMessage {
  to: string;
  kind: MailKind;
  subject: string;
  text: string;
  html?: string;
  /** Shown by the dev mailbox, so that tests and developers need not read the text. */
  code?: string;
}

export interface Mail {
  /** In the caller's transaction. */
  send(db: TenantDb, message: MailMessage): Promise<void>;
  /** The newest messages first; those sent by a mail server have lost their bodies. */
  mailbox(db: TenantDb, options?: { limit?: number }): Promise<store.MailboxMessage[]>;
  /** The tenant's own mail server. */
  settings: Omit<MailSettingsStore, 'sender'>;
  /** Of the installation's mail server, what everybody sees who gets a mail. */
  environment: { name: string | null; address: string } | undefined;
  /** Sends at once, outside of any transaction, and says how that went. */
  test(db: TenantDb, message: MailMessage): Promise<'sent' | Explanation>;
}

export interface MailDeps {
  jobs: Jobs;
  sealer: Sealer;
  outbound: Pick<Outbound, 'connect' | 'assertPermitted'>;
  config: { smtp?: SmtpOptions };
}

/** Through the installation's mail server, and through tenants' own: those are strangers, who may be slow. */
const jobName = 'mail.send';
const ownJobName = 'mail.send-own';

/** One plain address: line breaks would start a new header, commas and brackets another recipient. */
const plainAddress = /^[^\s,;:<>()[\]"\\@\p{Cc}]{1,64}@[^\s,;:<>()[\]"\\@\p{Cc}]{1,253}$/u;

/** A subject is one line whatever application or tenant name was put into it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

function withOneLine(message: MailMessage): MailMessage {
  if (!plainAddress.test(message.to)) throw errors['mail.address_invalid']();
  return { ...message, subject: oneLine(message.subject) };
}

/** `Example <no-reply@example.com>`, as the configuration has it. */
function senderOf({ from }: SmtpOptions): { name: string | null; address: string } {
  const [, name, address] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [undefined, '', from.trim()];
  return { name: name || null, address: address ?? from };
}

/** How the mail of a tenant goes out now, and how its failures are told. */
interface Route {
  transport: MailTransport;
  /** Whose silence is remembered: a tenant's own server. */
  key?: string;
  explain(failure: SmtpFailure): Explanation;
}

interface Delivery {
  routeOf(db: TenantDb): Promise<Route | undefined>;
  rests: Rests;
}

async function deliver({ routeOf, rests }: Delivery, context: JobContext, id: string): Promise<void> {
  const db = context.db as TenantDb;
  const message = await store.findQueued(db, id);
  if (!message) return;
  const route = await routeOf(db);
  if (!route) return store.keepInMailbox(db, id);
  const outcome = await rests.guard(route.key, context.clock, () => route.transport.send(message));
  if (outcome === 'sent') return store.finish(db, id, 'sent');
  const final = outcome.permanent || context.lastAttempt;
  if (final) await store.finish(db, id, 'failed');
  context.log.warn({ mailId: id, kind: message.kind, reason: outcome.reason, final }, 'mail was not sent');
  // The failed job is what tries again.
  if (!final) throw new Error(`Mail was not sent: ${outcome.reason}`);
}

const noServer: Explanation = {
  problem: 'There is no mail server: mail ends in the dev mailbox.',
  hint: 'Enter the mail server here, or give the installation one.',
};

export function createMail({ jobs, sealer, outbound, config }: MailDeps): Mail {
  const { sender, ...settings } = createMailSettings({ sealer, outbound });
  const ofInstallation = config.smtp && createSmtpTransport(config.smtp);
  const environment = config.smtp && senderOf(config.smtp);

  async function routeOf(db: TenantDb): Promise<Route | undefined> {
    const own = await sender(db);
    if (own) {
      const { host, port, security, fromAddress, username } = own.settings;
      const names: ServerNames = { server: `${host}:${port}`, host, security, sender: fromAddress };
      const secrets = { password: own.password, username };
      const key = `${db.tenantId} ${names.server}`;
      return { key, transport: own.transport, explain: (failure) => explain(failure, names, secrets) };
    }
    if (!ofInstallation || !environment) return undefined;
    const server = 'The mail server of this installation';
    const names: ServerNames = { server, host: 'the host', security: null, sender: environment.address };
    // What it says may name its account; that is for the operator's log.
    return {
      transport: ofInstallation,
      explain: ({ response: _, ...failure }) => explain(failure, names),
    };
  }

  const rests = createRests();
  const job = {
    maxAttempts: 10,
    run: (context: JobContext, { id }: { id: string }) => deliver({ routeOf, rests }, context, id),
  };
  jobs.register({ ...job, name: jobName });
  jobs.register({ ...job, name: ownJobName, atOnce: 4 });

  return {
    settings,
    environment,
    async send(db, message) {
      const id = newId('mail');
      const stored = { ...withOneLine(message), id };
      const { status, own } = await store.insertMessage(db, stored, ofInstallation ? 'queued' : 'mailbox');
      if (status === 'queued') await jobs.enqueue(db, own ? ownJobName : jobName, { id });
    },
    mailbox: (db, { limit = 50 } = {}) => store.listMessages(db, limit),
    async test(db, message) {
      const mail = withOneLine(message);
      const route = await routeOf(db);
      if (!route) return noServer;
      const outcome = await route.transport.send(mail);
      return outcome === 'sent' ? outcome : route.explain(outcome.failure);
    },
  };
}
