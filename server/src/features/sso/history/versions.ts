/** The history of a connector's connection: what there was, how it differs from what there is, and putting it back. */
import type { Clock } from '../../../kernel/clock/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { Connectors } from '../connectors.ts';
import { presetOf } from '../presets/catalogue.ts';
import type { Connector } from '../schema.ts';
import type { SsoDeps } from '../service.ts';
import type { StoredConnector } from '../store.ts';
import { hasExpiredSecret } from './hindrance.ts';
import { createRestore } from './restore.ts';
import { changedFields, differences, type FieldDifference, type Revised } from './revision.ts';
import * as store from './store.ts';

interface HistoryDeps extends Pick<SsoDeps, 'cache' | 'roles'> {
  clock: Clock;
  connectors: Connectors;
}

/** Before it is put back somebody should know. */
export const restoreWarnings = ['never-succeeded', 'secret-expired', 'in-use'] as const;
export type RestoreWarning = (typeof restoreWarnings)[number];

export interface Version {
  version: number;
  present: boolean;
  madeAt: Date;
  /** null: the connector was made with it. */
  made: Revised | null;
  replacedAt: Date | null;
  testedAt: Date | null;
  firstSuccessAt: Date | null;
  lastSuccessAt: Date | null;
  rolledBack: boolean;
}

export interface WholeVersion extends Version {
  /** Without its secrets. */
  config: Readonly<Record<string, unknown>>;
  hasClientSecret: boolean;
  attributeMapping: Connector['attributeMapping'];
  roleMapping: Connector['roleMapping'];
  differences: FieldDifference[];
  warnings: RestoreWarning[];
}

type Stored = store.StoredVersion;

/** Field by field: what is sealed stays behind. */
const versionOf = (stored: Stored): Version => ({
  version: stored.revision,
  present: false,
  madeAt: stored.madeAt,
  made: stored.made,
  replacedAt: stored.replacedAt,
  testedAt: stored.testedAt,
  firstSuccessAt: stored.firstSuccessAt,
  lastSuccessAt: stored.lastSuccessAt,
  rolledBack: stored.rolledBack,
});

export const hasSucceeded = ({ testedAt, lastSuccessAt }: Pick<Stored, 'testedAt' | 'lastSuccessAt'>) =>
  testedAt !== null || lastSuccessAt !== null;

async function presentOf(db: TenantDb, connector: StoredConnector): Promise<Version> {
  const successes = await store.presentSuccesses(db, connector);
  return {
    version: connector.revision,
    present: true,
    madeAt: connector.revisedAt ?? connector.createdAt,
    made: connector.revised,
    replacedAt: null,
    testedAt: connector.testedAt,
    firstSuccessAt: successes.first_success_at,
    lastSuccessAt: successes.last_success_at,
    rolledBack: false,
  };
}

export type ConnectorHistory = ReturnType<typeof createHistory>;

export function createHistory({ connectors, clock, roles, cache }: HistoryDeps) {
  const { versions } = connectors;
  const { earlier, restore } = createRestore({ connectors, roles });

  /** What has to be known before it is put back; what differs decides whether a warning has a meaning. */
  function warningsOf(db: TenantDb, connector: StoredConnector, found: Stored): RestoreWarning[] {
    const [then, now] = [versions.opened(db.tenantId, found), connectors.connectedOf(db.tenantId, connector)];
    const touchesConnection = changedFields(then, now).some((field) => field.startsWith('config.'));
    const said: Record<RestoreWarning, boolean> = {
      'never-succeeded': touchesConnection && !hasSucceeded(found),
      'secret-expired': hasExpiredSecret(then, clock.now()),
      'in-use': connector.enabled,
    };
    return restoreWarnings.filter((warning) => said[warning]);
  }

  return {
    /** Newest first, the present one at the top. */
    async list(db: TenantDb, id: string, { limit, offset }: { limit: number; offset: number }) {
      const connector = await connectors.existing(db, id);
      const withPresent = offset === 0 && limit > 0;
      const window = withPresent ? { limit: limit - 1, offset: 0 } : { limit, offset: offset - 1 };
      const { versions: found, total } = await store.listVersions(db, id, window);
      const present = withPresent ? [await presentOf(db, connector)] : [];
      return { versions: [...present, ...found.map(versionOf)], total: total + 1 };
    },

    async get(db: TenantDb, id: string, version: number): Promise<WholeVersion> {
      const connector = await connectors.existing(db, id);
      const isPresent = version === connector.revision;
      const found = isPresent ? undefined : await earlier(db, connector.id, version);
      const { config, sealedSecrets, attributeMapping, roleMapping } = found ?? connector;
      const present = connectors.connectedOf(db.tenantId, connector);
      const then = found ? versions.opened(db.tenantId, found) : present;
      return {
        ...(found ? versionOf(found) : await presentOf(db, connector)),
        config,
        hasClientSecret: sealedSecrets !== null,
        attributeMapping,
        roleMapping,
        differences: differences(then, present, presetOf(connector.provider).secretFields),
        warnings: found ? warningsOf(db, connector, found) : [],
      };
    },

    restore,

    /** Somebody has read what was taken back. */
    async acknowledge(db: TenantDb, id: string): Promise<Connector> {
      return db.inTx(async (tx) => {
        await cache.bump(tx);
        if (await store.forgetRolledBack(tx, id)) {
          const subject = { type: 'sso-connector', id };
          await emit(tx, { type: 'sso.roll_back_seen', subject, connectorId: id });
        }
        return connectors.get(tx, id);
      });
    },
  };
}
