/** What can be asked of the statistics, and what they tell. */
import { z } from 'zod';

const dayInput = z.iso
  .date()
  .refine((day) => day >= '1970-01-01', 'is before all time')
  .transform((day) => new Date(`${day}T00:00:00Z`));
const day = z.iso.date();
const count = z.int();

const range = {
  from: dayInput.optional().describe('The first day, in UTC; 29 days before `to` when absent.'),
  to: dayInput.optional().describe('The last day, which is included; today when absent.'),
};

export const rangeQuery = z.strictObject(range);
export const signInsQuery = z.strictObject({
  ...range,
  groupBy: z.enum(['day', 'method', 'connector', 'application']).default('day'),
  splitBy: z
    .enum(['method', 'connector', 'application'])
    .optional()
    .describe('Adds `series`: the days of each of the largest of these, for a stacked chart.'),
});

const compared = z
  .object({ current: count, previous: count.describe('Of the period of the same length before it.') })
  .meta({ id: 'StatisticsComparison' });

export const overviewSchema = z
  .object({
    day: day.describe('Today, in UTC, which has not ended yet.'),
    users: count,
    newUsers: z.object({ today: compared, last7Days: compared, last30Days: compared }),
    activeUsers: z
      .object({ daily: compared, weekly: compared, monthly: compared })
      .describe(
        'Who signed in, or went on to another application while signed in, today or in the last 7 or 30 days.',
      ),
    days: z
      .array(
        z.object({
          day,
          newUsers: count,
          dailyActiveUsers: count,
          weeklyActiveUsers: count,
          monthlyActiveUsers: count,
        }),
      )
      .describe('The last 30 days, today last.'),
  })
  .meta({ id: 'StatisticsOverview' });
export type Overview = z.infer<typeof overviewSchema>;

const sums = { signIns: count.describe('Those that succeeded.'), failures: count };

export const signInsSchema = z
  .object({
    from: day,
    to: day,
    groupBy: signInsQuery.shape.groupBy.unwrap(),
    total: z.object(sums),
    groups: z.array(
      z.object({
        key: z.string().describe('A day, a method, or the id of a connector or application.'),
        ...sums,
      }),
    ),
    series: z
      .array(z.object({ key: z.string(), days: z.array(z.object({ day, ...sums })) }))
      .optional()
      .describe('With `splitBy`: each of the 8 largest by day, days without any too.'),
  })
  .meta({ id: 'SignInStatistics' });

export const failuresSchema = z
  .object({
    from: day,
    to: day,
    total: count,
    causes: z.array(
      z.object({
        cause: z.string().describe('As in the traces of SSO attempts, or of the form, as password_wrong.'),
        explanation: z.string().nullable(),
        method: z.string(),
        connectorId: z.string().nullable(),
        count,
      }),
    ),
    days: z.array(z.object({ day, count })),
  })
  .meta({ id: 'FailureStatistics' });

const time = z.date().nullable();

export const activitySchema = z
  .object({ firstSignInAt: time, lastSignInAt: time, signInsLast30Days: count, failuresLast30Days: count })
  .meta({ id: 'SignInActivity' });

export const maxAsked = 100;
const idList = z
  .string()
  .max(maxAsked * 129)
  .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))])
  .refine((ids) => ids.length <= maxAsked, `must be at most ${maxAsked} ids`)
  .refine(
    (ids) => ids.every((one) => one.length > 0 && one.length <= 128),
    'must be ids with commas between',
  );

export const lastSignInsQuery = z.strictObject({
  of: z.enum(['application', 'connector']),
  ids: idList.describe(`Up to ${maxAsked} ids with commas between.`),
});

export const lastSignInSchema = z
  .object({ id: z.string(), lastSignInAt: time, signIns30Days: count })
  .meta({ id: 'LastSignIn' });

const done = z.boolean();
const id = z.string().nullable();

export const getStartedSchema = z
  .object({
    applicationCreated: z.object({ done, applicationId: id, at: time }),
    firstSignIn: z.object({ done, applicationId: id, at: time }),
    connectorCreated: z.object({ done, connectorId: id, at: time }),
    connectorTested: z
      .object({ done, connectorId: id, at: time })
      .describe('Tested, or enabled without a test: then without a time.'),
    domainProved: z.object({ done, domain: id, connectorId: id, at: time }),
    singleSignOnEnabled: z
      .object({ done })
      .describe('Switched on in the sign-in experience, and a connector is enabled: people can use it.'),
  })
  .meta({ id: 'GetStarted' });
