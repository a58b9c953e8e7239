/** Dashboard: how many people there are and are active, how they sign in, and why some could not. */
import type { StatisticsOverview } from '@gatehouse/sdk/management';
import { Button, Paper, SegmentedControl, Stack } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { ActiveUsers } from './active-users.tsx';
import { Failures } from './failures.tsx';
import { Figures } from './figures.tsx';
import { messages } from './messages.ts';
import { Radar } from './radar.tsx';
import { dashboardRoute, type Period, periods } from './routes.ts';
import { SignIns } from './sign-ins.tsx';

export function Dashboard() {
  const m = useMessages(messages);
  const { period = 30 } = dashboardRoute.useSearch();
  const { data, error, refetch } = useApiQuery(['statistics', 'overview'], (api, signal) =>
    api.statistics.overview.get({ signal }),
  );
  return (
    <Page
      title={m.title}
      description={m.description}
      actions={data && !isFresh(data) && <PeriodChoice period={period} />}
    >
      <Radar />
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (isFresh(data) ? <Nothing /> : <Charts overview={data} period={period} />)}
    </Page>
  );
}

/** Nobody there and nobody seen: curves along zero would teach nothing. */
const isFresh = ({ users, activeUsers, newUsers }: StatisticsOverview) =>
  users === 0 && activeUsers.monthly.current === 0 && newUsers.last30Days.current === 0;

function PeriodChoice({ period }: { period: Period }) {
  const m = useMessages(messages);
  const navigate = dashboardRoute.useNavigate();
  return (
    <SegmentedControl
      aria-label={m.period}
      value={String(period)}
      data={periods.map((days) => ({ value: String(days), label: m.days(String(days)) }))}
      onChange={(days) =>
        void navigate({
          search: (before) => ({ ...before, period: periods.find((one) => String(one) === days) }),
          replace: true,
        })
      }
    />
  );
}

function Charts({ overview, period }: { overview: StatisticsOverview; period: Period }) {
  return (
    <Stack gap="lg">
      <Figures overview={overview} period={period} />
      <SignIns today={overview.day} period={period} />
      <Failures today={overview.day} period={period} />
      <ActiveUsers overview={overview} />
    </Stack>
  );
}

function Nothing() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  return (
    <Paper>
      <Empty
        icon={IconChartBar}
        title={m.emptyTitle}
        text={m.emptyText}
        action={
          <Button component={Link} to={`/${tenant}/get-started`} mt="xs">
            {m.emptyAction}
          </Button>
        }
      />
    </Paper>
  );
}
