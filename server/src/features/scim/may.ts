/** What a directory may do to whom: it speaks for the people of its connector's proved domains, and nobody else. */
import type { TenantDb } from '../../kernel/db/index.ts';
import { type EmailAddress, parseGivenEmail } from '../../protocol/identifiers.ts';
import { badRequest, quoted, ScimError } from '../../protocol/scim/scim-error.ts';
import type { User, Users } from '../users/index.ts';
import { areDifferentPeople } from './facts.ts';
import * as store from './store-users.ts';

export interface MayDeps {
  users: Pick<Users, 'listIdentities'>;
  /** The domains that the connector has proved, now. */
  provedDomains(db: TenantDb, connectorId: string): Promise<readonly string[]>;
  isAdministrator(db: TenantDb, userId: string): Promise<boolean>;
}

const refused = (detail: string) => new ScimError(403, detail);
const conflict = (detail: string) => new ScimError(409, detail, 'uniqueness');

export function createMay({ users, provedDomains, isAdministrator }: MayDeps) {
  async function assertProved(db: TenantDb, connectorId: string, domain: string): Promise<void> {
    if ((await provedDomains(db, connectorId)).includes(domain)) return;
    throw refused(
      `The domain ${domain} is not proved for this connector, so that its directory speaks for nobody there. Prove the domain at the connector, or leave the person out of the provisioning.`,
    );
  }

  async function assertNoAdministrator(db: TenantDb, userId: string): Promise<void> {
    if (!(await isAdministrator(db, userId))) return;
    throw refused(
      'The person administers this installation: only its owners change that access, no directory.',
    );
  }

  return {
    assertProved,

    /** The address that the directory gives, if the connector may speak for it. */
    async addressOf(db: TenantDb, connectorId: string, email: string | undefined): Promise<EmailAddress> {
      if (email === undefined) {
        throw badRequest(
          'invalidValue',
          'The person needs an email address: emails, or a userName that is one.',
        );
      }
      const address = parseGivenEmail(email);
      if (!address) throw badRequest('invalidValue', `${quoted(email)} is not an email address.`);
      await assertProved(db, connectorId, address.domain);
      return address;
    },

    /** A change of somebody whom this directory has brought. A domain that has gone elsewhere ends its word. */
    async assertMayChange(db: TenantDb, connectorId: string, person: store.ScimUser): Promise<void> {
      await assertNoAdministrator(db, person.userId);
      await assertProved(db, connectorId, person.emailKey.slice(person.emailKey.lastIndexOf('@') + 1));
    },

    /** An account that is here already becomes one of the directory's (DESIGN section 7). */
    async assertMayLink(
      db: TenantDb,
      connectorId: string,
      user: User,
      { externalId, isFormer }: { externalId: string | null; isFormer: boolean },
    ): Promise<void> {
      if (await isAdministrator(db, user.id)) {
        throw conflict(
          'The address belongs to an administrator of this installation, whom no directory manages.',
        );
      }
      const [manager] = await store.managementOf(db, user.id);
      if (manager?.connectorId === connectorId) {
        throw conflict('Another person of this directory has this address.');
      }
      if (manager) {
        throw conflict(`The account with this address is managed by the connector ${manager.connectorId}.`);
      }
      if (!isFormer && !user.emailVerified) {
        throw conflict(
          'An account here has this address, which was never verified: it may be a stranger’s. Its owner can verify it, or an administrator can delete the account.',
        );
      }
      const identities = (await users.listIdentities(db, user.id)).filter(
        (identity) => identity.connectorId === connectorId,
      );
      if (externalId !== null && identities.some((identity) => areDifferentPeople(externalId, identity))) {
        throw conflict(otherPerson);
      }
    },

    otherPerson: () => conflict(otherPerson),
  };
}

const otherPerson =
  'The address was somebody else’s in this directory before. Their account is kept; delete it here before the address goes to a new person.';

export type May = ReturnType<typeof createMay>;
