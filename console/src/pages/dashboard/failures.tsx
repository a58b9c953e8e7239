/** Why people could not sign in, the most frequent cause first. */
import type { FailureStatistics } from '@gatehouse/sdk/management';
import { Anchor, Badge, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { ChartSection } from './chart-section.tsx';
import { useConnectorNames } from './connector-names.ts';
import { periodTo } from './days.ts';
import { messages } from './messages.ts';
import type { Period } from './routes.ts';

type Cause = FailureStatistics['causes'][number];

/** As many as can be taken in at a glance; the table has all. */
const inChart = 8;

export function Failures({ today, period }: { today: string; period: Period }) {
  const m = useMessages(messages);
  const format = useFormat();
  const percent = new Intl.NumberFormat(useLocale().locale, { style: 'percent', maximumFractionDigits: 0 });
  const { data, error, refetch } = useApiQuery(
    ['statistics', 'failures', today, period],
    (api, signal) => api.statistics.failures.get(periodTo(today, period), { signal }),
    { keepPrevious: true },
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  const { causes, total } = data;
  const key = ({ cause, method, connectorId }: Cause) => `${cause} ${method} ${connectorId ?? ''}`;
  return (
    <ChartSection
      title={m.failuresTitle}
      description={m.failuresText}
      nothing={total === 0 && m.noFailures}
      chart={
        <Stack gap="md">
          {causes.slice(0, inChart).map((one) => (
            <Bar key={key(one)} of={one} total={total} largest={causes[0]?.count ?? total} />
          ))}
        </Stack>
      }
      table={{
        words: 3,
        head: [m.explanation, m.cause, m.where, m.count, m.shareOfAll],
        rows: causes.map((one) => [
          <Explanation key="explanation" of={one} />,
          <Code key="cause">{one.cause}</Code>,
          <Where key="where" of={one} />,
          format.number(one.count),
          percent.format(one.count / total),
        ]),
      }}
    />
  );
}

function Bar({ of, total, largest }: { of: Cause; total: number; largest: number }) {
  const format = useFormat();
  const percent = new Intl.NumberFormat(useLocale().locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <Stack gap={4}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={2}>
          <Explanation of={of} />
          <Group gap={6}>
            <Where of={of} />
            <Code>{of.cause}</Code>
          </Group>
        </Stack>
        <Text fw={600} size="sm" style={{ whiteSpace: 'nowrap' }}>
          {format.number(of.count)}{' '}
          <Text span size="xs" c="dimmed">
            {percent.format(of.count / total)}
          </Text>
        </Text>
      </Group>
      <Progress value={(of.count / largest) * 100} color="orange.7" size="sm" aria-hidden />
    </Stack>
  );
}

/** The server explains in English; what forms refuse is said in the console's language. */
function Explanation({ of: { cause, explanation } }: { of: Cause }) {
  const m = useMessages(messages);
  const ours: Record<string, string> = m.causes;
  return (
    <Text size="sm" fw={500}>
      {ours[cause] ?? explanation ?? m.unknownCause}
    </Text>
  );
}

function Where({ of: { connectorId, method } }: { of: Cause }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const names = useConnectorNames();
  const methods: Record<string, string> = m.methods;
  if (connectorId === null || !can('sso-connectors:read'))
    return <Badge color="gray">{methods[method] ?? method}</Badge>;
  return (
    <Anchor
      component={Link}
      to={`/${tenant}/enterprise-sso/${connectorId}/activity`}
      search={{ outcome: 'failed' } as never}
      size="xs"
    >
      {m.seeAttempts(names.get(connectorId) ?? connectorId)}
    </Anchor>
  );
}
