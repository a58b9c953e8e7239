/** What an event tells besides who and what: of a change the fields before and after, else the values as they are. */
import { Box, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { CopyIcon } from '../../patterns/copy.tsx';
import { messages } from './messages.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function EventData({ data }: { data: unknown }) {
  const m = useMessages(messages);
  const { before, after, ...rest } = isFields(data) ? data : {};
  const isChange = isFields(before) || isFields(after);
  const shown = isFields(data) ? rest : data;
  const more = isFields(shown) ? Object.keys(shown).length > 0 : shown !== null && shown !== undefined;
  return (
    <Stack gap="xs">
      {isChange && <Changes before={isFields(before) ? before : {}} after={isFields(after) ? after : {}} />}
      {(more || !isChange) && (
        <>
          <Group justify="space-between">
            <Title order={3} size="h5">
              {m.details}
            </Title>
            {more && <CopyIcon value={JSON.stringify(data, null, 2)} what={m.details} />}
          </Group>
          {more ? (
            <Code block tabIndex={0} role="region" aria-label={m.details}>
              {JSON.stringify(shown, null, 2)}
            </Code>
          ) : (
            <Text size="sm">{m.noDetails}</Text>
          )}
        </>
      )}
      <Text size="xs" c="dimmed">
        {m.redacted}
      </Text>
    </Stack>
  );
}

function Changes({ before, after }: { before: Fields; after: Fields }) {
  const m = useMessages(messages);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return (
    <>
      <Title order={3} size="h5">
        {m.changes}
      </Title>
      <Box style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={m.changes}>
        <Table aria-label={m.changes} verticalSpacing="xs" layout="fixed" highlightOnHover={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="28%">{m.field}</Table.Th>
              <Table.Th>{m.before}</Table.Th>
              <Table.Th>{m.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((name) => (
              <Table.Tr key={name}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
                <Value value={before[name]} />
                <Value value={after[name]} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </>
  );
}

function Value({ value }: { value: unknown }) {
  const empty = value === undefined || value === null || value === '';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return (
    <Table.Td style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }} fz="xs">
      {empty ? '–' : text}
    </Table.Td>
  );
}
