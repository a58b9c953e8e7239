/** One connector: its head, where it stands in its life with the next step, and its tabs. */
import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { DeleteButton } from '../../patterns/delete-button.tsx';
import { Page } from '../../patterns/page.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { UnloadedPage } from '../../patterns/unloaded-page.tsx';
import { ConnectorContext, connectorsKey, useConnector, useThisConnector } from './data.ts';
import { Ending } from './ending.tsx';
import { Life } from './life.tsx';
import { StateBadge } from './marks.tsx';
import { messages } from './messages.ts';
import { SingleSignOnOff } from './off.tsx';
import { RolledBack } from './rolled-back.tsx';
import { connectorRoute } from './routes.ts';
import { ToSetupLinks } from './to-setup-links.tsx';

const tabs = [
  'connection',
  'experience',
  'mapping',
  'test',
  'directory-sync',
  'provider-tokens',
  'activity',
  'history',
] as const;

export function Connector() {
  const m = useMessages(messages);
  const { tenant, id } = connectorRoute.useParams();
  const { can } = usePermissions();
  const { data, error, refetch } = useConnector(id);
  const list = `/${tenant}/enterprise-sso`;
  const crumbs = [{ label: m.title, to: list }];
  if (!data) return <UnloadedPage title={id} crumbs={crumbs} error={error} retry={refetch} />;
  return (
    <ConnectorContext value={data}>
      <Page
        title={data.name}
        crumbs={crumbs}
        beside={
          <>
            <StateBadge state={data.state} />
            <CopyId value={data.id} what={m.copyId} />
          </>
        }
        actions={
          <Group gap="sm">
            <ToSetupLinks connector={data.id} />
            {can('sso-connectors:write') && <Remove />}
          </Group>
        }
      >
        <Life />
        <SingleSignOnOff />
        <RolledBack />
        <Ending />
        <RouteTabs
          key={id}
          base={`${list}/${id}`}
          label={m.tabsLabel}
          tabs={tabs.map((path) => ({ path, label: m.tabs[path] }))}
        />
      </Page>
    </ConnectorContext>
  );
}

function Remove() {
  const { remove: m } = useMessages(messages);
  const { id, name } = useThisConnector();
  const tenant = useTenantId();
  const navigate = useNavigate();
  const remove = useChange({
    run: (api) => api.ssoConnectors.delete(id),
    done: () => m.done(name),
    after: () => navigate({ to: '/$tenant/enterprise-sso', params: { tenant } }),
    refresh: [[...connectorsKey, 'list']],
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
