/** What a user can be found and sign in by, with whether it is proved: by icon and in words. */
import type { User } from '@gatehouse/sdk/management';
import { Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { messages } from './messages.ts';

export function Identifiers({ user }: { user: User }) {
  const { email, emailVerified, username, phone, phoneVerified } = user;
  return (
    <Stack gap={0}>
      {email && <Identifier value={email} verified={emailVerified} />}
      {username && <Identifier value={username} />}
      {phone && <Identifier value={phone} verified={phoneVerified} />}
    </Stack>
  );
}

function Identifier({ value, verified }: { value: string; verified?: boolean }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
      {verified !== undefined && <Verified verified={verified} />}
    </Group>
  );
}

export function Verified({ verified }: { verified: boolean }) {
  const m = useMessages(messages);
  const text = verified ? m.verified : m.unverified;
  const Icon = verified ? IconCircleCheck : IconCircleDashed;
  return (
    <Tooltip label={text}>
      <Text span c={verified ? 'teal' : 'dimmed'} lh={0}>
        <Icon size={16} aria-hidden />
        <VisuallyHidden>{text}</VisuallyHidden>
      </Text>
    </Tooltip>
  );
}
