/** Invitations to become an administrator: sent, sent again, taken back, accepted once. */
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { type Actor, emit } from '../../kernel/events/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Mail, MailMessage } from '../../kernel/mail/index.ts';
import { parseEmail } from '../../protocol/identifiers.ts';
import type { Credentials } from '../credentials/index.ts';
import { type Management, managementErrors, type Role } from '../management/index.ts';
import type { User, Users } from '../users/index.ts';
import { errors } from './errors.ts';
import type { Invitation } from './schema.ts';
import * as store from './store.ts';

export interface InvitationServiceDeps {
  administrators: Pick<
    Management['administrators'],
    'add' | 'assertMayGrant' | 'isAdministrator' | 'lock' | 'mayGrant'
  >;
  users: Pick<Users, 'create' | 'findByIdentifier'>;
  credentials: Pick<Credentials, 'hashPassword'>;
  mail: Pick<Mail, 'send'>;
}

export interface Sending {
  actor: Actor;
  /** The address of the page for a token. */
  linkOf(token: string): string;
  /** The words around a link. */
  compose(mail: { link: string; days: number; role: Role }): Omit<MailMessage, 'to' | 'kind'>;
}

export type InvitationWithLink = Invitation & { link: string };

const day = 24 * 3600;
const lifetimeDays = 7;

const subject = (id: string) => ({ type: 'administrator_invitation', id });
const told = ({ email, role }: Invitation) => ({ email, role });

export type InvitationService = ReturnType<typeof createInvitationService>;

export function createInvitationService({ administrators, users, credentials, mail }: InvitationServiceDeps) {
  /** A new token, and what is done with it; its hash is all that is kept. */
  async function send(
    tx: TenantDb,
    { actor, linkOf, compose }: Sending,
    keep: (link: store.Link) => Promise<Invitation>,
  ): Promise<InvitationWithLink> {
    const token = randomToken(32);
    const lifetimeSeconds = lifetimeDays * day;
    const invitation = await keep({ tokenHash: sha256(token), by: actor, lifetimeSeconds });
    const { email, role } = invitation;
    const link = linkOf(token);
    const words = compose({ link, days: lifetimeDays, role });
    await mail.send(tx, { to: email, kind: 'administrator-invitation', ...words });
    return { ...invitation, link };
  }

  /** An invitation is worth what its inviter is worth: a backdoor of somebody who has left opens nothing. */
  const isBacked = (db: TenantDb, { invitedBy, role }: Invitation): Promise<boolean> =>
    administrators.mayGrant(db, { type: invitedBy.type, id: invitedBy.id ?? undefined }, role);

  /** In the transaction of the one who accepts. @throws administrator_invitation.gone */
  async function consume(tx: TenantDb, token: string, userId: string): Promise<Invitation> {
    await administrators.lock(tx);
    const invitation = await store.consumePending(tx, sha256(token), userId);
    if (!invitation || !(await isBacked(tx, invitation))) throw errors['administrator_invitation.gone']();
    const actor: Actor = { type: 'user', id: userId };
    const type = 'administrator_invitation.accepted';
    await emit(tx, { type, actor, subject: subject(invitation.id), data: told(invitation) });
    return invitation;
  }

  return {
    list: store.listInvitations,

    /** @throws administrator.role_above_own, administrator.exists, administrator_invitation.exists */
    async create(
      tx: TenantDb,
      input: { email: string; role: Role },
      sending: Sending,
    ): Promise<InvitationWithLink> {
      const { address: email, key: emailKey } = parseEmail(input.email)!;
      await administrators.assertMayGrant(tx, sending.actor, input.role);
      const user = await users.findByIdentifier(tx, { email });
      if (user && (await administrators.isAdministrator(tx, user.id)))
        throw managementErrors['administrator.exists']();
      const id = newId('inv');
      const { role } = input;
      const invitation = await send(tx, sending, (link) =>
        store.insertInvitation(tx, { id, email, emailKey, role, link }),
      );
      const data = { after: told(invitation) };
      await emit(tx, { type: 'administrator_invitation.created', subject: subject(id), data });
      return invitation;
    },

    /** The old link ends. @throws administrator_invitation.not_found, administrator.role_above_own */
    async resend(db: TenantDb, id: string, sending: Sending): Promise<InvitationWithLink> {
      return db.inTx(async (tx) => {
        const invitation = await send(tx, sending, async (link) => {
          const replaced = await store.replaceLink(tx, id, link);
          if (!replaced) throw errors['administrator_invitation.not_found']({ id });
          await administrators.assertMayGrant(tx, sending.actor, replaced.role);
          return replaced;
        });
        const type = 'administrator_invitation.resent';
        await emit(tx, { type, subject: subject(id), data: told(invitation) });
        return invitation;
      });
    },

    /** @throws administrator_invitation.not_found */
    async revoke(db: TenantDb, id: string): Promise<void> {
      await db.inTx(async (tx) => {
        const invitation = await store.deleteOpen(tx, id);
        if (!invitation) throw errors['administrator_invitation.not_found']({ id });
        const data = { before: told(invitation) };
        await emit(tx, { type: 'administrator_invitation.revoked', subject: subject(id), data });
      });
    },

    /** The invitation behind a link that works now. */
    async find(db: TenantDb, token: string): Promise<Invitation | undefined> {
      const invitation = await store.findPending(db, sha256(token));
      return invitation && (await isBacked(db, invitation)) ? invitation : undefined;
    },

    /** Somebody new, whose address counts as proved: the link went there. @throws user.identifier_taken as well */
    async acceptAsNew(
      db: TenantDb,
      token: string,
      { name, password }: { name?: string | undefined; password: string },
    ): Promise<User> {
      const passwordHash = await credentials.hashPassword(password);
      const id = newId('usr');
      return db.inTx(async (tx) => {
        const { email, role } = await consume(tx, token, id);
        const user = await users.create(tx, { id, email, emailVerified: true, name, passwordHash });
        await administrators.add(tx, id, role);
        return user;
      });
    },

    /** Somebody who has signed in with the invited address. @throws administrator.exists as well */
    async accept(db: TenantDb, token: string, userId: string): Promise<void> {
      await db.inTx(async (tx) => {
        const { role } = await consume(tx, token, userId);
        await administrators.add(tx, userId, role);
      });
    },
  };
}
