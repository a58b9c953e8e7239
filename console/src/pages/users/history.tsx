/** What happened to a user: sign-ins, wrong passwords, changes to the account; out of the audit log. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { deviceName } from '../../patterns/device.ts';
import { Empty } from '../../patterns/empty.tsx';
import { useEventName } from '../../patterns/event-names.ts';
import { nameOf, useApplicationNames, useConnectorNames } from '../../patterns/names.ts';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { messages } from './detail-messages.ts';
import { type HistoryKind, historyKinds } from './routes.ts';
import { userKey, useUser } from './user-context.tsx';

const route = getRouteApi('/$tenant/users/$id/history');

const types: Record<HistoryKind, string | undefined> = {
  'sign-ins': 'user.signed_in',
  failures: 'credential.password_failed',
  everything: undefined,
};

export function History() {
  const m = useMessages(messages);
  const { id } = useUser();
  const { page, kind = 'sign-ins' } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const list = useApiList([...userKey(id), 'history', { kind, page }], (api, signal) =>
    api.auditEvents.list({ user: id, type: types[kind], page, pageSize }, { signal }),
  );
  return (
    <Stack>
      <SegmentedControl
        aria-label={m.kinds.label}
        style={{ alignSelf: 'flex-start' }}
        data={historyKinds.map((value) => ({ value, label: m.kinds[value] }))}
        value={kind}
        onChange={(value) => void navigate({ search: { kind: value as HistoryKind }, replace: true })}
      />
      <DataTable
        label={m.tabs.history}
        list={list}
        columns={columns}
        rowKey={(event) => event.id}
        search={{ page }}
        onSearch={(changes) =>
          void navigate({ search: (before) => ({ ...before, page: changes.page }), replace: true })
        }
        searchable={false}
        empty={<Empty icon={IconHistory} title={m.noHistory} text={m.noHistoryText} />}
      />
    </Stack>
  );
}

function useColumns(): Column<AuditEvent>[] {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const eventName = useEventName();
  const applications = useApplicationNames();
  const connectors = useConnectorNames();
  const where = ({ address, userAgent }: AuditEvent) =>
    [deviceName(userAgent), address].filter(Boolean).join(' · ') || '–';
  return [
    {
      key: 'event',
      header: m.event,
      cell: (event) => (
        <>
          <Anchor component={Link} to={`/${tenant}/audit-log/${event.id}`} size="sm" fw={500} c="inherit">
            {eventName(event.type)}
          </Anchor>
          {event.connectorId && (
            <Text size="xs" c="dimmed">
              {m.through(nameOf(connectors, event.connectorId))}
            </Text>
          )}
        </>
      ),
    },
    { key: 'when', header: m.when, cell: (event) => <Moment at={event.createdAt} /> },
    {
      key: 'application',
      header: m.application,
      wide: true,
      cell: ({ applicationId }) => (applicationId ? nameOf(applications, applicationId) : '–'),
    },
    { key: 'device', header: m.device, wide: true, cell: where },
  ];
}
