/** The tab "Activity": numbers, and every attempt to sign in through the connector with its outcome. */
import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { Moment } from '../../patterns/table.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { messages } from './messages-detail.ts';
import { activityRoute } from './routes.ts';

export function Activity() {
  const { id } = useThisConnector();
  const search = activityRoute.useSearch();
  const navigate = activityRoute.useNavigate();
  return (
    <Stack gap="lg">
      <Numbers />
      <AttemptsTable connectorId={id} search={search} onSearch={(next) => void navigate({ search: next })} />
    </Stack>
  );
}

function Numbers() {
  const { activity: m } = useMessages(messages);
  const { id } = useThisConnector();
  const format = useFormat();
  const { data } = useApiQuery([...connectorsKey, 'activity', id], (api, signal) =>
    api.ssoConnectors.activity.get(id, { signal }),
  );
  if (!data) return null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="section" aria-label={m.numbers}>
      <Figure name={m.lastSignIn}>
        <Moment at={data.lastSignInAt} />
      </Figure>
      <Figure name={m.firstSignIn}>
        <Moment at={data.firstSignInAt} />
      </Figure>
      <Figure name={m.signIns}>{format.number(data.signInsLast30Days)}</Figure>
      <Figure name={m.failures}>{format.number(data.failuresLast30Days)}</Figure>
    </SimpleGrid>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Paper p="md">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600} component="div">
        {children}
      </Text>
    </Paper>
  );
}
