/** The list of applications. */
import type { Application } from '@gatehouse/sdk/management';
import { Button, Select, Skeleton } from '@mantine/core';
import { IconApps, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { useMayWrite } from './application.ts';
import { type LastSignIns, useLastSignIns } from './last-sign-ins.ts';
import { messages } from './messages.ts';
import { type ApplicationsSearch, applicationsRoute } from './routes.ts';
import { TypeBadge } from './type-badge.tsx';
import { applicationTypes, isApplicationType, typeMessages } from './types.ts';

export function ApplicationsPage() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const search = applicationsRoute.useSearch();
  const navigate = applicationsRoute.useNavigate();
  const change = (changes: ApplicationsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const { search: text, type, page } = search;
  const list = useApiList<Application>(['applications', 'list', search], (api, signal) => {
    return api.applications.list({ search: text, type, page, pageSize }, { signal });
  });
  const lastSignIns = useLastSignIns((list.data?.items ?? []).filter(takesPeople).map(({ id }) => id));
  const create = useMayWrite() && <CreateButton />;
  return (
    <Page title={m.title} description={m.description} actions={create}>
      <DataTable
        label={m.title}
        list={list}
        columns={useColumns(lastSignIns)}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/${tenant}/applications/${id}`}
        empty={<Empty icon={IconApps} title={m.emptyTitle} text={m.emptyText} action={create} />}
        search={search}
        onSearch={change}
        searchPlaceholder={m.search}
        filters={<TypeFilter type={type} onChange={(next) => change({ type: next, page: undefined })} />}
        filtered={type !== undefined}
        onClear={() => change({ search: undefined, type: undefined, page: undefined })}
      />
    </Page>
  );
}

const takesPeople = ({ type }: Application) => type !== 'machine-to-machine';

function useColumns({ shown, known }: ReturnType<typeof useLastSignIns>): Column<Application>[] {
  const m = useMessages(messages);
  const lastSignIn: Column<Application> = {
    key: 'last',
    header: m.lastSignIn,
    cell: (application) => <LastSignIn application={application} known={known} />,
  };
  return [
    { key: 'name', header: m.name, cell: ({ name }) => name },
    { key: 'type', header: m.type, wide: true, cell: ({ type }) => <TypeBadge type={type} /> },
    { key: 'id', header: m.id, wide: true, cell: ({ id }) => <CopyId value={id} what={m.idCopy} /> },
    ...(shown ? [lastSignIn] : []),
  ];
}

function LastSignIn({ application, known }: { application: Application; known: LastSignIns | undefined }) {
  if (!takesPeople(application)) return '–';
  if (!known) return <Skeleton height={14} width={80} />;
  return <Moment at={known[application.id]} />;
}

function CreateButton() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  return (
    <Button
      component={Link}
      to={`/${tenant}/applications/new`}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {m.create}
    </Button>
  );
}

function TypeFilter(props: {
  type: ApplicationsSearch['type'];
  onChange(type: ApplicationsSearch['type']): void;
}) {
  const m = useMessages(messages);
  const names = useMessages(typeMessages);
  return (
    <Select
      aria-label={m.filterType}
      placeholder={m.allTypes}
      data={applicationTypes.map((type) => ({ value: type, label: names[type] }))}
      value={props.type ?? null}
      onChange={(value) => props.onChange(isApplicationType(value) ? value : undefined)}
      clearable
      w={210}
    />
  );
}
