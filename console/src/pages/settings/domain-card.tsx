/** One custom domain: its state, the record that proves it, and what can be done with it next. */
import type { CustomDomain } from '@gatehouse/sdk/management';
import { Badge, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { CopyField } from '../../patterns/copy.tsx';
import { Moment } from '../../patterns/table.tsx';
import { DomainActions } from './domain-actions.tsx';
import { messages } from './domain-messages.ts';

const colors = { unproved: 'orange', proved: 'blue', active: 'teal' } as const;

export function DomainCard({ domain, editable }: { domain: CustomDomain; editable: boolean }) {
  const m = useMessages(messages);
  const { status, primary, checkedAt } = domain;
  return (
    <Paper component="section" aria-label={domain.domain}>
      <Stack gap="md">
        <Stack gap={4}>
          <Group gap="xs">
            <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
              {domain.domain}
            </Title>
            <Badge color={colors[status]}>{m.states[status]}</Badge>
            {primary && <Badge color="gate">{m.primary}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {m.stateTexts[status]}
          </Text>
        </Stack>
        {status === 'active' && <Addresses domain={domain} />}
        {status === 'proved' && <Preparation domain={domain} />}
        <Record domain={domain} />
        {checkedAt && (
          <Text size="xs" c="dimmed">
            {m.checked} <Moment at={checkedAt} />
          </Text>
        )}
        {editable && <DomainActions domain={domain} />}
      </Stack>
    </Paper>
  );
}

function Addresses({ domain: { baseUrl, issuer } }: { domain: CustomDomain }) {
  const m = useMessages(messages);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <CopyField label={m.baseUrl} value={baseUrl} />
      <CopyField label={m.issuer} value={issuer} />
    </SimpleGrid>
  );
}

function Record({ domain: { record } }: { domain: CustomDomain }) {
  const m = useMessages(messages);
  return (
    <Stack gap={6} component="section" aria-label={m.record}>
      <Title order={3} size="h6">
        {m.record}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <CopyField label={m.recordName} value={record.name} />
        <CopyField label={m.recordValue} value={record.value} />
      </SimpleGrid>
    </Stack>
  );
}

/** What has to be ready before people come by the new name. */
function Preparation({ domain: { baseUrl } }: { domain: CustomDomain }) {
  const m = useMessages(messages);
  return (
    <Stack gap={6}>
      <Title order={3} size="h6">
        {m.proxy}
      </Title>
      <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        <List.Item>{m.proxySteps}</List.Item>
        <List.Item>{m.connectors(`${baseUrl}/callback/…`)}</List.Item>
      </List>
    </Stack>
  );
}
