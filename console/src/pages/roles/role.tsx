/** A role's page: what it is called, what it brings and who has it. */
import { Badge, Stack } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { DeleteButton } from '../../patterns/delete-button.tsx';
import { Page } from '../../patterns/page.tsx';
import { UnloadedPage } from '../../patterns/unloaded-page.tsx';
import { type LoadedRole, rolesKey } from './data.ts';
import { Members } from './members.tsx';
import { messages } from './messages.ts';
import { RolePermissions } from './permissions.tsx';
import { RoleSettings } from './settings.tsx';

const route = getRouteApi('/$tenant/roles/$id');

export function RolePage() {
  const m = useMessages(messages);
  const { tenant, id } = route.useParams();
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery([...rolesKey, 'one', id], (api, signal) =>
    api.roles.get(id, { signal }),
  );
  const crumbs = [{ label: m.title, to: `/${tenant}/roles` }];
  if (!data) return <UnloadedPage title={id} crumbs={crumbs} error={error} retry={refetch} />;
  return (
    <Page
      title={data.name}
      crumbs={crumbs}
      beside={
        <>
          {data.grantedToEveryone && <Badge>{m.everyone}</Badge>}
          <CopyId value={data.id} what={m.copyId} />
        </>
      }
      actions={can('roles:write') && <Remove role={data} />}
    >
      <Stack gap="lg" key={data.id}>
        <RoleSettings role={data} />
        <RolePermissions role={data} />
        <Members role={data} />
      </Stack>
    </Page>
  );
}

function Remove({ role: { id, name } }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const { tenant } = route.useParams();
  const navigate = useNavigate();
  const remove = useChange({
    run: (api) => api.roles.delete(id),
    done: () => m.removed(name),
    after: () => navigate({ to: '/$tenant/roles', params: { tenant } }),
    refresh: [[...rolesKey, 'list'], ['users'], ['sso-connectors']],
  });
  return (
    <DeleteButton
      label={m.remove}
      title={m.removeTitle(name)}
      action={m.removeConfirm}
      name={name}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.removeText}
    </DeleteButton>
  );
}
