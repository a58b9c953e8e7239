/** Where a user is signed in now, and signing them out. */
import type { Session } from '@gatehouse/sdk/management';
import { Button, Group, Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDevices, IconLogout } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { deviceName } from '../../patterns/device.ts';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { nameOf, useApplicationNames, useConnectorNames } from '../../patterns/names.ts';
import { Moment } from '../../patterns/table.tsx';
import { messages } from './detail-messages.ts';
import { userKey, useUser } from './user-context.tsx';

export function Sessions() {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery([...userKey(id), 'sessions'], (api, signal) =>
    api.users.sessions.list(id, { signal }),
  );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {m.sessionsText}
        </Text>
        {can('sessions:write') && <EndAll />}
      </Group>
      {data.length === 0 ? (
        <Paper>
          <Empty icon={IconDevices} title={m.noSessions} text={m.noSessionsText} />
        </Paper>
      ) : (
        <SessionTable sessions={data} />
      )}
    </Stack>
  );
}

function SessionTable({ sessions }: { sessions: readonly Session[] }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  return (
    <Paper p={0} style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={m.sessionsTitle}>
      <Table aria-label={m.sessionsTitle}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.device}</Table.Th>
            <Table.Th visibleFrom="sm">{m.applications}</Table.Th>
            <Table.Th visibleFrom="sm">{m.signedIn}</Table.Th>
            <Table.Th>{m.lastActive}</Table.Th>
            <Table.Th visibleFrom="md">{m.expires}</Table.Th>
            {can('sessions:write') && (
              <Table.Th>
                <VisuallyHidden>{m.end}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function SessionRow({ session }: { session: Session }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const applications = useApplicationNames();
  const connectors = useConnectorNames();
  const { address, userAgent } = session.details;
  const device = deviceName(userAgent) ?? m.unknownDevice;
  const where = [
    typeof address === 'string' && address,
    session.ssoConnectorId && m.through(nameOf(connectors, session.ssoConnectorId)),
  ].filter(Boolean);
  return (
    <Table.Tr>
      <Table.Td>
        {device}
        <Text size="xs" c="dimmed">
          {where.join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {session.applicationIds.map((id) => nameOf(applications, id)).join(', ') || '–'}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Moment at={session.signedInAt} />
      </Table.Td>
      <Table.Td>
        <Moment at={session.lastActiveAt} />
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Moment at={session.expiresAt} />
      </Table.Td>
      {can('sessions:write') && (
        <Table.Td ta="right">
          <End session={session} device={device} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function End({ session, device }: { session: Session; device: string }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const [opened, { open, close }] = useDisclosure(false);
  const end = useChange({
    run: (api) => api.users.sessions.delete(id, session.id),
    done: () => m.ended,
    refresh: [userKey(id)],
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={m.endOf(device)}>
        {m.end}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.endTitle}
        action={m.endAction}
        onConfirm={() => end.mutateAsync()}
      >
        {m.endText}
      </Confirm>
    </>
  );
}

/** Offered without sessions, too: applications may still have what they got. */
function EndAll() {
  const m = useMessages(messages);
  const { id } = useUser();
  const [opened, { open, close }] = useDisclosure(false);
  const endAll = useChange({
    run: (api) => api.users.sessions.deleteAll(id),
    done: () => m.endedAll,
    refresh: [userKey(id)],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={open}>
        {m.endAll}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.endAllTitle}
        action={m.endAll}
        onConfirm={() => endAll.mutateAsync()}
      >
        {m.endAllText}
      </Confirm>
    </>
  );
}
