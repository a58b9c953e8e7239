/** The dev mailbox: what would have been mailed, newest first, each with its code. */
import type { MailMessage } from '@gatehouse/sdk/management';
import { Alert, Anchor, Badge, Code, Group, Switch, Text } from '@mantine/core';
import { IconInfoCircle, IconMail } from '@tabler/icons-react';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { CopyIcon } from '../../patterns/copy.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, type ListSearch, Moment, pageSize } from '../../patterns/table.tsx';
import { useKindName, useMails } from './mails.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/$tenant/dev-mailbox');
const liveEvery = 4_000;

export function DevMailbox() {
  const m = useMessages(messages);
  const kindName = useKindName();
  const { search, page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const [live, setLive] = useState(true);
  const columns = useColumns();
  const { data, ...query } = useMails(live && liveEvery);
  const wanted = search?.toLowerCase() ?? '';
  const found = data?.filter((mail) =>
    [mail.to, mail.subject, kindName(mail.kind)].some((text) => text.toLowerCase().includes(wanted)),
  );
  const items = found?.slice((page - 1) * pageSize, page * pageSize);
  const change = (changes: ListSearch) =>
    void navigate({ to: '.', search: (before: ListSearch) => ({ ...before, ...changes }), replace: true });
  return (
    <Page
      title={m.title}
      description={m.description}
      actions={
        <Switch
          label={m.live}
          title={m.liveHint}
          checked={live}
          onChange={(event) => setLive(event.currentTarget.checked)}
        />
      }
    >
      {data?.some(({ status }) => status !== 'mailbox') && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
          {m.hasServer}
        </Alert>
      )}
      <DataTable
        label={m.title}
        list={{ ...query, ...(items && { data: { items, total: found?.length ?? 0 } }) }}
        columns={columns}
        rowKey={({ id }) => id}
        search={{ search, page: page > 1 ? page : undefined }}
        onSearch={change}
        searchPlaceholder={m.search}
        empty={<Empty icon={IconMail} title={m.emptyTitle} text={m.emptyText} />}
      />
      <Outlet />
    </Page>
  );
}

const stateColors = { queued: 'yellow', sent: 'teal', mailbox: 'blue', failed: 'red' } as const;

export function MailState({ status }: { status: MailMessage['status'] }) {
  const m = useMessages(messages);
  return <Badge color={stateColors[status]}>{m.states[status]}</Badge>;
}

export function MailCode({ mail: { code, to } }: { mail: MailMessage }) {
  const m = useMessages(messages);
  if (!code) return '–';
  return (
    <Group gap={4} wrap="nowrap">
      <Code fz="md" fw={600}>
        {code}
      </Code>
      <CopyIcon value={code} what={m.codeOf(to)} />
    </Group>
  );
}

function useColumns(): Column<MailMessage>[] {
  const m = useMessages(messages);
  return [
    { key: 'subject', header: m.subject, cell: (mail) => <Subject mail={mail} /> },
    { key: 'code', header: m.code, cell: (mail) => <MailCode mail={mail} /> },
    { key: 'state', header: m.state, wide: true, cell: ({ status }) => <MailState status={status} /> },
    { key: 'when', header: m.when, wide: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}

/** Search and page stay in the address. */
function Subject({ mail }: { mail: MailMessage }) {
  const { tenant } = route.useParams();
  const kindName = useKindName();
  return (
    <>
      <Anchor
        component={Link}
        to={`/${tenant}/dev-mailbox/${mail.id}`}
        search={true as never}
        fw={500}
        size="sm"
        c="inherit"
      >
        {mail.subject}
      </Anchor>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {mail.to} · {kindName(mail.kind)}
      </Text>
    </>
  );
}
