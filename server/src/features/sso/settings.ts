/** What a tenant decides about single sign-on as a whole, whatever the connector. */
import { z } from 'zod';
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { changes, defined } from '../../protocol/changes.ts';
import type { Tenant } from '../tenants/index.ts';
import * as store from './store-settings.ts';

const attemptDays = z
  .int()
  .min(1)
  .max(365)
  .describe(
    'How long the trace of an attempt is kept, in days. A shorter time applies to those kept already.',
  );

const evidenceDays = z
  .int()
  .min(0)
  .max(30)
  .describe(
    'How long what the provider said in an attempt is kept, in days: sealed, shown to nobody, to judge it again by the settings of then. 0: never. A shorter time applies to what is kept already.',
  );

/** When a change of a connection is taken back by itself (history/watch.ts). */
const rollBack = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Off: nothing is taken back by itself.'),
    attempts: z
      .int()
      .min(3)
      .max(100)
      .default(5)
      .describe('How many sign-ins have to be finished since the change, of at least three people.'),
    failurePercent: z.int().min(1).max(100).default(50).describe('How many of them have to have failed.'),
    minutes: z
      .int()
      .min(5)
      .max(1_440)
      .default(60)
      .describe('For how long after a change sign-ins are looked at.'),
  })
  .meta({ id: 'SsoRollBackSettings' });

const rollBackDefaults = { enabled: true, attempts: 5, failurePercent: 50, minutes: 60 };

/** As they are stored: a setting that is not there yet has its default. */
export const ssoSettingsSchema = z.object({
  attemptDays: attemptDays.default(30),
  evidenceDays: evidenceDays.default(7),
  rollBack: rollBack.default(rollBackDefaults),
});

export const ssoSettingsPatchSchema = z.strictObject({
  attemptDays: attemptDays.optional(),
  evidenceDays: evidenceDays.optional(),
  rollBack: rollBack.optional().describe('As a whole: what is left out gets its default.'),
});

export type SsoSettingsValues = z.output<typeof ssoSettingsSchema>;
export type SsoSettingsPatch = z.output<typeof ssoSettingsPatchSchema>;

export interface VersionedSettings extends SsoSettingsValues {
  version: number;
}

export type SsoSettings = ReturnType<typeof createSsoSettings>;

async function find(db: TenantDb): Promise<VersionedSettings> {
  const { settings, version } = await store.findSettings(db);
  return { ...ssoSettingsSchema.parse(settings), version };
}

export function createSsoSettings({ cache }: { cache: TenantCache }) {
  return {
    find,
    /** For what happens all the time: from the cache. */
    of: (tenant: Pick<Tenant, 'id' | 'db'>): Promise<SsoSettingsValues> =>
      cache.get(tenant.id, 'sso:settings', () => find(tenant.db)),

    async update(db: TenantDb, patch: SsoSettingsPatch, version?: number): Promise<VersionedSettings> {
      return db.inTx(async (tx) => {
        await cache.bump(tx);
        const { version: fromVersion, ...before } = await find(tx);
        expectVersion(fromVersion, version);
        const after = { ...before, ...defined(patch) };
        const saved = await store.saveSettings(tx, after, fromVersion);
        if (saved === undefined) throw versionMismatch(fromVersion + 1);
        await emit(tx, { type: 'sso.settings_changed', data: changes(before, after) });
        return { ...after, version: saved };
      });
    },
  };
}
