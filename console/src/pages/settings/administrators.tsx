/** The people who run the installation: roles, removal, invitations. They live at the API of the tenant `admin`. */
import type { Administrator } from '@gatehouse/sdk/management';
import { ActionIcon, Badge, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDots, IconUsersGroup } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useAdminApi, useAdminPermissions, usePerson } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { administratorsKey, nameOf } from './administrator.ts';
import { RemoveAdministrator, RoleDialog } from './administrator-dialogs.tsx';
import { messages } from './administrator-messages.ts';
import { BreakGlass } from './break-glass.tsx';
import { Invitations } from './invitations.tsx';
import { ListSection } from './list-section.tsx';

const from = '/$tenant/settings/administrators';

interface Chosen {
  what: 'role' | 'remove';
  who: Administrator;
}

export function Administrators() {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const { can } = useAdminPermissions();
  const search = useSearch({ from });
  const navigate = useNavigate({ from });
  const [chosen, setChosen] = useState<Chosen>();
  const { page = 1 } = search;
  const list = useApiList([...administratorsKey, page], (_, signal) =>
    adminApi.administrators.list({ page, pageSize }, { signal }),
  );
  return (
    <Stack gap="xl">
      <ListSection title={m.title} text={m.text}>
        <DataTable
          label={m.title}
          list={list}
          columns={useColumns(can('administrators:write') ? setChosen : undefined)}
          rowKey={({ id }) => id}
          search={search}
          onSearch={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }) })}
          searchable={false}
          empty={<Empty icon={IconUsersGroup} title={m.none} text={m.noneText} />}
        />
      </ListSection>
      <Invitations />
      <BreakGlass />
      {chosen?.what === 'role' && <RoleDialog who={chosen.who} onClose={() => setChosen(undefined)} />}
      {chosen?.what === 'remove' && (
        <RemoveAdministrator who={chosen.who} onClose={() => setChosen(undefined)} />
      )}
    </Stack>
  );
}

function useColumns(choose: ((chosen: Chosen) => void) | undefined): Column<Administrator>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    { key: 'person', header: m.person, cell: (who) => <Person who={who} /> },
    { key: 'role', header: m.role, cell: ({ role }) => <Badge color="gate">{m.roles[role]}</Badge> },
    {
      key: 'lastSignIn',
      header: m.lastSignIn,
      wide: true,
      cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} />,
    },
    { key: 'since', header: m.since, wide: true, cell: ({ createdAt }) => format.date(createdAt) },
    ...(choose
      ? [
          {
            key: 'actions',
            header: m.actionsHeader,
            align: 'right' as const,
            cell: (who: Administrator) => <Actions who={who} choose={choose} />,
          },
        ]
      : []),
  ];
}

function Person({ who }: { who: Administrator }) {
  const m = useMessages(messages);
  const { email } = usePerson();
  return (
    <Stack gap={0}>
      <Group gap={6}>
        <Text size="sm" fw={500} c={who.name ? undefined : 'dimmed'}>
          {who.name ?? m.noName}
        </Text>
        {who.email !== null && who.email === email && (
          <Badge size="sm" color="teal">
            {m.you}
          </Badge>
        )}
        {who.suspendedAt && (
          <Badge size="sm" color="orange">
            {m.suspended}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {who.email}
      </Text>
    </Stack>
  );
}

function Actions({ who, choose }: { who: Administrator; choose(chosen: Chosen): void }) {
  const m = useMessages(messages);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={m.actions(nameOf(who))}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => choose({ what: 'role', who })}>{m.changeRole}</Menu.Item>
        <Menu.Item color="red" onClick={() => choose({ what: 'remove', who })}>
          {m.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
