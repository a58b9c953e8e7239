/**
 * Mail: stored in the transaction that wants it and sent by a job with retries. Without a mail server it ends in
 * the dev mailbox. The texts belong to the features. Bodies are never logged, and are erased once they are sent.
 */
import type { TenantDb } from '../db/index.ts';
import { defineErrors } from '../errors/index.ts';
import { newId } from '../ids/index.ts';
import type { JobContext, Jobs } from '../jobs/index.ts';
import { createSmtpTransport, type MailTransport, type SmtpOptions } from './smtp.ts';
import * as store from './store.ts';

export type { MailTransport, OutgoingMail } from './smtp.ts';
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
}

export interface MailDeps {
  jobs: Jobs;
  config: { smtp?: SmtpOptions };
  /** Stands in for the mail server of the configuration. */
  transport?: MailTransport;
}

const jobName = 'mail.send';

/** One plain address: line breaks would start a new header, commas and brackets another recipient. */
const plainAddress = /^[^\s,;:<>()[\]"\\@\p{Cc}]{1,64}@[^\s,;:<>()[\]"\\@\p{Cc}]{1,253}$/u;

/** A subject is one line whatever application or tenant name was put into it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

async function deliver(transport: MailTransport, context: JobContext, id: string): Promise<void> {
  const db = context.db as TenantDb;
  const message = await store.findQueued(db, id);
  if (!message) return;
  const outcome = await transport.send(message);
  if (outcome === 'sent') return store.finish(db, id, 'sent');
  const final = outcome.permanent || context.lastAttempt;
  if (final) await store.finish(db, id, 'failed');
  context.log.warn({ mailId: id, kind: message.kind, reason: outcome.reason, final }, 'mail was not sent');
  // The failed job is what tries again.
  if (!final) throw new Error(`Mail was not sent: ${outcome.reason}`);
}

export function createMail({ jobs, config, transport: given }: MailDeps): Mail {
  const transport = given ?? (config.smtp && createSmtpTransport(config.smtp));
  if (transport) {
    jobs.register<{ id: string }>({
      name: jobName,
      maxAttempts: 10,
      run: (context, { id }) => deliver(transport, context, id),
    });
  }
  return {
    async send(db, message) {
      if (!plainAddress.test(message.to)) throw errors['mail.address_invalid']();
      const id = newId('mail');
      const stored = { ...message, id, subject: oneLine(message.subject) };
      await store.insertMessage(db, stored, transport ? 'queued' : 'mailbox');
      if (transport) await jobs.enqueue(db, jobName, { id });
    },
    mailbox: (db, { limit = 50 } = {}) => store.listMessages(db, limit),
  };
}
