/** Directory sync as administrators manage it, and the SCIM server that directories speak to. */
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import type { Connector } from '../sso/index.ts';
import type { Users } from '../users/index.ts';
import { createGroupRoles, type GroupRolesDeps } from './group-roles.ts';
import { createGroups } from './groups.ts';
import { createMay } from './may.ts';
import { createOperations } from './operations.ts';
import { createPeople } from './people.ts';
import { createRecognition } from './recognition.ts';
import { createRoutes } from './routes.ts';
import * as store from './store.ts';
import { createToken, revokeToken } from './tokens.ts';

export interface ScimDeps {
  clock: Clock;
  users: Pick<
    Users,
    'create' | 'update' | 'suspend' | 'resume' | 'remove' | 'find' | 'findByIdentifier' | 'listIdentities'
  >;
  connectors: {
    /** @throws sso.connector_not_found */
    get(db: TenantDb, id: string): Promise<Connector>;
  };
  isAdministrator(db: TenantDb, userId: string): Promise<boolean>;
  roles: GroupRolesDeps['roles'];
}

export interface SyncPatch {
  enabled?: boolean | undefined;
  onDelete?: store.Deletion | undefined;
}

const unset: Omit<store.DirectorySync, 'connectorId'> = {
  enabled: false,
  onDelete: 'suspend',
  lastRequestAt: null,
  lastChangeAt: null,
  lastProblemAt: null,
  version: 0,
};

export function createScim({ clock, users, connectors, isAdministrator, roles }: ScimDeps) {
  const provedDomains = async (db: TenantDb, connectorId: string): Promise<string[]> => {
    const { domains } = await connectors.get(db, connectorId);
    return domains.filter(({ provedAt }) => provedAt !== null).map(({ name }) => name);
  };
  const groupRoles = createGroupRoles({ roles, isAdministrator });
  const applyRoles = groupRoles.apply;
  const may = createMay({ users, provedDomains, isAdministrator });
  const answer = createOperations(createPeople({ users, may, applyRoles }), createGroups({ applyRoles }));

  async function find(db: TenantDb, connectorId: string): Promise<store.DirectorySync> {
    await connectors.get(db, connectorId);
    return (await store.findSync(db, connectorId)) ?? { ...unset, connectorId };
  }

  async function update(
    db: TenantDb,
    connectorId: string,
    patch: SyncPatch,
    options: { version?: number | undefined } = {},
  ): Promise<store.DirectorySync> {
    await connectors.get(db, connectorId);
    return db.inTx(async (tx) => {
      await store.insertSync(tx, connectorId);
      const before = (await store.lockSync(tx, connectorId))!;
      expectVersion(before.version, options.version);
      const { enabled, onDelete } = before;
      const after = { enabled: patch.enabled ?? enabled, onDelete: patch.onDelete ?? onDelete };
      if (after.enabled === enabled && after.onDelete === onDelete) return before;
      if (!(await store.updateSync(tx, connectorId, after, before.version))) {
        throw versionMismatch(before.version + 1);
      }
      await emit(tx, {
        type: 'scim.settings_changed',
        subject: { type: 'sso-connector', id: connectorId },
        connectorId,
        data: { before: { enabled, onDelete }, after },
      });
      return (await store.findSync(tx, connectorId))!;
    });
  }

  return {
    routes: createRoutes({ clock, answer }),
    find,
    update,
    recognise: createRecognition(users),
    counts: store.countsOf,
    groupRoles,
    tokens: {
      async list(db: TenantDb, connectorId: string) {
        await connectors.get(db, connectorId);
        return store.listTokens(db, connectorId);
      },
      async create(db: TenantDb, connectorId: string, days: number) {
        await connectors.get(db, connectorId);
        return createToken(db, connectorId, days);
      },
      revoke: revokeToken,
    },
  };
}

export type Scim = ReturnType<typeof createScim>;
