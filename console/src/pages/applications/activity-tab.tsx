/** Who signed in through an application, and what else happened with it. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Button, Group, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { useEventName } from '../../patterns/event-names.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { useUserNames } from '../../patterns/names.ts';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { activityKey, useApplication } from './application.ts';
import { byThemselves, EventActor } from './event-actor.tsx';
import { credentialMessages } from './messages-credentials.ts';
import { activityRoute } from './routes.ts';

export function ActivityTab() {
  const m = useMessages(credentialMessages);
  const { type } = useApplication();
  const { can } = usePermissions();
  return (
    <Stack gap="lg">
      {type !== 'machine-to-machine' && <Figures />}
      {can('audit-events:read') ? <Events /> : <Text c="dimmed">{m.noAudit}</Text>}
    </Stack>
  );
}

function Figures() {
  const m = useMessages(credentialMessages);
  const format = useFormat();
  const { id } = useApplication();
  const { data, error, refetch } = useApiQuery(activityKey(id), (api, signal) =>
    api.applications.activity.get(id, { signal }),
  );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading rows={1} />;
  const figures = [
    [m.last, <Moment key="last" at={data.lastSignInAt} />],
    [m.first, <Moment key="first" at={data.firstSignInAt} />],
    [m.days30, format.number(data.signInsLast30Days)],
    [m.failures30, format.number(data.failuresLast30Days)],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="section" aria-label={m.figures}>
      {figures.map(([label, value]) => (
        <Paper key={label} p="md">
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text fw={650} size="lg" component="div">
            {value}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Events() {
  const m = useMessages(credentialMessages);
  const tenant = useTenantId();
  const { id, type } = useApplication();
  const search = activityRoute.useSearch();
  const navigate = activityRoute.useNavigate();
  const all = search.events === 'all' || type === 'machine-to-machine';
  const { page } = search;
  const list = useApiList<AuditEvent>(['audit-events', 'application', id, all, page], (api, signal) =>
    api.auditEvents.list(
      { application: id, page, pageSize, ...(!all && { type: 'user.signed_in' }) },
      { signal },
    ),
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {all ? m.events : m.recent}
        </Title>
        {type !== 'machine-to-machine' && (
          <SegmentedControl
            aria-label={m.which}
            size="xs"
            value={all ? 'all' : 'sign-ins'}
            data={[
              { value: 'sign-ins', label: m.onlySignIns },
              { value: 'all', label: m.everything },
            ]}
            onChange={(value) =>
              void navigate({
                search: value === 'all' ? { events: 'all' } : {},
                replace: true,
                resetScroll: false,
              })
            }
          />
        )}
      </Group>
      <DataTable
        label={all ? m.events : m.recent}
        list={list}
        columns={useColumns(list.data?.items ?? [])}
        rowKey={(event) => event.id}
        empty={
          <Empty
            icon={IconHistory}
            title={m.noEvents}
            text={m.noEventsText}
            action={
              <Button component={Link} to={`/${tenant}/applications/${id}/guide`} variant="default">
                {m.firstSteps}
              </Button>
            }
          />
        }
        search={search}
        onSearch={(changes) =>
          void navigate({ search: (before) => ({ ...before, ...changes }), resetScroll: false })
        }
        searchable={false}
      />
    </Stack>
  );
}

function useColumns(events: readonly AuditEvent[]): Column<AuditEvent>[] {
  const m = useMessages(credentialMessages);
  const eventName = useEventName();
  const people = useUserNames(events.filter(byThemselves).map(({ actor }) => actor.id ?? ''));
  return [
    { key: 'when', header: m.when, cell: ({ createdAt }) => <Moment at={createdAt} /> },
    { key: 'event', header: m.event, cell: ({ type }) => eventName(type) },
    { key: 'who', header: m.who, cell: (event) => <EventActor event={event} people={people} /> },
    { key: 'from', header: m.from, wide: true, cell: ({ address }) => address ?? '–' },
  ];
}
