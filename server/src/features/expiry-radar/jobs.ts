/**
 * The warnings: every hour, and whenever something changed that may end, each tenant is looked at. A warning is
 * claimed, told as an event and mailed in one transaction, so that it is given once, whatever nodes there are and
 * whenever one of them dies.
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { T } from '../../kernel/i18n/index.ts';
import { expiryMail } from '../../kernel/i18n/mails.ts';
import type { JobContext, Jobs } from '../../kernel/jobs/index.ts';
import type { Mail } from '../../kernel/mail/index.ts';
import type { ExpiryFact } from '../sso/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import { daysLeft, type WarningStep, warningDue } from './policy.ts';
import * as store from './store.ts';

export interface ExpiryJobsDeps {
  jobs: Pick<Jobs, 'enqueue'>;
  tenants: Pick<Tenants, 'list' | 'at'>;
  mail: Pick<Mail, 'send'>;
  /** Where the console is. */
  endpoint: string;
  facts(db: TenantDb): Promise<ExpiryFact[]>;
  /** Administrators who may renew things in this tenant. */
  administratorsOf(tenantId: string): Promise<string[]>;
  /** The language of mails to administrators, and to the tenant's own addresses. */
  languageOf(tenant: Tenant, readers: 'administrators' | 'addresses'): Promise<T>;
}

interface Warning {
  fact: ExpiryFact;
  expiresAt: Date;
  step: WarningStep;
}

const scanJob = 'expiry.scan';
const hour = 3_600_000;
const batch = 200;

function warningsAt(facts: readonly ExpiryFact[], now: Date): Warning[] {
  return facts.flatMap((fact) => {
    const step = warningDue(fact, now);
    return step === undefined || fact.expiresAt === null ? [] : [{ fact, expiresAt: fact.expiresAt, step }];
  });
}

function eventOf({ fact, expiresAt, step }: Warning, now: Date) {
  const { kind, name, connector } = fact;
  const data = { kind, name, expiresAt: expiresAt.toISOString(), step, daysLeft: daysLeft(expiresAt, now) };
  return {
    type: 'sso.expiry_due',
    actor: { type: 'system' as const },
    ...(connector && { subject: { type: 'sso-connector', id: connector.id }, connectorId: connector.id }),
    data,
  };
}

export function createExpiryJobs(deps: ExpiryJobsDeps) {
  async function recipientsOf(tenant: Tenant) {
    const { recipients, addresses } = await store.findSettings(tenant.db);
    if (recipients === 'nobody') return undefined;
    const to = recipients === 'addresses' ? addresses : await deps.administratorsOf(tenant.id);
    return { to: [...new Set(to)], t: await deps.languageOf(tenant, recipients) };
  }

  function mailOf(t: T, tenant: Tenant, warnings: readonly Warning[], now: Date) {
    const console = `${deps.endpoint}/console/${tenant.id}`;
    return expiryMail(t, {
      tenantName: tenant.name,
      overview: `${console}/expiry`,
      things: warnings.map(({ fact, expiresAt }) => ({
        kind: fact.kind,
        name: fact.name,
        ofConnector: fact.connector?.name,
        expiresAt,
        daysLeft: daysLeft(expiresAt, now),
        link: `${console}/${fact.renewalPath}`,
      })),
    });
  }

  async function claimAll(tx: TenantDb, warnings: readonly Warning[]): Promise<Warning[]> {
    const claimed: Warning[] = [];
    for (const warning of warnings) {
      const notice = { fact: warning.fact.key, endsAt: warning.expiresAt, days: warning.step };
      if (await store.claimNotice(tx, notice)) claimed.push(warning);
    }
    return claimed;
  }

  /** Looks at one tenant. */
  async function scan({ db, clock }: JobContext): Promise<void> {
    const tenant = db && (await deps.tenants.at(db.tenantId, null));
    if (!tenant) return;
    const now = clock.now();
    const facts = await deps.facts(tenant.db);
    const warnings = warningsAt(facts, now);
    const readers = await recipientsOf(tenant);
    await tenant.db.inTx(async (tx) => {
      await store.forgetNotices(
        tx,
        facts.flatMap(({ key, expiresAt }) => (expiresAt ? [{ fact: key, endsAt: expiresAt }] : [])),
      );
      const claimed = await claimAll(tx, warnings);
      if (claimed.length === 0) return;
      await emit(tx, ...claimed.map((warning) => eventOf(warning, now)));
      if (!readers) return;
      const mail = mailOf(readers.t, tenant, claimed, now);
      for (const to of readers.to) await deps.mail.send(tx, { to, kind: 'expiry', ...mail });
    });
  }

  const request = (db: TenantDb) => deps.jobs.enqueue(db, scanJob, {}, { uniqueKey: 'scan' });

  return {
    /** In the transaction of a change after which something may end sooner or later. */
    request,
    scan: { name: scanJob, run: scan },
    hourly: {
      name: 'expiry.scan-all',
      every: hour,
      async run({ system }: JobContext): Promise<void> {
        for (let offset = 0; ; offset += batch) {
          const { tenants } = await deps.tenants.list({ limit: batch, offset });
          for (const { id } of tenants) await request(system.forTenant(id));
          if (tenants.length < batch) return;
        }
      },
    },
  };
}
