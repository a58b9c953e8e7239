/**
 * The mails to a person whose second factor changed: who did not do it learns of it at once. In the tenant's own
 * language; somebody without an address gets none.
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import { placeName } from '../../kernel/html/layout.tsx';
import { type SecondFactorNews, secondFactorMail } from '../../kernel/i18n/mails.ts';
import type { Mail } from '../../kernel/mail/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Users } from '../users/index.ts';

export interface NoticesDeps {
  users: Pick<Users, 'find'>;
  mail: Pick<Mail, 'send'>;
  pageContext: PageContexts;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices({ users, mail, pageContext }: NoticesDeps) {
  return {
    /** Reads before the transaction; what it gives queues the mail in it. */
    async prepare(
      tenant: Tenant,
      userId: string,
      news: SecondFactorNews,
    ): Promise<(tx: TenantDb) => Promise<void>> {
      const [user, context] = await Promise.all([users.find(tenant.db, userId), pageContext(tenant, {})]);
      const to = user?.email;
      if (!to) return async () => {};
      const text = secondFactorMail(context.t, { news, tenantName: placeName(context) });
      return async (tx) => {
        await mail.send(tx, { to, kind: 'second-factor', ...text });
      };
    },
  };
}
