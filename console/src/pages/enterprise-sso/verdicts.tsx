/** What came of a sign-in, for tests and attempts alike: the cause in plain words, and the claims. */
import { Alert, Code, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages-rules.ts';
import { useCauseWords } from './server-words.ts';
import { type About, type Setting, SettingLink } from './setting.tsx';

export interface CauseFacts {
  code: string;
  side: string;
  title: string;
  fix: string;
  setting: Setting | null;
}

export function Cause({ cause, about }: { cause: CauseFacts; about: About }) {
  const m = useMessages(messages);
  const { title, fix } = useCauseWords()(cause);
  const side = (m.sides as Partial<Record<string, string>>)[cause.side] ?? cause.side;
  return (
    <Alert color="red" title={title || cause.code} icon={<IconAlertTriangle aria-hidden />} role="note">
      <Stack gap={6}>
        <Text size="sm">
          <strong>{m.whose}:</strong> {side}
        </Text>
        {fix && (
          <Text size="sm">
            <strong>{m.fix}:</strong> {fix}
          </Text>
        )}
        <SettingLink setting={cause.setting} about={about} />
        <Text size="xs">
          <Code>{cause.code}</Code>
        </Text>
      </Stack>
    </Alert>
  );
}

export interface ClaimRows {
  names: readonly string[];
  values: Readonly<Record<string, unknown>>;
  verified: boolean;
}

const asText = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') : String(value);

export function Claims({ claims: { names, values, verified } }: { claims: ClaimRows }) {
  const m = useMessages(messages);
  const known = Object.keys(values);
  const others = names.filter((name) => !known.includes(name));
  return (
    <Section title={m.claims} description={verified ? m.claimsText : m.claimsRefused}>
      <Table aria-label={m.claims} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.claim}</Table.Th>
            <Table.Th>{m.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {known.map((name) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Code>{name}</Code>
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{asText(values[name])}</Table.Td>
            </Table.Tr>
          ))}
          {others.map((name) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Code>{name}</Code>
              </Table.Td>
              <Table.Td c="dimmed">{m.notKept}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
