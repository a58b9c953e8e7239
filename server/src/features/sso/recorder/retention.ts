/**
 * How long attempts are kept. Each row knows its end, which the expiry of all tables sees to; this takes what became
 * too old because the tenant has shortened the time since, and what strangers have sent too much of.
 */
import type { SystemDb } from '../../../kernel/db/index.ts';
import type { JobDefinition } from '../../../kernel/jobs/index.ts';
import type { SsoSettings } from '../settings.ts';
import * as store from './store-retention.ts';

const batch = 500;
const tenantsAtOnce = 200;

/** Of what anybody could have sent, for each connector. */
const keptOfCrowd = 200;

async function untilDone(once: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await once();
    total += done;
    if (done < batch) return total;
  }
}

export async function keepTo(system: SystemDb, settings: Pick<SsoSettings, 'find'>): Promise<void> {
  await untilDone(() => store.deleteCrowd(system, keptOfCrowd, batch));
  for (let after = '', more = true; more; ) {
    const tenants = await store.tenantsWithSettings(system, after, tenantsAtOnce);
    for (const id of tenants) {
      const db = system.forTenant(id);
      const { attemptDays, evidenceDays } = await settings.find(db);
      await untilDone(() => store.deleteOlder(db, 'evidence', evidenceDays, batch));
      await untilDone(() => store.deleteOlder(db, 'traces', attemptDays, batch));
    }
    after = tenants.at(-1) ?? '';
    more = tenants.length === tenantsAtOnce;
  }
}

export const retentionJob = (settings: Pick<SsoSettings, 'find'>): JobDefinition<unknown> => ({
  name: 'sso.retention',
  every: 5 * 60_000,
  run: ({ system }) => keepTo(system, settings),
});
