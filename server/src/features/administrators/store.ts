/** SQL of invitations. */
import { sql } from 'kysely';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { Actor } from '../../kernel/events/index.ts';
import type { Role } from '../management/index.ts';
import { errors } from './errors.ts';
import type { Invitation } from './schema.ts';

type Row = Omit<Invitation, 'invitedBy'> & { inviterType: 'user' | 'application'; inviterId: string | null };

const columns = sql`id, email, role, created_at as "createdAt", expires_at as "expiresAt",
  accepted_at as "acceptedAt", accepted_by as "acceptedBy",
  invited_by_type as "inviterType", invited_by_id as "inviterId",
  case when accepted_at is not null then 'accepted' when expires_at > now() then 'pending' else 'expired' end as status`;

const fromRow = ({ inviterType, inviterId, ...row }: Row): Invitation => ({
  ...row,
  invitedBy: { type: inviterType, id: inviterId },
});

const conditions = {
  pending: sql`accepted_at is null and expires_at > now()`,
  expired: sql`accepted_at is null and expires_at <= now()`,
  accepted: sql`accepted_at is not null`,
};

export async function listInvitations(
  db: TenantDb,
  filter: { status?: Invitation['status']; limit: number; offset: number },
): Promise<{ items: Invitation[]; total: number }> {
  const state = filter.status ? conditions[filter.status] : sql`true`;
  const where = sql`tenant_id = ${db.tenantId} and ${state}`;
  const [counted] = await db.query<{ total: number }>(
    sql<{ total: number }>`select count(*) as total from administrator_invitations where ${where}`,
  );
  const rows = await db.query<Row>(sql<Row>`
    select ${columns} from administrator_invitations where ${where}
    order by created_at desc, id desc limit ${filter.limit} offset ${filter.offset}`);
  return { items: rows.map(fromRow), total: Number(counted?.total ?? 0) };
}

export interface NewInvitation {
  id: string;
  email: string;
  emailKey: string;
  role: Role;
  link: Link;
}

/** What a link is made of: the hash of its token, its inviter and its time. */
export interface Link {
  tokenHash: string;
  by: Actor;
  lifetimeSeconds: number;
}

const expiry = ({ lifetimeSeconds }: Link) =>
  sql`now() + ${lifetimeSeconds}::double precision * interval '1 second'`;

export async function insertInvitation(
  db: TenantDb,
  { id, email, emailKey, role, link }: NewInvitation,
): Promise<Invitation> {
  try {
    const [row] = await db.query<Row>(sql<Row>`
      insert into administrator_invitations
        (tenant_id, id, email, email_key, role, token_hash, invited_by_type, invited_by_id, expires_at)
      values (${db.tenantId}, ${id}, ${email}, ${emailKey}, ${role}, ${link.tokenHash}, ${link.by.type},
        ${link.by.id ?? null}, ${expiry(link)})
      returning ${columns}`);
    return fromRow(row!);
  } catch (error) {
    if (isUniqueViolation(error, 'administrator_invitations_open'))
      throw errors['administrator_invitation.exists']({ email });
    throw error;
  }
}

/** The new link takes the place of the old one, also when that has run out. Undefined when it was accepted. */
export async function replaceLink(db: TenantDb, id: string, link: Link): Promise<Invitation | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update administrator_invitations
    set token_hash = ${link.tokenHash}, invited_by_type = ${link.by.type},
      invited_by_id = ${link.by.id ?? null}, expires_at = ${expiry(link)}
    where tenant_id = ${db.tenantId} and id = ${id} and accepted_at is null
    returning ${columns}`);
  return row && fromRow(row);
}

export async function findPending(db: TenantDb, tokenHash: string): Promise<Invitation | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    select ${columns} from administrator_invitations
    where tenant_id = ${db.tenantId} and token_hash = ${tokenHash} and ${conditions.pending}`);
  return row && fromRow(row);
}

/** Of two who accept at once, one gets what it stands for. */
export async function consumePending(
  db: TenantDb,
  tokenHash: string,
  userId: string,
): Promise<Invitation | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update administrator_invitations set accepted_at = now(), accepted_by = ${userId}
    where tenant_id = ${db.tenantId} and token_hash = ${tokenHash} and ${conditions.pending}
    returning ${columns}`);
  return row && fromRow(row);
}

export async function deleteOpen(db: TenantDb, id: string): Promise<Invitation | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    delete from administrator_invitations
    where tenant_id = ${db.tenantId} and id = ${id} and accepted_at is null
    returning ${columns}`);
  return row && fromRow(row);
}
