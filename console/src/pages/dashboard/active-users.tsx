/** How many people were active, day by day, with those who are new. */
import '@mantine/charts/styles.css';
import type { StatisticsOverview } from '@gatehouse/sdk/management';
import { LineChart } from '@mantine/charts';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { ChartSection } from './chart-section.tsx';
import { dayFormat } from './days.ts';
import { messages } from './messages.ts';

export function ActiveUsers({ overview: { days } }: { overview: StatisticsOverview }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { locale } = useLocale();
  const short = dayFormat(locale, 'short');
  const full = dayFormat(locale, 'full');
  const series = [
    { name: 'monthlyActiveUsers', label: m.monthly, color: 'gate.6' },
    { name: 'weeklyActiveUsers', label: m.weekly, color: 'teal.6', strokeDasharray: '6 3' },
    { name: 'dailyActiveUsers', label: m.daily, color: 'orange.6', strokeDasharray: '2 3' },
  ];
  return (
    <ChartSection
      title={m.activeTitle}
      description={m.activeText}
      chart={
        <LineChart
          h={260}
          data={days.map(({ day, ...counts }) => ({ ...counts, day: short(day) }))}
          dataKey="day"
          series={series}
          curveType="monotone"
          withDots={false}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          valueFormatter={format.number}
        />
      }
      table={{
        head: [m.day, m.daily, m.weekly, m.monthly, m.registered],
        rows: days
          .map((one) => [
            full(one.day),
            one.dailyActiveUsers,
            one.weeklyActiveUsers,
            one.monthlyActiveUsers,
            one.newUsers,
          ])
          .reverse(),
      }}
    />
  );
}
