/** A titled list of a tab: the table has a frame of its own. */
import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function ListSection(props: { title: string; text: string; action?: ReactNode; children: ReactNode }) {
  const { title, text, action, children } = props;
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={2}>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text c="dimmed" size="sm" maw={640}>
            {text}
          </Text>
        </Stack>
        {action}
      </Group>
      {children}
    </Stack>
  );
}
