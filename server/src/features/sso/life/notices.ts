/**
 * Mails to the people who run the installation: that an owner broke the glass. A job, so that nothing but the news is written where the news happens.
 */
import type { TenantDb } from '../../../kernel/db/index.ts';
import { placeName } from '../../../kernel/html/layout.tsx';
import { breakGlassMail, type MailText } from '../../../kernel/i18n/mails.ts';
import type { JobDefinition } from '../../../kernel/jobs/index.ts';
import type { Mail } from '../../../kernel/mail/index.ts';
import type { PageContexts } from '../../experience/index.ts';
import { adminTenantId, type Management } from '../../management/index.ts';
import type { Tenant, Tenants } from '../../tenants/index.ts';

export const noticeJob = 'sso.notice';

/** Plain data: it waits in the table of jobs. */
export interface Notice {
  kind: 'break-glass';
  userId: string;
  who: string;
  left: number;
}

interface NoticeDeps {
  administrators: Pick<Management['administrators'], 'list'>;
  mail: Pick<Mail, 'send'>;
  pageContext: PageContexts;
  tenants: Pick<Tenants, 'at'>;
}

/** More administrators than this read it in the console. */
const mostRecipients = 50;

export function createNoticeJob(deps: NoticeDeps): JobDefinition<Notice> {
  async function recipients(db: TenantDb, notice: Notice): Promise<string[]> {
    const { items } = await deps.administrators.list(db, { limit: mostRecipients, offset: 0 });
    return items.flatMap(({ id, email, role, suspendedAt }) => {
      const meant = role === 'owner' && id !== notice.userId;
      return email && meant && suspendedAt === null ? [email] : [];
    });
  }

  /** In the language of the administrators' own tenant. */
  async function compose(admins: Tenant, { who, left }: Notice): Promise<MailText> {
    const page = await deps.pageContext(admins, {});
    return breakGlassMail(page.t, { tenantName: placeName(page), who, left });
  }

  return {
    name: noticeJob,
    maxAttempts: 5,
    async run({ endWith }, notice) {
      const admins = await deps.tenants.at(adminTenantId, null);
      if (!admins) return;
      const [mail, to] = [await compose(admins, notice), await recipients(admins.db, notice)];
      const kind = `sso-${notice.kind}`;
      await admins.db.inTx(async (tx) => {
        for (const one of to) await deps.mail.send(tx, { to: one, kind, ...mail });
        await endWith(tx);
      });
    },
  };
}
