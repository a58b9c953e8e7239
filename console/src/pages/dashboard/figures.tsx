/** The figures at the head of the dashboard, each with how it changed. */
import type { StatisticsComparison, StatisticsOverview } from '@gatehouse/sdk/management';
import { Group, Paper, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { messages } from './messages.ts';
import type { Period } from './routes.ts';

export function Figures({ overview, period }: { overview: StatisticsOverview; period: Period }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { newUsers, activeUsers } = overview;
  const week = period === 7;
  return (
    <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} spacing="md">
      <Figure label={m.users} value={overview.users} note={m.usersText} />
      <Figure
        label={m.newUsers(format.number(week ? 7 : 30))}
        {...changeOf(week ? newUsers.last7Days : newUsers.last30Days, week ? 7 : 30)}
      />
      <Figure label={m.activeToday} {...changeOf(activeUsers.daily, 1)} />
      <Figure label={m.activeDays('7')} {...changeOf(activeUsers.weekly, 7)} />
      <Figure label={m.activeDays('30')} {...changeOf(activeUsers.monthly, 30)} />
    </SimpleGrid>
  );
}

const changeOf = (compared: StatisticsComparison, days: number) => ({
  value: compared.current,
  compared,
  days,
});

interface FigureProps {
  label: string;
  value: number;
  note?: string;
  compared?: StatisticsComparison;
  /** Length of the periods that are compared. */
  days?: number;
}

function Figure({ label, value, note, compared, days = 1 }: FigureProps) {
  const format = useFormat();
  return (
    <Paper p="md" component="section" aria-label={label}>
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Text fz={30} fw={650} lh={1.1}>
          {format.number(value)}
        </Text>
        {note && (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        )}
        {compared && <Change compared={compared} days={days} />}
      </Stack>
    </Paper>
  );
}

/** In words, so that neither the arrow nor its colour is the only sign. */
export function Change({ compared, days }: { compared: StatisticsComparison; days: number }) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const format = useFormat();
  const { current, previous } = compared;
  const by = current - previous;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const share = previous > 0 ? m.share(percent.format(Math.abs(by) / previous)) : '';
  const count = format.number(Math.abs(by));
  const than = days === 1 ? m.yesterday : m.before(format.number(days));
  const said = by > 0 ? m.more(count, share, than) : m.fewer(count, share, than);
  const Arrow = by > 0 ? IconArrowUpRight : by < 0 ? IconArrowDownRight : IconMinus;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <ThemeIcon size={18} variant="light" color={by > 0 ? 'teal' : 'gray'} aria-hidden>
        <Arrow size={13} />
      </ThemeIcon>
      <Text size="xs" c="dimmed">
        {by === 0 ? m.same(than) : said}
      </Text>
    </Group>
  );
}
