/** From the counts to what people want to know. */
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { dayName, dayOf, daysIn, plusDays, type Range, rangeOf } from './days.ts';
import { explanationOf } from './explanations.ts';
import type { Overview } from './schema.ts';
import type { SourceKind } from './store.ts';
import * as store from './store-read.ts';

/** Of applications, connectors or causes in one answer, the largest. */
export const maxGroups = 100;

/** Of series in one chart. */
const maxSeries = 8;

type Asked = { from?: Date; to?: Date };
type Figures = Omit<Overview['days'][number], 'day'> & { users: number };

/** One entry for each day; who is active, and how many users there are, is carried from day to day. */
function figuresOf(
  days: readonly Date[],
  before: Omit<store.DayRow, 'day'>,
  rows: readonly store.DayRow[],
): Figures[] {
  const byDay = new Map(rows.map((row) => [row.day.getTime(), row]));
  let [users, weekly, monthly] = [before.created - before.deleted, before.weekly, before.monthly];
  return days.map((day) => {
    const row = byDay.get(day.getTime());
    users += (row?.created ?? 0) - (row?.deleted ?? 0);
    weekly += row?.weekly ?? 0;
    monthly += row?.monthly ?? 0;
    return {
      users,
      newUsers: row?.created ?? 0,
      dailyActiveUsers: row?.active ?? 0,
      weeklyActiveUsers: weekly,
      monthlyActiveUsers: monthly,
    };
  });
}

/** Two periods of 30 days, and one day more, so that each has its beginning. */
const overviewDays = 60;

function overviewOf(days: readonly Date[], figures: readonly Figures[]): Overview {
  const last = figures.length - 1;
  const at = (daysAgo: number) => figures[last - daysAgo]!;
  const created = (length: number, daysAgo: number) =>
    figures
      .slice(last + 1 - daysAgo - length, last + 1 - daysAgo)
      .reduce((sum, { newUsers }) => sum + newUsers, 0);
  const newUsers = (length: number) => ({ current: created(length, 0), previous: created(length, length) });
  const active = (of: 'dailyActiveUsers' | 'weeklyActiveUsers' | 'monthlyActiveUsers', length: number) => ({
    current: at(0)[of],
    previous: at(length)[of],
  });
  return {
    day: dayName(days[last]!),
    users: at(0).users,
    newUsers: { today: newUsers(1), last7Days: newUsers(7), last30Days: newUsers(30) },
    activeUsers: {
      daily: active('dailyActiveUsers', 1),
      weekly: active('weeklyActiveUsers', 7),
      monthly: active('monthlyActiveUsers', 30),
    },
    days: figures
      .map(({ users: _, ...rest }, i) => ({ day: dayName(days[i]!), ...rest }))
      .slice(-overviewDays / 2),
  };
}

const named = ({ from, to }: Range) => ({ from: dayName(from), to: dayName(to) });

/** Days without any get a zero. */
function filled(range: Range, rows: readonly store.DaySums[]) {
  const byDay = new Map(rows.map(({ day, ...sums }) => [day.getTime(), sums]));
  return daysIn(range).map((day) => ({
    key: dayName(day),
    ...(byDay.get(day.getTime()) ?? { signIns: 0, failures: 0 }),
  }));
}

/** One entry per group, the largest first, each with every day. */
function seriesOf(range: Range, rows: readonly store.SeriesSums[]) {
  const groups = Map.groupBy(rows, ({ key }) => key);
  const size = (of: readonly store.SeriesSums[]) =>
    of.reduce((sum, { signIns, failures }) => sum + signIns + failures, 0);
  return [...groups]
    .sort(([, a], [, b]) => size(b) - size(a))
    .map(([key, of]) => ({
      key,
      days: filled(
        range,
        of.map(({ key: _, ...rest }) => rest),
      ).map(({ key: day, ...sums }) => ({ day, ...sums })),
    }));
}

const point = <T extends { at: string | null }>(row: T | null) => ({
  done: row !== null,
  at: row?.at ? new Date(row.at) : null,
});

export interface ReaderDeps {
  clock: Clock;
}

export type StatisticsReader = ReturnType<typeof createReader>;

export function createReader({ clock }: ReaderDeps) {
  const today = () => dayOf(clock.now());

  return {
    async overview(db: TenantDb): Promise<Overview> {
      const to = today();
      const range = { from: plusDays(to, 1 - overviewDays), to };
      const before = await store.sumsBefore(db, range.from);
      const days = daysIn(range);
      return overviewOf(days, figuresOf(days, before, await store.daysOf(db, range)));
    },

    async signIns(
      db: TenantDb,
      { groupBy, splitBy, ...asked }: Asked & { groupBy: store.GroupBy | 'day'; splitBy?: store.GroupBy },
    ) {
      const range = rangeOf(asked, today());
      const total = await store.sumOf(db, range);
      const groups =
        groupBy === 'day'
          ? filled(range, await store.sumsByDay(db, range))
          : await store.sumsByGroup(db, range, groupBy, maxGroups);
      const series = splitBy && seriesOf(range, await store.sumsBySeries(db, range, splitBy, maxSeries));
      return { ...named(range), groupBy, total, groups, ...(series && { series }) };
    },

    async failures(db: TenantDb, asked: Asked) {
      const range = rangeOf(asked, today());
      const causes = await store.failuresOf(db, range, maxGroups);
      const days = filled(range, await store.sumsByDay(db, range));
      return {
        ...named(range),
        total: days.reduce((sum, { failures }) => sum + failures, 0),
        causes: causes.map((row) => ({ ...row, explanation: explanationOf(row.cause) })),
        days: days.map(({ key, failures }) => ({ day: key, count: failures })),
      };
    },

    async activity(db: TenantDb, kind: SourceKind, id: string) {
      const range = rangeOf({}, today());
      const { signIns, failures, ...times } = await store.activityOf(db, kind, id, range);
      return { ...times, signInsLast30Days: signIns, failuresLast30Days: failures };
    },

    lastSignIns(db: TenantDb, kind: SourceKind, ids: readonly string[]) {
      return store.lastSignInsOf(db, kind, ids, rangeOf({}, today()));
    },

    async getStarted(db: TenantDb, singleSignOnEnabled: boolean) {
      const { application, signIn, connector, tested, enabled, domain } = await store.setUpOf(db);
      return {
        applicationCreated: { ...point(application), applicationId: application?.id ?? null },
        firstSignIn: { ...point(signIn), applicationId: signIn?.id ?? null },
        connectorCreated: { ...point(connector), connectorId: connector?.id ?? null },
        connectorTested: { ...point(tested), connectorId: tested?.id ?? null },
        domainProved: {
          ...point(domain),
          domain: domain?.name ?? null,
          connectorId: domain?.connectorId ?? null,
        },
        singleSignOnEnabled: { done: singleSignOnEnabled && enabled },
      };
    },
  };
}
