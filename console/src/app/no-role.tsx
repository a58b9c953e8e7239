/** For people of the tenant `admin` who are no administrators: why there is nothing to see, and the ways on. */
import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { defineMessages, useMessages } from './i18n.ts';
import { endpoint, usePerson } from './session.tsx';

const messages = defineMessages(
  {
    title: 'You have no role here',
    text: (who: string) =>
      `You are signed in as ${who}, but nobody gave this account a role in this tenant. An owner can invite you.`,
    account: 'Your account',
    signOut: 'Sign in as somebody else',
  },
  {
    title: '您没有此处的角色',
    text: (who) => `您已以 ${who} 的身份登录，但该账户在此租户中没有角色。所有者可以邀请您。`,
    account: '您的账户',
    signOut: '以其他身份登录',
  },
);

export function NoRole() {
  const m = useMessages(messages);
  const { name, email, signOut } = usePerson();
  return (
    <Stack align="flex-start">
      <Title order={1} size="h2">
        {m.title}
      </Title>
      <Text>{m.text(email ?? name)}</Text>
      <Button onClick={() => void signOut()}>{m.signOut}</Button>
      <Anchor href={`${endpoint}/t/admin/account`}>{m.account}</Anchor>
    </Stack>
  );
}
