/**
 * The dev mailbox: what would have been mailed, where no mail server is configured. In the management API, and
 * as a page for the developer at the same machine.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { pageHeaders } from '../../kernel/html/headers.ts';
import type { AppEnv } from '../../kernel/http/app-env.ts';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/route.ts';
import type { Mail } from '../../kernel/mail/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { mailboxPage } from './pages/mailbox.tsx';

export interface MailboxDeps {
  mail: Pick<Mail, 'mailbox'>;
  pageContext: PageContexts;
  config: { endpointIsLoopback: boolean; smtp?: object };
}

const messageOut = z
  .object({
    id: z.string(),
    to: z.string(),
    kind: z.string().describe('`sign-in-code`, `register-code`, `reset-password-code` …'),
    subject: z.string(),
    text: z.string().optional().describe('Erased once a mail server has taken it.'),
    html: z
      .string()
      .optional()
      .describe('The same as a mail program shows it; erased together with the text.'),
    code: z.string().optional(),
    status: z.enum(['queued', 'sent', 'mailbox', 'failed']),
    createdAt: timestamp,
  })
  .meta({ id: 'MailMessage' });

const most = 100;

export function mailboxRoutes({ mail }: MailboxDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/mail-messages',
      summary: 'List the newest mails',
      description: `At most ${most}. Without a mail server they stay here with their codes for seven days.`,
      permission: 'mail-messages:read',
      errors: [],
      response: z.array(messageOut),
      handler: async ({ db }) => mail.mailbox(db, { limit: most }),
    }),
  ];
}

/** Only for a development tenant on this very machine: the page shows codes to whoever can open it. */
export function createMailbox({ mail, pageContext, config }: MailboxDeps): { routes: Hono<AppEnv> } {
  const routes = new Hono<AppEnv>();
  routes.get('/dev-mailbox', async (c) => {
    const tenant = c.get('tenant') as Tenant;
    if (!config.endpointIsLoopback || config.smtp || tenant.tag !== 'development') return c.notFound();
    const context = await pageContext(tenant, { acceptLanguage: c.req.header('accept-language') });
    const html = mailboxPage(context, { messages: await mail.mailbox(tenant.db, { limit: most }) });
    return c.body(html, 200, pageHeaders(context, { staysHere: true }));
  });
  return { routes };
}
