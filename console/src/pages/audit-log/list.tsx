/** The audit log: newest first, filtered by what the address says, kept up to date while "Live" is on. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor, Button, Switch, Text } from '@mantine/core';
import { IconListSearch, IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useAdminPermissions } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { useEventName } from '../../patterns/event-names.ts';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { Export } from './export.tsx';
import { eventQuery, isFiltered } from './filter.ts';
import { Filters } from './filters.tsx';
import { messages } from './messages.ts';
import type { AuditSearch } from './routes.ts';
import { Actor, Thing, useNames, WithNames } from './who.tsx';

const route = getRouteApi('/$tenant/audit-log');
const liveEvery = 5_000;

export function AuditLog() {
  const m = useMessages(messages);
  const { page, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const [live, setLive] = useState(false);
  const columns = useColumns();
  const list = useApiList(
    ['audit-events', { filter, page }],
    (api, signal) => api.auditEvents.list({ ...eventQuery(filter), page, pageSize }, { signal }),
    { refetchInterval: live && liveEvery },
  );
  const change = (changes: AuditSearch) =>
    void navigate({
      to: '.',
      search: (before: AuditSearch) => ({ ...before, page: undefined, ...changes }),
      replace: true,
    });
  const clear = () => void navigate({ to: '.', search: {}, replace: true });
  return (
    <Page
      title={m.title}
      description={m.description}
      actions={
        <>
          <Switch
            label={m.live}
            title={m.liveHint}
            checked={live}
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
          <OfAdministrators />
          <Export filter={filter} />
        </>
      }
    >
      <WithNames events={list.data?.items ?? []}>
        <DataTable
          label={m.title}
          list={list}
          columns={columns}
          rowKey={({ id }) => id}
          search={{ page }}
          onSearch={(changes) => change({ page: changes.page })}
          onClear={clear}
          searchable={false}
          filtered={isFiltered(filter)}
          filters={<Filters filter={filter} onChange={change} onClear={clear} />}
          empty={<Empty icon={IconListSearch} title={m.emptyTitle} text={m.emptyText} />}
        />
      </WithNames>
      <Outlet />
    </Page>
  );
}

function useColumns(): Column<AuditEvent>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    { key: 'event', header: m.event, cell: (event) => <EventLink event={event} /> },
    { key: 'actor', header: m.actor, cell: ({ actor }) => <Actor actor={actor} /> },
    { key: 'subject', header: m.subject, wide: true, cell: (event) => <Subject event={event} /> },
    { key: 'application', header: m.application, wide: true, cell: (event) => <Through event={event} /> },
    {
      key: 'when',
      header: m.when,
      cell: ({ createdAt }) => (
        <>
          <Moment at={createdAt} />
          <Text size="xs" c="dimmed" visibleFrom="md">
            {format.dateTime(createdAt)}
          </Text>
        </>
      ),
    },
  ];
}

/** Filters and page stay in the address. */
function EventLink({ event }: { event: AuditEvent }) {
  const eventName = useEventName();
  const { tenant } = route.useParams();
  return (
    <>
      <Anchor
        component={Link}
        to={`/${tenant}/audit-log/${event.id}`}
        search={true as never}
        fw={500}
        size="sm"
        c="inherit"
      >
        {eventName(event.type)}
      </Anchor>
      <Text size="xs" c="dimmed" ff="monospace" visibleFrom="sm">
        {event.type}
      </Text>
    </>
  );
}

/** Nothing where somebody did something to themselves: it would say the same twice. */
function Subject({ event: { actor, subject } }: { event: AuditEvent }) {
  if (!subject || subject.id === actor.id) return '–';
  return <Thing type={subject.type} id={subject.id} linked={false} />;
}

function Through({ event: { applicationId, connectorId } }: { event: AuditEvent }) {
  const { applications, connectors } = useNames();
  const name = (list: typeof applications, id: string | null) =>
    id && (list.find((one) => one.id === id)?.name ?? id);
  const parts = [name(applications, applicationId), name(connectors, connectorId)].filter(Boolean);
  return parts.join(' · ') || '–';
}

/** Administrators are people of the tenant admin: what they change is here, their own sign-ins are there. */
function OfAdministrators() {
  const m = useMessages(messages);
  const { tenant } = route.useParams();
  const { can } = useAdminPermissions();
  if (tenant === 'admin' || !can('audit-events:read')) return null;
  return (
    <Button
      component={Link}
      to="/admin/audit-log"
      variant="default"
      leftSection={<IconUsersGroup size={16} aria-hidden />}
    >
      {m.ofAdministrators}
    </Button>
  );
}
