/** One organization: its head and its tabs. */
import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { DeleteButton } from '../../patterns/delete-button.tsx';
import { Page } from '../../patterns/page.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { UnloadedPage } from '../../patterns/unloaded-page.tsx';
import { OrganizationContext, organizationKey, organizationsKey, useThisOrganization } from './data.ts';
import { messages } from './messages.ts';
import { organizationRoute } from './routes.ts';

export function OrganizationPage() {
  const m = useMessages(messages);
  const { tenant, id } = organizationRoute.useParams();
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery(organizationKey(id), (api, signal) =>
    api.organizations.get(id, { signal }),
  );
  const base = `/${tenant}/organizations`;
  const crumbs = [{ label: m.title, to: base }];
  if (!data) return <UnloadedPage title={id} crumbs={crumbs} error={error} retry={refetch} />;
  const tabs = (['members', 'connectors', 'settings'] as const)
    .filter((path) => path !== 'connectors' || can('sso-connectors:read'))
    .map((path) => ({ path, label: m.tabs[path] }));
  return (
    <OrganizationContext value={data}>
      <Page
        title={data.name}
        description={data.description}
        crumbs={crumbs}
        beside={<CopyId value={data.id} what={m.copyId} />}
        actions={can('organizations:write') && <Remove />}
      >
        {!can('organizations:write') && (
          <Text size="sm" c="dimmed">
            {m.readOnly}
          </Text>
        )}
        <RouteTabs key={id} base={`${base}/${id}`} label={m.tabs.label} tabs={tabs} />
      </Page>
    </OrganizationContext>
  );
}

function Remove() {
  const { remove: m } = useMessages(messages);
  const { id, name } = useThisOrganization();
  const tenant = useTenantId();
  const navigate = useNavigate();
  const remove = useChange({
    run: (api) => api.organizations.delete(id),
    done: () => m.done(name),
    after: () => navigate({ to: '/$tenant/organizations', params: { tenant } }),
    refresh: [[...organizationsKey, 'list']],
  });
  return (
    <DeleteButton
      label={m.action}
      title={m.title(name)}
      action={m.confirm}
      name={name}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.text}
    </DeleteButton>
  );
}
