/** Sign-ins by day: stacked by method, by connector, or by whether they succeeded. */
import '@mantine/charts/styles.css';
import type { SignInStatistics } from '@gatehouse/sdk/management';
import { BarChart } from '@mantine/charts';
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { ChartSection } from './chart-section.tsx';
import { useConnectorNames } from './connector-names.ts';
import { dayFormat, periodBefore, periodTo } from './days.ts';
import { Change } from './figures.tsx';
import { messages } from './messages.ts';
import { dashboardRoute, type Period, type Split, splits } from './routes.ts';

/** One colour each; what they stand for is in the legend, the tooltip and the table. */
const colors = [
  'gate.6',
  'teal.6',
  'orange.6',
  'grape.6',
  'cyan.7',
  'pink.6',
  'lime.8',
  'yellow.7',
  'gray.6',
];

interface Series {
  label: string;
  color: string;
  /** One for each day. */
  counts: number[];
}

export function SignIns({ today, period }: { today: string; period: Period }) {
  const { by = 'method' } = dashboardRoute.useSearch();
  const splitBy = by === 'result' ? undefined : by;
  const { data, error, refetch } = useApiQuery(
    ['statistics', 'sign-ins', today, period, by],
    async (api, signal) => ({
      split: by,
      statistics: await api.statistics.signIns.get({ ...periodTo(today, period), splitBy }, { signal }),
    }),
    { keepPrevious: true },
  );
  const before = useApiQuery(['statistics', 'sign-ins-before', today, period], (api, signal) =>
    api.statistics.signIns.get({ ...periodBefore(today, period), groupBy: 'method' }, { signal }),
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  return <SignInChart {...data} before={before.data} period={period} />;
}

function SignInChart(props: {
  statistics: SignInStatistics;
  before: SignInStatistics | undefined;
  split: Split;
  period: Period;
}) {
  const { statistics, before, split, period } = props;
  const m = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const series = useSeries(statistics, split);
  const days = statistics.groups.map(({ key }) => key);
  const short = dayFormat(locale, 'short');
  const full = dayFormat(locale, 'full');
  const { signIns, failures } = statistics.total;
  return (
    <ChartSection
      title={m.signInsTitle}
      controls={<SplitChoice split={split} />}
      nothing={series.length === 0 && m.noSignIns}
      summary={
        <Group gap="xl">
          <Text fw={600}>{m.signInsSum(format.number(signIns))}</Text>
          <Text c="dimmed">{m.failuresSum(format.number(failures))}</Text>
          {before && <Change compared={{ current: signIns, previous: before.total.signIns }} days={period} />}
        </Group>
      }
      chart={
        <BarChart
          h={280}
          type="stacked"
          data={days.map((day, i) => ({
            day: short(day),
            ...Object.fromEntries(series.map(({ counts }, s) => [`s${s}`, counts[i]])),
          }))}
          dataKey="day"
          series={series.map(({ label, color }, s) => ({ name: `s${s}`, label, color }))}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          maxBarWidth={36}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          valueFormatter={format.number}
        />
      }
      table={{
        head: [m.day, ...series.map(({ label }) => label), m.total],
        rows: days
          .map((day, i) => {
            const counts = series.map((one) => one.counts[i] ?? 0);
            return [full(day), ...counts, counts.reduce((sum, count) => sum + count, 0)];
          })
          .reverse(),
      }}
    />
  );
}

function SplitChoice({ split }: { split: Split }) {
  const m = useMessages(messages);
  const navigate = dashboardRoute.useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={m.splitBy}
      value={split}
      data={splits.map((value) => ({ value, label: m.splits[value] }))}
      onChange={(value) =>
        void navigate({
          search: (before) => ({ ...before, by: splits.find((one) => one === value) }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}

/** What is stacked, the largest at the bottom. What belongs to none of them is added, so that the days add up. */
function useSeries({ groups, series = [] }: SignInStatistics, split: Split): Series[] {
  const m = useMessages(messages);
  const names = useConnectorNames();
  const methods: Record<string, string> = m.methods;
  if (split === 'result')
    return [
      { label: m.succeeded, color: 'teal.6', counts: groups.map(({ signIns }) => signIns) },
      { label: m.failed, color: 'red.6', counts: groups.map(({ failures }) => failures) },
    ].filter(({ counts }) => counts.some((count) => count > 0));
  const named = series.map(({ key, days }, i) => ({
    label: split === 'method' ? (methods[key] ?? key) : (names.get(key) ?? key),
    color: colors[i % (colors.length - 1)] ?? 'gray.6',
    counts: days.map(({ signIns }) => signIns),
  }));
  const rest = groups.map(
    ({ signIns }, i) => signIns - named.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
  );
  const other = { label: split === 'connector' ? m.noConnector : m.others, color: 'gray.6', counts: rest };
  return [...named, other].filter(({ counts }) => counts.some((count) => count > 0));
}
