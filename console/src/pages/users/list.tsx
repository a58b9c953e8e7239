/** The list of users: found by any identifier or name, with when they were last here. */
import type { User } from '@gatehouse/sdk/management';
import { Avatar, Badge, Group, Select, Stack, Text } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { DialogButton } from '../../patterns/dialog-button.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { userName } from '../../patterns/names.ts';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { Identifiers } from './identifiers.tsx';
import { messages } from './messages.ts';
import { NewUser } from './new-user.tsx';
import type { UsersSearch } from './routes.ts';

const route = getRouteApi('/$tenant/users');

export function UserList() {
  const m = useMessages(messages);
  const { tenant } = route.useParams();
  const { search, page, state } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const list = useApiList(['users', 'list', { search, page, state }], (api, signal) =>
    api.users.list(
      { search, page, pageSize, ...(state && { suspended: state === 'suspended' ? 'true' : 'false' }) },
      { signal },
    ),
  );
  const change = (changes: Partial<UsersSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  return (
    <Page title={m.title} description={m.description} actions={<Create />}>
      <DataTable
        label={m.title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/${tenant}/users/${id}/profile`}
        search={{ search, page }}
        onSearch={change}
        onClear={() => change({ search: undefined, state: undefined, page: undefined })}
        searchPlaceholder={m.search}
        filtered={state !== undefined}
        filters={
          <StateFilter value={state} onChange={(value) => change({ state: value, page: undefined })} />
        }
        empty={<Empty icon={IconUsers} title={m.emptyTitle} text={m.emptyText} action={<Create />} />}
      />
    </Page>
  );
}

function useColumns(): Column<User>[] {
  const m = useMessages(messages);
  return [
    { key: 'person', header: m.person, cell: (user) => <Person user={user} /> },
    { key: 'identifiers', header: m.identifiers, wide: true, cell: (user) => <Identifiers user={user} /> },
    { key: 'last', header: m.lastSignIn, wide: true, cell: (user) => <Moment at={user.lastSignInAt} /> },
    { key: 'created', header: m.created, wide: true, cell: (user) => <Moment at={user.createdAt} /> },
    { key: 'state', header: m.state, cell: (user) => <StateBadge user={user} /> },
  ];
}

function Person({ user }: { user: User }) {
  const name = userName(user);
  const under = user.email ?? user.username ?? user.phone;
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar src={user.picture} name={name} color="gate" size={34} alt="" />
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        {under && under !== name && (
          <Text size="xs" c="dimmed" hiddenFrom="sm" style={{ overflowWrap: 'anywhere' }}>
            {under}
          </Text>
        )}
      </Stack>
    </Group>
  );
}

export function StateBadge({ user }: { user: Pick<User, 'suspendedAt'> }) {
  const m = useMessages(messages);
  return user.suspendedAt ? (
    <Badge color="red">{m.states.suspended}</Badge>
  ) : (
    <Badge color="teal">{m.states.active}</Badge>
  );
}

function StateFilter(props: { value: UsersSearch['state']; onChange(value: UsersSearch['state']): void }) {
  const m = useMessages(messages);
  return (
    <Select
      w={150}
      aria-label={m.state}
      allowDeselect={false}
      value={props.value ?? 'all'}
      data={[
        { value: 'all', label: m.states.all },
        { value: 'active', label: m.states.active },
        { value: 'suspended', label: m.states.suspended },
      ]}
      onChange={(value) => props.onChange(value === 'active' || value === 'suspended' ? value : undefined)}
    />
  );
}

function Create() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  if (!can('users:write')) return null;
  return (
    <DialogButton label={m.create} icon={IconUserPlus} dialog={(close) => <NewUser onClose={close} />} />
  );
}
