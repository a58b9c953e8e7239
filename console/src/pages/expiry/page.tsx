/** What ends some day, what ends first before, each with the way to renew it; and who is mailed in time. */
import type { ExpiryItem } from '@gatehouse/sdk/management';
import { Anchor, Select, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import {
  ExpiryBadge,
  expiryKey,
  expiryMessages,
  isProof,
  useRenewalWords,
  useWhenItEnds,
} from '../../patterns/expiry.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { messages } from './messages.ts';
import { Recipients } from './recipients.tsx';
import { type ExpiryState, expiryRoute, expiryStates } from './routes.ts';

export function ExpiryPage() {
  const m = useMessages(messages);
  const { page, state } = expiryRoute.useSearch();
  const navigate = expiryRoute.useNavigate();
  const asked = { page: page ?? 1, pageSize, ...(state && { state }) };
  const list = useApiList([...expiryKey, 'list', asked], (api, signal) => api.expiry.list(asked, { signal }));
  const go = (changes: { page?: number; state?: ExpiryState }) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  return (
    <Page title={m.title} description={m.description}>
      <DataTable
        label={m.list}
        list={list}
        columns={useColumns()}
        rowKey={({ kind, name, connectorId }) => `${kind} ${name} ${connectorId ?? ''}`}
        empty={<Empty icon={IconHourglass} title={m.emptyTitle} text={m.emptyText} />}
        search={{ page }}
        onSearch={({ page: next }) => go({ page: next })}
        searchable={false}
        filtered={state !== undefined}
        onClear={() => go({ state: undefined, page: undefined })}
        filters={<StateFilter value={state} onChange={(next) => go({ state: next, page: undefined })} />}
      />
      <Recipients />
    </Page>
  );
}

function useColumns(): Column<ExpiryItem>[] {
  const m = useMessages(messages);
  const words = useMessages(expiryMessages);
  const tenant = useTenantId();
  const renewal = useRenewalWords();
  return [
    {
      key: 'thing',
      header: m.columns.thing,
      cell: (item) => (
        <Stack gap={0}>
          <Text size="sm" fw={500}>
            {words.kinds[item.kind]}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {whose(item)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: m.columns.state,
      cell: (item) => (
        <Stack gap={4} align="flex-start">
          <ExpiryBadge item={item} />
          <Text span size="xs" c="dimmed" hiddenFrom="sm">
            <Ends item={item} />
          </Text>
        </Stack>
      ),
    },
    { key: 'ends', header: m.columns.ends, cell: (item) => <Ends item={item} />, wide: true },
    {
      key: 'renew',
      header: m.columns.renew,
      cell: (item) => (
        <Anchor
          component={Link}
          to={`/${tenant}/${item.renewalPath}`}
          size="sm"
          aria-label={`${renewal(item)}: ${words.kinds[item.kind]}, ${item.connectorName ?? item.name}`}
        >
          {renewal(item)}
        </Anchor>
      ),
    },
  ];
}

/** Which of its kind: the connector, and of a proof the domain before it. */
function whose({ name, connectorName }: ExpiryItem): string {
  return connectorName === null || connectorName === name ? name : `${name} · ${connectorName}`;
}

function Ends({ item }: { item: ExpiryItem }) {
  const format = useFormat();
  const when = useWhenItEnds();
  const { expiresAt } = item;
  if (expiresAt === null || isProof(item)) return <span>{when(item)}</span>;
  return (
    <time dateTime={expiresAt} title={format.dateTime(expiresAt)}>
      {when(item)}
    </time>
  );
}

function StateFilter(props: { value?: ExpiryState; onChange(value: ExpiryState | undefined): void }) {
  const m = useMessages(messages);
  const { states } = useMessages(expiryMessages);
  return (
    <Select
      w={200}
      aria-label={m.state}
      allowDeselect={false}
      value={props.value ?? 'all'}
      data={[
        { value: 'all', label: m.all },
        ...expiryStates.map((value) => ({ value, label: states[value] })),
      ]}
      onChange={(value) => props.onChange(expiryStates.find((one) => one === value))}
    />
  );
}
