/** The list of roles: what each brings and how many have it. */
import type { Role } from '@gatehouse/sdk/management';
import { Badge, Text } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { DialogButton } from '../../patterns/dialog-button.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { messages } from './messages.ts';
import { NewRole } from './new-role.tsx';

const route = getRouteApi('/$tenant/roles');

export function RoleList() {
  const m = useMessages(messages);
  const { tenant } = route.useParams();
  const { search, page } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const list = useApiList(['roles', 'list', { search, page }], (api, signal) =>
    api.roles.list({ search, page, pageSize }, { signal }),
  );
  return (
    <Page title={m.title} description={m.description} actions={<Create />}>
      <DataTable
        label={m.title}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/${tenant}/roles/${id}`}
        search={{ search, page }}
        onSearch={(changes) =>
          void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
        }
        searchPlaceholder={m.search}
        empty={<Empty icon={IconUserShield} title={m.emptyTitle} text={m.emptyText} action={<Create />} />}
      />
    </Page>
  );
}

const permissionsIn = ({ permissions }: Role) =>
  permissions.reduce((sum, grant) => sum + grant.permissions.length, 0);

function useColumns(): Column<Role>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    { key: 'name', header: m.name, cell: ({ name }) => name },
    {
      key: 'about',
      header: m.about,
      wide: true,
      cell: ({ description }) => (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {description}
        </Text>
      ),
    },
    {
      key: 'permissions',
      header: m.permissions,
      wide: true,
      align: 'right',
      cell: (role) => format.number(permissionsIn(role)),
    },
    { key: 'members', header: m.members, align: 'right', cell: (role) => <Members role={role} /> },
  ];
}

function Members({ role }: { role: Role }) {
  const m = useMessages(messages);
  const format = useFormat();
  if (role.grantedToEveryone) return <Badge>{m.everyone}</Badge>;
  return role.members >= 1000 ? m.manyMembers : format.number(role.members);
}

function Create() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  if (!can('roles:write')) return null;
  return <DialogButton label={m.create} dialog={(close) => <NewRole onClose={close} />} />;
}
