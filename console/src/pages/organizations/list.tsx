/** The list of organizations, with how many members each has. */
import type { Organization } from '@gatehouse/sdk/management';
import { IconUsersGroup } from '@tabler/icons-react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { DialogButton } from '../../patterns/dialog-button.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { organizationsKey } from './data.ts';
import { messages } from './messages.ts';
import { NewOrganization } from './new-organization.tsx';
import { organizationsRoute } from './routes.ts';

export function OrganizationList() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { page, search } = organizationsRoute.useSearch();
  const navigate = organizationsRoute.useNavigate();
  const asked = { page: page ?? 1, pageSize, ...(search && { search }) };
  const list = useApiList([...organizationsKey, 'list', asked], (api, signal) =>
    api.organizations.list(asked, { signal }),
  );
  return (
    <Page title={m.title} description={m.description} actions={<Create />}>
      <DataTable
        label={m.title}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/${tenant}/organizations/${id}/members`}
        search={{ page, search }}
        onSearch={(changes) =>
          void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
        }
        searchPlaceholder={m.search}
        empty={<Empty icon={IconUsersGroup} title={m.emptyTitle} text={m.emptyText} action={<Create />} />}
      />
    </Page>
  );
}

function useColumns(): Column<Organization>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    { key: 'name', header: m.columns.name, cell: ({ name }) => name },
    {
      key: 'description',
      header: m.columns.description,
      cell: ({ description }) => description,
      wide: true,
    },
    { key: 'members', header: m.columns.members, cell: ({ memberCount }) => format.number(memberCount) },
    {
      key: 'created',
      header: m.columns.created,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
      wide: true,
    },
  ];
}

function Create() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  if (!can('organizations:write')) return null;
  return <DialogButton label={m.create} dialog={(close) => <NewOrganization onClose={close} />} />;
}
