/** An empty state that teaches: what would be here, why one wants it, and the way to the first. */
import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { IconApps } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export function Empty(props: { icon: typeof IconApps; title: string; text: ReactNode; action?: ReactNode }) {
  const { icon: Icon, title, text, action } = props;
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" maw={460} ta="center">
        <ThemeIcon variant="light" size={48} radius="xl">
          <Icon size={26} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" size="sm" component="div">
          {text}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
