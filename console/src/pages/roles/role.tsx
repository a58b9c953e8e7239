/** A role's page: what it is called, what it brings and who has it. */
import { Badge, Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
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
  if (!data)
    return (
      <Page title={id} crumbs={crumbs}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
      </Page>
    );
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
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: (api) => api.roles.delete(id),
    done: () => m.removed(name),
    after: () => navigate({ to: '/$tenant/roles', params: { tenant } }),
    refresh: [[...rolesKey, 'list'], ['users'], ['sso-connectors']],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {m.remove}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.removeTitle(name)}
        action={m.removeConfirm}
        name={name}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.removeText}
      </Confirm>
    </>
  );
}
