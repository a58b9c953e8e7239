/** The mails that nobody sent, newest first, with the code where there is one. */
import { Heading } from '../../../kernel/html/components.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import type { MailboxMessage } from '../../../kernel/mail/index.ts';

export interface MailboxModel {
  messages: readonly MailboxMessage[];
}

export function mailboxPage(context: PageContext, { messages }: MailboxModel): string {
  const { t } = context;
  const title = t('mailbox.title');
  return renderPage(
    context,
    { title, wide: true },
    <>
      <Heading title={title} lead={t(messages.length > 0 ? 'mailbox.lead' : 'mailbox.empty')} />
      <ul class="sessions">
        {messages.map((message) => (
          <Message message={message} />
        ))}
      </ul>
    </>,
  );
}

function Message({ message }: { message: MailboxMessage }) {
  return (
    <li>
      <div class="what">
        <span class="name">
          <bdi>{message.to}</bdi>
        </span>
        <span>{message.subject}</span>
        <time datetime={message.createdAt.toISOString()}>
          {message.createdAt.toISOString().slice(0, 19).replace('T', ' ')} UTC
        </time>
      </div>
      {message.code && <code class="user-code">{message.code}</code>}
    </li>
  );
}
