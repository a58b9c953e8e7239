/** After an application was created: its guide, with nothing else around it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { ApplicationContext, guideOf, useApplicationQuery } from './application.ts';
import { FrameworkSelect } from './framework-select.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { guideSummary } from './guides.ts';
import { guideMessages } from './messages-guide.ts';
import { startedRoute } from './routes.ts';
import { TypeBadge } from './type-badge.tsx';

export function StartedPage() {
  const m = useMessages(guideMessages);
  const tenant = useTenantId();
  const { id } = startedRoute.useParams();
  const { framework } = startedRoute.useSearch();
  const navigate = startedRoute.useNavigate();
  const { data: application, error, refetch } = useApplicationQuery(id);
  const crumbs = [{ label: m.applications, to: `/${tenant}/applications` }];
  if (error && !application)
    return (
      <Page title={id} crumbs={crumbs}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    );
  if (!application) return <Loading />;
  const made = guideOf(application);
  const guide = guideSummary(framework ?? made);
  return (
    <ApplicationContext value={application}>
      <Page
        title={m.ready(application.name)}
        description={m.readyText}
        crumbs={crumbs}
        beside={
          <>
            <TypeBadge type={application.type} />
            <CopyId value={id} what={m.clientId} />
          </>
        }
        actions={
          <Button component={Link} to={`/${tenant}/applications/${id}`} variant="default">
            {m.toApplication}
          </Button>
        }
      >
        {!made && (
          <FrameworkSelect
            type={application.type}
            value={guide?.id}
            onChange={(next) =>
              void navigate({ search: { framework: next }, replace: true, resetScroll: false })
            }
          />
        )}
        <GuidePanel guide={guide} />
      </Page>
    </ApplicationContext>
  );
}
