/**
 * Mails to administrators about a roll-back, done or withheld. A job, because the news is written in a transaction and
 * who gets it is found elsewhere.
 */
import { z } from 'zod';
import type { EventDispatcher } from '../../../kernel/events/index.ts';
import type { T } from '../../../kernel/i18n/index.ts';
import { rollBackMail } from '../../../kernel/i18n/mails.ts';
import type { JobDefinition, Jobs } from '../../../kernel/jobs/index.ts';
import type { Mail } from '../../../kernel/mail/index.ts';
import type { Tenant, Tenants } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import { rolledBackSchema } from './revision.ts';

const rollBackNoticeJob = 'sso.roll-back-notice';

/** Of these somebody is told. */
const rollBackEvents = ['sso.connector_rolled_back', 'sso.roll_back_withheld'] as const;

const noticeSchema = z.object({ connectorId: z.string(), data: z.unknown() });
type RollBackNotice = z.input<typeof noticeSchema>;

interface RollBackNoticeDeps {
  connectors: Pick<Connectors, 'find'>;
  mail: Pick<Mail, 'send'>;
  tenants: Pick<Tenants, 'at'>;
  /** Where the console is. */
  endpoint: string;
  /** Those who may change connectors of this tenant. */
  administratorsOf(tenantId: string): Promise<string[]>;
  languageOf(tenant: Tenant, readers: 'administrators'): Promise<T>;
}

function createRollBackNoticeJob(deps: RollBackNoticeDeps): JobDefinition<RollBackNotice> {
  return {
    name: rollBackNoticeJob,
    maxAttempts: 5,
    async run({ db, endWith }, payload) {
      const { connectorId, data } = noticeSchema.parse(payload);
      const told = rolledBackSchema.parse(data);
      const tenant = db && (await deps.tenants.at(db.tenantId, null));
      const connector = tenant && (await deps.connectors.find(tenant.db, connectorId));
      if (!connector) return;
      const t = await deps.languageOf(tenant, 'administrators');
      const to = [...new Set(await deps.administratorsOf(tenant.id))];
      const mail = rollBackMail(t, {
        tenantName: tenant.name,
        connectorName: connector.name,
        failed: told.failed,
        attempts: told.attempts,
        fields: told.fields.map((field) => field.replace(/^config\./, '')),
        why: told.why,
        link: `${deps.endpoint}/console/${tenant.id}/enterprise-sso/${connectorId}/history`,
      });
      await tenant.db.inTx(async (tx) => {
        for (const one of to) await deps.mail.send(tx, { to: one, kind: 'sso-roll-back', ...mail });
        await endWith(tx);
      });
    },
  };
}

export function subscribeRollBackNotices({
  events,
  jobs,
  ...deps
}: RollBackNoticeDeps & {
  events: Pick<EventDispatcher, 'subscribe'>;
  jobs: Pick<Jobs, 'enqueue' | 'register'>;
}): void {
  jobs.register(createRollBackNoticeJob(deps));
  events.subscribe(rollBackEvents, async (tx, { connectorId, data }) => {
    if (connectorId) await jobs.enqueue(tx, rollBackNoticeJob, { connectorId, data });
  });
}
