/** What the rules of a sign-in said, for tests and attempts alike: the cause in plain words, each rule, the claims. */
import type { SsoTraceStep } from '@gatehouse/sdk/management';
import { Alert, Badge, Code, Group, Stack, Table, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages-rules.ts';
import { useCauseWords, useNote } from './server-words.ts';
import { type About, type Setting, SettingLink } from './setting.tsx';
import classes from './verdicts.module.css';

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

const looks = {
  pass: { icon: IconCheck, color: 'teal' },
  fail: { icon: IconX, color: 'red' },
  skip: { icon: IconMinus, color: 'gray' },
} as const;

export function Rules({ steps }: { steps: readonly SsoTraceStep[] }) {
  const m = useMessages(messages);
  if (steps.length === 0) return null;
  return (
    <Section title={m.rules} description={m.rulesText}>
      <ol className={classes.rules}>
        {steps.map((step, place) => (
          <Rule key={`${step.rule}-${place.toString()}`} step={step} />
        ))}
      </ol>
    </Section>
  );
}

function Rule({ step }: { step: SsoTraceStep }) {
  const m = useMessages(messages);
  const wordsOf = useCauseWords();
  const note = useNote();
  const { rule, verdict, seen, cause, explanation = '', fix = '' } = step;
  const { icon: Icon, color } = looks[verdict];
  const words = cause ? wordsOf({ code: cause, title: explanation, fix }) : { title: note(explanation), fix };
  return (
    <li>
      <ThemeIcon size={22} radius="xl" color={color} variant="light" mt={1} aria-hidden>
        <Icon size={14} />
      </ThemeIcon>
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text size="sm" fw={verdict === 'fail' ? 600 : 500}>
            {m.ruleNames[rule] ?? rule}
          </Text>
          <Badge size="sm" color={color} miw="max-content">
            {m.verdicts[verdict]}
          </Badge>
        </Group>
        {words.title && <Text size="sm">{words.title}</Text>}
        {verdict === 'fail' && words.fix && (
          <Text size="sm">
            <strong>{m.fix}:</strong> {words.fix}
          </Text>
        )}
        {seen && (
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {note(seen)}
          </Text>
        )}
      </Stack>
    </li>
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
