/** One application: its head and tabs. */
import type { Application } from '@gatehouse/sdk/management';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { ApplicationContext, useApplicationQuery } from './application.ts';
import { detailMessages } from './messages-detail.ts';
import { applicationRoute } from './routes.ts';
import { TypeBadge } from './type-badge.tsx';

type Tab = keyof (typeof detailMessages)['en']['tabs'];

const peopleTabs: readonly Tab[] = ['settings', 'credentials', 'tokens', 'logout', 'activity', 'guide'];
const machineTabs: readonly Tab[] = ['settings', 'credentials', 'permissions', 'tokens', 'activity', 'guide'];

export function ApplicationPage() {
  const m = useMessages(detailMessages);
  const tenant = useTenantId();
  const { id } = applicationRoute.useParams();
  const { data, error, refetch } = useApplicationQuery(id);
  if (error && !data)
    return (
      <Page title={id} crumbs={[{ label: m.applications, to: `/${tenant}/applications` }]}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    );
  if (!data) return <Loading />;
  return (
    <ApplicationContext value={data}>
      <Tabs application={data} />
    </ApplicationContext>
  );
}

function Tabs({ application: { id, name, type } }: { application: Application }) {
  const m = useMessages(detailMessages);
  const tenant = useTenantId();
  const list = `/${tenant}/applications`;
  const tabs = type === 'machine-to-machine' ? machineTabs : peopleTabs;
  return (
    <Page
      title={name}
      crumbs={[{ label: m.applications, to: list }]}
      beside={
        <>
          <TypeBadge type={type} />
          <CopyId value={id} what={m.clientId} />
        </>
      }
    >
      <RouteTabs
        base={`${list}/${id}`}
        label={m.tabsLabel}
        tabs={tabs.map((path) => ({ path, label: m.tabs[path] }))}
      />
    </Page>
  );
}
