/** What saving changes, old beside new, before it reaches everybody who signs in. */
import { Button, Code, ColorSwatch, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type Locale, localeNames, useFormat, useMessages } from '../../app/i18n.ts';
import { pathValue } from '../../patterns/form.ts';
import type { Draft } from './draft.ts';
import { messages } from './messages.ts';

type Path = keyof typeof messages.en.fields;

interface Question {
  before: Draft;
  after: Draft;
  answer(yes: boolean): void;
}

/** `ask` resolves when the person has read the summary. */
export function useSummary(): { ask(after: Draft, before: Draft): Promise<boolean>; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question>();
  const finish = (yes: boolean) => {
    question?.answer(yes);
    setQuestion(undefined);
  };
  return {
    ask: (after, before) => new Promise((answer) => setQuestion({ before, after, answer })),
    dialog: <Summary question={question} onAnswer={finish} />,
  };
}

function Summary({ question, onAnswer }: { question?: Question; onAnswer(yes: boolean): void }) {
  const m = useMessages(messages);
  return (
    <Modal
      opened={question !== undefined}
      onClose={() => onAnswer(false)}
      title={m.summary.title}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': m.summary.back }}
    >
      <Stack>
        <Text size="sm">{m.summary.text}</Text>
        {question && <Differences {...question} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)}>
            {m.summary.back}
          </Button>
          <Button onClick={() => onAnswer(true)} data-autofocus>
            {m.summary.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Differences({ before, after }: { before: Draft; after: Draft }) {
  const m = useMessages(messages);
  const paths = Object.keys(m.fields) as Path[];
  const changed = paths.filter(
    (path) => JSON.stringify(pathValue(before, path)) !== JSON.stringify(pathValue(after, path)),
  );
  return (
    <Table aria-label={m.summary.title} highlightOnHover={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{m.summary.setting}</Table.Th>
          <Table.Th>{m.summary.before}</Table.Th>
          <Table.Th>{m.summary.after}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changed.map((path) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" fw={500}>
              {m.fields[path]}
            </Table.Th>
            <Table.Td>
              <Value path={path} value={pathValue(before, path)} />
            </Table.Td>
            <Table.Td>
              <Value path={path} value={pathValue(after, path)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Value({ path, value }: { path: Path; value: unknown }) {
  const m = useMessages(messages);
  const format = useFormat();
  if (typeof value === 'boolean') return value ? m.summary.on : m.summary.off;
  if (Array.isArray(value)) {
    const names: Record<string, string> = m.identifiers;
    return value.map((name) => names[String(name)] ?? String(name)).join(', ') || m.summary.none;
  }
  const text = String(value ?? '').trim();
  if (text === '')
    return (
      <Text span size="sm" c="dimmed">
        {m.summary.none}
      </Text>
    );
  if (path === 'branding.customCss') {
    const lines = text.split('\n').length;
    return m.summary.lines(lines, format.number(lines));
  }
  if (path === 'content.languages.fallback') return localeNames[text as Locale] ?? text;
  if (path === 'branding.primaryColor' || path === 'branding.primaryColorDark')
    return (
      <Group gap={6} wrap="nowrap">
        <ColorSwatch color={text} size={16} aria-hidden />
        <Code>{text}</Code>
      </Group>
    );
  return (
    <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Text>
  );
}
