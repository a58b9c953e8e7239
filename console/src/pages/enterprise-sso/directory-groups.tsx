/** The groups that a directory has sent, and which roles being in them brings. */
import type { DirectoryGroup } from '@gatehouse/sdk/management';
import { MultiSelect, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { directoryKey, useThisConnector } from './data.ts';
import { messages } from './messages-directory.ts';

/** More roles than anybody chooses from by hand. */
const mostRoles = 100;

export function DirectoryGroups() {
  const m = useMessages(messages);
  const format = useFormat();
  const { id } = useThisConnector();
  const [page, setPage] = useState(1);
  const list = useApiList([...directoryKey(id), 'groups', page], (api, signal) =>
    api.ssoConnectors.scim.groups.list(id, { page, pageSize }, { signal }),
  );
  const columns: Column<DirectoryGroup>[] = [
    { key: 'group', header: m.group, cell: ({ displayName }) => displayName },
    {
      key: 'members',
      header: m.members,
      cell: ({ members }) => format.number(members),
      align: 'right',
      wide: true,
    },
    {
      key: 'roles',
      header: m.roles,
      cell: (group) => <Roles key={group.roleIds.join()} group={group} />,
    },
  ];
  return (
    <Section title={m.groupsTitle} description={m.groupsText}>
      <DataTable
        label={m.groups}
        list={list}
        columns={columns}
        rowKey={(group) => group.id}
        empty={<Empty icon={IconUsersGroup} title={m.noGroups} text={m.noGroupsText} />}
        search={page > 1 ? { page } : {}}
        onSearch={({ page: next }) => setPage(next ?? 1)}
        searchable={false}
      />
    </Section>
  );
}

function Roles({ group }: { group: DirectoryGroup }) {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const mayAssign = can('sso-connectors:write') && can('users:write');
  const [chosen, choose] = useState<string[]>(group.roleIds);
  const { data } = useApiQuery(
    ['roles', 'choice'],
    (api, signal) => api.roles.list({ pageSize: mostRoles }, { signal }),
    { enabled: can('roles:read') },
  );
  const assign = useChange<string[]>({
    run: (api, roleIds) => api.ssoConnectors.scim.groups.setRoles(id, group.id, { roleIds }),
    done: () => m.rolesSaved(group.displayName),
    refresh: [directoryKey(id)],
  });
  const save = (roleIds: string[]) => {
    choose(roleIds);
    assign.mutate(roleIds, { onError: () => choose(group.roleIds) });
  };
  if (data?.total === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.noRoles}
      </Text>
    );
  return (
    <MultiSelect
      aria-label={m.rolesOf(group.displayName)}
      placeholder={chosen.length === 0 ? m.chooseRoles : undefined}
      data={(data?.items ?? []).map((role) => ({ value: role.id, label: role.name }))}
      value={chosen}
      onChange={save}
      disabled={!mayAssign || assign.isPending}
      searchable
      size="xs"
      miw={180}
    />
  );
}
