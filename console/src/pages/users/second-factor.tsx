/** A user's second factor in the head of their page, and taking it away from who lost it. */
import type { User } from '@gatehouse/sdk/management';
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { userName } from '../../patterns/names.ts';
import { messages } from './messages-factor.ts';
import { userKey } from './user-context.tsx';

export function SecondFactor({ user }: { user: User }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { can } = usePermissions();
  const { data } = useApiQuery([...userKey(user.id), 'second-factor'], (api, signal) =>
    api.users.secondFactor.get(user.id, { signal }),
  );
  if (!data) return null;
  const { enrolled, enrolledAt, recoveryCodesLeft } = data;
  const words = enrolled
    ? `${m.app(enrolledAt ? format.ago(enrolledAt) : '')} · ${m.codes(recoveryCodesLeft)}`
    : m.none;
  return (
    <Group gap="sm" component="section" aria-label={m.title}>
      <Text size="sm">
        <Text span size="sm" c="dimmed">
          {m.title}
        </Text>{' '}
        {words}
      </Text>
      {enrolled && can('users:write') && <Reset user={user} />}
    </Group>
  );
}

function Reset({ user }: { user: User }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const name = userName(user);
  const reset = useChange({
    run: (api) => api.users.secondFactor.delete(user.id),
    done: () => m.done(name),
    refresh: [userKey(user.id)],
  });
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={open} aria-label={m.resetOf}>
        {m.reset}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.resetTitle(name)}
        action={m.reset}
        onConfirm={() => reset.mutateAsync()}
      >
        {m.resetText}
      </Confirm>
    </>
  );
}
