/** The first administrator: by a link that works once, or by the command line. */
import { parseEmail } from '../../protocol/identifiers.ts';
import { type Credentials, checkPassword, passwordError } from '../credentials/index.ts';
import type { Management } from '../management/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import type { User, Users } from '../users/index.ts';
import { errors } from './errors.ts';

export interface SetupServiceDeps {
  tenants: Pick<Tenants, 'byId'>;
  users: Pick<Users, 'create'>;
  credentials: Pick<Credentials, 'hashPassword' | 'links'>;
  administrators: Pick<Management['administrators'], 'hasAny' | 'addFirst'>;
}

export interface FirstAdministrator {
  email: string;
  name?: string | undefined;
  password: string;
}

const linkSeconds = 3600;
const purpose = 'set-up';

export type SetupService = ReturnType<typeof createSetupService>;

export function createSetupService({ tenants, users, credentials, administrators }: SetupServiceDeps) {
  async function adminTenant(): Promise<Tenant> {
    const tenant = await tenants.byId('admin');
    if (!tenant) throw new Error('The built-in tenant admin is missing.');
    return tenant;
  }

  /** @param token the link that is used up in the same transaction, if one led here */
  async function create({ email, name, password }: FirstAdministrator, token?: string): Promise<User> {
    const tenant = await adminTenant();
    if (!parseEmail(email)) throw errors['setup.email_invalid']({ email });
    const problem = checkPassword(password, tenant.settings.passwords.minLength, [email, name]);
    if (problem) throw passwordError(problem);
    // Before the hash, which is the expensive part; what decides is the insert.
    if (await administrators.hasAny(tenant.db)) throw errors['setup.administrator_exists']();
    const passwordHash = await credentials.hashPassword(password);
    return tenant.db.inTx(async (tx) => {
      if (token !== undefined && !(await credentials.links.consume(tx, purpose, token)))
        throw errors['setup.administrator_exists']();
      const user = await users.create(tx, { email, emailVerified: true, name, passwordHash });
      if (!(await administrators.addFirst(tx, user.id))) throw errors['setup.administrator_exists']();
      return user;
    });
  }

  return {
    /** A new link, or null when there is an administrator. */
    async issueLink(): Promise<string | null> {
      const { db, baseUrl } = await adminTenant();
      if (await administrators.hasAny(db)) return null;
      const token = await credentials.links.issue(db, { purpose, data: {}, lifetimeSeconds: linkSeconds });
      return `${baseUrl}/setup/${token}`;
    },

    /** Whether the link still works. */
    async isOpen(token: string): Promise<boolean> {
      const { db } = await adminTenant();
      return (
        (await credentials.links.find(db, purpose, token)) !== undefined && !(await administrators.hasAny(db))
      );
    },

    useLink: (token: string, input: FirstAdministrator): Promise<User> => create(input, token),

    /** @throws setup.administrator_exists, setup.email_invalid, credential.password_… */
    createFirstAdministrator: (input: FirstAdministrator): Promise<User> => create(input),

    /** The page that says whose account has become an administrator's, to the one who holds its address. */
    async doneUrl({ email }: Pick<User, 'email'>): Promise<string> {
      const { db, basePath } = await adminTenant();
      const link = { purpose: 'set-up-done', data: { email }, lifetimeSeconds: linkSeconds } as const;
      return `${basePath}/setup/${await credentials.links.issue(db, link)}`;
    },

    async doneEmail(token: string): Promise<string | undefined> {
      const { db } = await adminTenant();
      const data = await credentials.links.find(db, 'set-up-done', token);
      return (data as { email?: string } | undefined)?.email;
    },
  };
}
