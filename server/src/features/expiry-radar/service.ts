/** Collects what ends some day, says how it stands, and keeps who is told. */
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { changes } from '../../protocol/changes.ts';
import type { ExpiryFact } from '../sso/index.ts';
import { createExpiryJobs, type ExpiryJobsDeps } from './jobs.ts';
import { daysLeft, type ExpiryState, stateOf } from './policy.ts';
import type { ExpiryItem, ExpirySettings } from './schema.ts';
import * as store from './store.ts';

/** One for each feature that owns something that ends. */
export type ExpirySource = (db: TenantDb) => Promise<readonly ExpiryFact[]>;

export interface ExpiryRadarDeps extends Omit<ExpiryJobsDeps, 'facts'> {
  clock: Clock;
  sources: readonly ExpirySource[];
}

export type ExpiryRadar = ReturnType<typeof createExpiryRadar>;

function itemOf(fact: ExpiryFact, now: Date): ExpiryItem {
  const { kind, name, expiresAt, connector, renewalPath } = fact;
  return {
    kind,
    name,
    state: stateOf(fact, now),
    expiresAt,
    daysLeft: expiresAt && daysLeft(expiresAt, now),
    connectorId: connector?.id ?? null,
    connectorName: connector?.name ?? null,
    renewalPath,
  };
}

/** What nobody knows the end of is last. */
const endOf = ({ expiresAt }: ExpiryFact) => expiresAt?.getTime() ?? Number.MAX_SAFE_INTEGER;

const byEnd = (one: ExpiryFact, other: ExpiryFact) =>
  endOf(one) - endOf(other) || one.key.localeCompare(other.key);

export function createExpiryRadar(deps: ExpiryRadarDeps) {
  const { clock, sources } = deps;

  async function facts(db: TenantDb): Promise<ExpiryFact[]> {
    const found: ExpiryFact[] = [];
    // One after the other: inside a transaction there is one connection.
    for (const source of sources) found.push(...(await source(db)));
    return found.sort(byEnd);
  }

  async function items(
    db: TenantDb,
    wanted: { state?: ExpiryState; connectorId?: string; customDomains: boolean },
  ): Promise<ExpiryItem[]> {
    const now = clock.now();
    const seen = (await facts(db)).filter(
      ({ kind }) => wanted.customDomains || kind !== 'custom-domain-proof',
    );
    return seen
      .map((fact) => itemOf(fact, now))
      .filter(
        ({ state, connectorId }) =>
          (wanted.state === undefined || state === wanted.state) &&
          (wanted.connectorId === undefined || connectorId === wanted.connectorId),
      );
  }

  return {
    items,
    jobs: createExpiryJobs({ ...deps, facts }),
    async summary(db: TenantDb, wanted: { customDomains: boolean }) {
      const all = await items(db, wanted);
      const count = (state: ExpiryState) => all.filter((item) => item.state === state).length;
      const [next = null] = all.filter(({ expiresAt }) => expiresAt !== null);
      return {
        expired: count('expired'),
        urgent: count('urgent'),
        soon: count('soon'),
        fine: count('fine'),
        unknown: count('unknown'),
        next,
      };
    },
    settings: store.findSettings,
    async saveSettings(
      db: TenantDb,
      wanted: Pick<ExpirySettings, 'recipients' | 'addresses'>,
      version: number | undefined,
    ): Promise<ExpirySettings> {
      return db.inTx(async (tx) => {
        const before = await store.findSettings(tx);
        expectVersion(before.version, version);
        const after = await store.saveSettings(tx, wanted, before.version);
        if (!after) throw versionMismatch(before.version + 1);
        const audited = ({ recipients, addresses }: ExpirySettings) => ({ recipients, addresses });
        await emit(tx, { type: 'expiry_settings.changed', data: changes(audited(before), audited(after)) });
        return after;
      });
    },
  };
}
