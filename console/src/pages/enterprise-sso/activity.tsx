/** The tab "Activity": numbers, and every attempt to sign in through the connector with its outcome. */
import type { SsoAttempt } from '@gatehouse/sdk/management';
import { Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { messages } from './messages-detail.ts';
import { OutcomeBadge } from './outcome.tsx';
import { activityRoute, type Outcome } from './routes.ts';
import { useCauseWords } from './server-words.ts';

export function Activity() {
  const { activity: m } = useMessages(messages);
  const tenant = useTenantId();
  const { id: connectorId } = useThisConnector();
  const { page, outcome } = activityRoute.useSearch();
  const navigate = activityRoute.useNavigate();
  const asked = { connectorId, page: page ?? 1, pageSize, ...(outcome && { outcome }) };
  const list = useApiList(['sso-attempts', asked], (api, signal) => api.ssoAttempts.list(asked, { signal }));
  const columns = useColumns();
  return (
    <Stack gap="lg">
      <Numbers />
      <DataTable
        label={m.attempts}
        list={list}
        columns={columns}
        rowKey={({ reference }) => reference}
        rowLink={({ reference }) => `/${tenant}/enterprise-sso/attempts/${reference}`}
        empty={<Empty icon={IconHistory} title={m.emptyTitle} text={m.emptyText} />}
        search={page === undefined ? {} : { page }}
        onSearch={({ page: next }) => void navigate({ search: (before) => ({ ...before, page: next }) })}
        searchable={false}
        filters={
          <Select
            aria-label={m.outcome}
            placeholder={m.all}
            value={outcome ?? null}
            data={Object.entries(m.outcomes).map(([value, label]) => ({ value, label }))}
            clearable
            onChange={(next) => void navigate({ search: next ? { outcome: next as Outcome } : {} })}
            w={180}
          />
        }
        filtered={outcome !== undefined}
        onClear={() => void navigate({ search: {} })}
      />
    </Stack>
  );
}

function useColumns(): Column<SsoAttempt>[] {
  const { activity: m } = useMessages(messages);
  const wordsOf = useCauseWords();
  return [
    { key: 'reference', header: m.reference, cell: ({ reference }) => <code>{reference}</code> },
    { key: 'when', header: m.when, cell: ({ startedAt }) => <Moment at={startedAt} /> },
    { key: 'outcome', header: m.outcome, cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
    { key: 'person', header: m.person, cell: ({ email }) => email ?? m.unknown, wide: true },
    { key: 'cause', header: m.cause, cell: ({ cause }) => (cause ? wordsOf(cause).title : '–'), wide: true },
  ];
}

function Numbers() {
  const { activity: m } = useMessages(messages);
  const { id } = useThisConnector();
  const format = useFormat();
  const { data } = useApiQuery([...connectorsKey, 'activity', id], (api, signal) =>
    api.ssoConnectors.activity.get(id, { signal }),
  );
  if (!data) return null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="section" aria-label={m.numbers}>
      <Figure name={m.lastSignIn}>
        <Moment at={data.lastSignInAt} />
      </Figure>
      <Figure name={m.firstSignIn}>
        <Moment at={data.firstSignInAt} />
      </Figure>
      <Figure name={m.signIns}>{format.number(data.signInsLast30Days)}</Figure>
      <Figure name={m.failures}>{format.number(data.failuresLast30Days)}</Figure>
    </SimpleGrid>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600} component="div">
        {children}
      </Text>
    </Paper>
  );
}
