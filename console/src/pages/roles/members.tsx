/** Who has a role and from whom, and giving it by hand. */
import type { RoleMember } from '@gatehouse/sdk/management';
import { ActionIcon, Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle, IconUserMinus, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiList, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { useConnectorNames } from '../../patterns/names.ts';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { AddMember } from './add-member.tsx';
import { type LoadedRole, rolesKey } from './data.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/$tenant/roles/$id');
const nameOf = ({ name, email, username, userId }: RoleMember) => name ?? email ?? username ?? userId;

export function Members({ role }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  return (
    <Section
      title={m.membersTitle}
      description={m.membersText}
      actions={can('users:write') && can('users:read') && <Add role={role} />}
    >
      {role.grantedToEveryone && (
        <Alert icon={<IconInfoCircle size={18} aria-hidden />}>{m.membersEveryone}</Alert>
      )}
      {can('users:read') ? (
        <MemberTable role={role} />
      ) : (
        <Text size="sm" c="dimmed">
          {m.mayNotReadUsers}
        </Text>
      )}
    </Section>
  );
}

function Add({ role }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
        {m.add}
      </Button>
      {opened && <AddMember role={role} onClose={close} />}
    </>
  );
}

function MemberTable({ role }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const { tenant } = route.useParams();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns(role);
  const list = useApiList([...rolesKey, 'members', role.id, { page }], (api, signal) =>
    api.roles.members.list(role.id, { page, pageSize }, { signal }),
  );
  return (
    <DataTable
      label={m.membersTitle}
      list={list}
      columns={columns}
      rowKey={({ userId }) => userId}
      rowLink={({ userId }) => `/${tenant}/users/${userId}/profile`}
      search={{ page }}
      searchable={false}
      onSearch={(changes) =>
        void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
      }
      empty={<Empty icon={IconUsers} title={m.noMembers} text={m.noMembersText} />}
    />
  );
}

function useColumns(role: LoadedRole): Column<RoleMember>[] {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const remove: Column<RoleMember> = {
    key: 'remove',
    header: m.actions,
    align: 'right',
    cell: (member) => member.sources.includes('manual') && <TakeAway role={role} member={member} />,
  };
  return [
    { key: 'person', header: m.person, cell: (member) => <Person member={member} /> },
    { key: 'sources', header: m.givenBy, cell: ({ sources }) => <Sources sources={sources} /> },
    ...(can('users:write') ? [remove] : []),
  ];
}

function Person({ member }: { member: RoleMember }) {
  const name = nameOf(member);
  return (
    <Stack gap={0}>
      {name}
      {member.email && member.email !== name && (
        <Text size="xs" c="dimmed">
          {member.email}
        </Text>
      )}
    </Stack>
  );
}

function Sources({ sources }: { sources: readonly string[] }) {
  const { sources: m } = useMessages(messages);
  const connectors = useConnectorNames();
  const words = (source: string) => {
    const [kind, ...rest] = source.split(':');
    const id = rest.join(':');
    const name = connectors.find((one) => one.id === id)?.name ?? id;
    if (kind === 'sso') return m.sso(name);
    return kind === 'scim' ? m.scim(name) : m.manual;
  };
  return (
    <Group gap={4}>
      {sources.map((source) => (
        <Badge key={source} variant="default">
          {words(source)}
        </Badge>
      ))}
    </Group>
  );
}

function TakeAway({ role, member }: { role: LoadedRole; member: RoleMember }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const name = nameOf(member);
  const take = useChange({
    run: (api) => api.roles.members.delete(role.id, member.userId),
    done: () => m.taken_away(name),
    refresh: [rolesKey, ['users', member.userId]],
  });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={m.takeAwayFrom(name)} onClick={open}>
        <IconUserMinus size={18} aria-hidden />
      </ActionIcon>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.takeAwayFrom(name)}
        action={m.takeAway}
        onConfirm={() => take.mutateAsync()}
      >
        {m.takeAwayText}
      </Confirm>
    </>
  );
}
