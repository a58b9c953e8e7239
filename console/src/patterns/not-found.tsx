/** An address that leads nowhere. */
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { defineMessages, useMessages } from '../app/i18n.ts';

const messages = defineMessages(
  {
    title: 'There is no such page',
    text: 'The address may be old or mistyped.',
    home: 'Go to the start page',
  },
  { title: '页面不存在', text: '地址可能已过期或输入有误。', home: '前往首页' },
);

export function NotFound() {
  const m = useMessages(messages);
  return (
    <Stack gap="xs" p="xl">
      <Title order={1} size="h3">
        {m.title}
      </Title>
      <Text c="dimmed">{m.text}</Text>
      <Anchor href="/console/">{m.home}</Anchor>
    </Stack>
  );
}
