/** Outgoing mail, kept for 7 days at most. */
import { sql } from 'kysely';
import type { TenantDb } from '../db/index.ts';
import type { OutgoingMail } from './smtp.ts';

interface Body {
  text?: string;
  html?: string;
  code?: string;
}

export interface MailboxMessage extends Body {
  id: string;
  to: string;
  subject: string;
  kind: string;
  status: 'queued' | 'sent' | 'mailbox' | 'failed';
  createdAt: Date;
  sentAt: Date | null;
}

export interface NewMessage extends OutgoingMail {
  id: string;
  code?: string;
}

export interface Queued {
  status: 'queued' | 'mailbox';
  /** Whether the tenant has a mail server of its own. */
  own: boolean;
}

/** A tenant with a mail server of its own has its mail queued, whatever the installation does. */
export async function insertMessage(
  db: TenantDb,
  { id, to, subject, kind, text, html, code }: NewMessage,
  otherwise: 'queued' | 'mailbox',
): Promise<Queued> {
  const [row] = await db.query<Queued>(sql<Queued>`
    with own as (select 1 from mail_settings where tenant_id = ${db.tenantId})
    insert into mail_messages (tenant_id, id, recipient, subject, kind, body, status, created_at, expires_at)
    select ${db.tenantId}, ${id}, ${to}, ${subject}, ${kind}, ${{ text, html, code }}::jsonb,
      case when exists (select 1 from own) then 'queued' else ${otherwise}::text end,
      clock_timestamp(), now() + interval '7 days'
    returning status, exists (select 1 from own) as own`);
  return row!;
}

/** Nobody sends it any more: it is read where mail ends without a mail server. */
export async function keepInMailbox(db: TenantDb, id: string): Promise<void> {
  await db
    .updateTable('mail_messages')
    .set({ status: 'mailbox' })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .execute();
}

export async function findQueued(db: TenantDb, id: string): Promise<OutgoingMail | undefined> {
  const row = await db
    .selectFrom('mail_messages')
    .select(['recipient', 'subject', 'kind', 'body'])
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .executeTakeFirst();
  if (!row) return undefined;
  const { text = '', html } = row.body as Body;
  return { to: row.recipient, subject: row.subject, kind: row.kind, text, html };
}

/** The body has done its work: a code or link in it must not lie about. */
export async function finish(db: TenantDb, id: string, status: 'sent' | 'failed'): Promise<void> {
  const sentAt = status === 'sent' ? sql<Date>`now()` : null;
  await db
    .updateTable('mail_messages')
    .set({ status, sent_at: sentAt, body: {} })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .execute();
}

export async function listMessages(db: TenantDb, limit: number): Promise<MailboxMessage[]> {
  const rows = await db
    .selectFrom('mail_messages')
    .select(['id', 'recipient', 'subject', 'kind', 'body', 'status', 'created_at', 'sent_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ recipient, body, created_at, sent_at, status, ...row }) => ({
    ...row,
    ...(body as Body),
    to: recipient,
    status: status as MailboxMessage['status'],
    createdAt: created_at,
    sentAt: sent_at,
  }));
}
