/** The tests of a connector that were made before, each with its result one click away. */
import type { SsoConnectorTest } from '@gatehouse/sdk/management';
import { Anchor, Badge, Table, Text } from '@mantine/core';
import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { messages } from './messages-detail.ts';
import { useCauseWords } from './server-words.ts';

const looks = {
  waiting: { icon: IconClock, color: 'blue' },
  passed: { icon: IconCheck, color: 'teal' },
  failed: { icon: IconX, color: 'red' },
} as const;

export function EarlierTests({ shown }: { shown: string | undefined }) {
  const { test: m } = useMessages(messages);
  const { id } = useThisConnector();
  const { data } = useApiList([...connectorsKey, 'tests', id], (api, signal) =>
    api.ssoConnectors.tests.list(id, { pageSize: 20 }, { signal }),
  );
  if (!data) return null;
  return (
    <Section title={m.earlier}>
      {data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {m.none}
        </Text>
      ) : (
        <Table aria-label={m.earlier}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{m.when}</Table.Th>
              <Table.Th>{m.result}</Table.Th>
              <Table.Th visibleFrom="sm">{m.cause}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((test) => (
              <Row key={test.id} test={test} shown={test.id === shown} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

function Row({
  test: { id, connectorId, state, cause, createdAt },
  shown,
}: {
  test: SsoConnectorTest;
  shown: boolean;
}) {
  const { test: m } = useMessages(messages);
  const format = useFormat();
  const wordsOf = useCauseWords();
  const tenant = useTenantId();
  const { icon: Icon, color } = looks[state];
  const when = format.dateTime(createdAt);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          component={Link}
          to={`/${tenant}/enterprise-sso/${connectorId}/test`}
          search={{ test: id } as never}
          size="sm"
          aria-label={m.show(when)}
          aria-current={shown ? 'true' : undefined}
        >
          {when}
        </Anchor>
        {shown && (
          <Text size="xs" c="dimmed">
            {m.shown}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
          {m.states[state]}
        </Badge>
      </Table.Td>
      <Table.Td visibleFrom="sm">{cause ? wordsOf(cause).title : '–'}</Table.Td>
    </Table.Tr>
  );
}
