/** Values to copy: ids, addresses, secrets. */
import { ActionIcon, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { defineMessages, useMessages } from '../app/i18n.ts';

const messages = defineMessages(
  { copy: (what: string) => `Copy ${what}`, copied: 'Copied' },
  { copy: (what) => `复制${what}`, copied: '已复制' },
);

/** A small button that copies; `what` names the value for screen readers. */
export function CopyIcon({ value, what }: { value: string; what: string }) {
  const m = useMessages(messages);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? m.copied : m.copy(what)}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
            aria-label={copied ? m.copied : m.copy(what)}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A value in line, such as the id in a page's head. */
export function CopyId({ value, what = 'id' }: { value: string; what?: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code>{value}</Code>
      <CopyIcon value={value} what={what} />
    </Group>
  );
}

/** A labelled value that can't be changed, with its button. */
export function CopyField({
  label,
  value,
  description,
}: {
  label: string;
  value: string;
  description?: string | undefined;
}) {
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <Group gap={4} wrap="nowrap">
        <Code block flex={1} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {value}
        </Code>
        <CopyIcon value={value} what={label} />
      </Group>
    </Stack>
  );
}
