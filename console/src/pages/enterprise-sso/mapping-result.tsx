/** What a simulation says: the profile, each rule's verdict, and the roles in the end. */
import type { SsoMappingSimulation } from '@gatehouse/sdk/management';
import { Alert, Badge, Code, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { targets } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

type Result = { result: SsoMappingSimulation };

export function SimulationResult({ result }: Result) {
  const m = useMessages(messages);
  const format = useFormat();
  const { verified, from } = result.source;
  return (
    <Stack gap="md" role="region" aria-label={m.result} aria-live="polite">
      <Text size="sm" c="dimmed">
        {verified ? from && m.from(format.dateTime(from)) : m.unverified}
      </Text>
      <Outcome result={result} />
      <Part title={m.rolesOf}>
        <Roles result={result} />
      </Part>
      {result.rules.length > 0 && (
        <Part title={m.rules}>
          <Rules result={result} />
        </Part>
      )}
      <Part title={m.profileOf}>
        <Profile result={result} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

const isKnown = (cause: string | null): cause is 'roles.groups_missing' | 'roles.groups_too_many' =>
  cause === 'roles.groups_missing' || cause === 'roles.groups_too_many';

function Outcome({ result: { outcome, cause, groups } }: Result) {
  const m = useMessages(messages);
  const icon = <IconAlertTriangle size={18} aria-hidden />;
  if (outcome === 'refuse')
    return (
      <Alert color="red" title={m.refusedTitle} icon={icon}>
        {isKnown(cause) ? m.refused[cause] : cause}
      </Alert>
    );
  if (groups !== 'missing' || outcome !== 'set') return null;
  return (
    <Alert color="yellow" icon={icon}>
      {m.missingNote}
    </Alert>
  );
}

const names = (list: SsoMappingSimulation['roles']) => list.map(({ id, name }) => name ?? id).join(', ');

function Roles({ result: { roles, outcome, gains, losses } }: Result) {
  const m = useMessages(messages);
  if (outcome === 'nothing') return <Text size="sm">{m.decidesNone}</Text>;
  return (
    <Stack gap={4}>
      <Group gap={6}>
        {roles.length === 0 && <Text size="sm">{m.noRolesGiven}</Text>}
        {roles.map(({ id, name }) => (
          <Badge key={id} color="teal">
            {name ?? id}
          </Badge>
        ))}
      </Group>
      {gains && gains.length > 0 && <Text size="sm">{m.gains(names(gains))}</Text>}
      {losses && losses.length > 0 && <Text size="sm">{m.losses(names(losses))}</Text>}
    </Stack>
  );
}

const colors = { match: 'teal', 'no-match': 'gray', 'passed-over': 'gray' } as const;

function Rules({ result: { rules } }: Result) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <List type="ordered" size="sm" spacing={6} styles={{ itemWrapper: { width: '100%' } }}>
      {rules.map(({ position, verdict, reason, claim, count }) => (
        <List.Item key={position}>
          <Badge color={colors[verdict]} mr={6}>
            {m.verdicts[verdict]}
          </Badge>
          {m.reasons[reason](claim, format.number(count))}
        </List.Item>
      ))}
    </List>
  );
}

function Profile({ result: { profile } }: Result) {
  const m = useMessages(messages);
  const rows: [string, string, string | undefined][] = [
    ...targets.flatMap((target): [string, string, string | undefined][] => {
      const value = profile[target];
      return value === undefined ? [] : [[m.targets[target], value, profile.from[target]]];
    }),
    ...Object.entries(profile.customData ?? {}).map(([key, value]): [string, string, undefined] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
      undefined,
    ]),
  ];
  if (rows.length === 0) return <Text size="sm">{m.nothingMapped}</Text>;
  return (
    <Table aria-label={m.profileOf}>
      <Table.Tbody>
        {rows.map(([label, value, claim]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={500}>
              {label}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {value} {claim && <Code>{claim}</Code>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
