/** Says that single sign-on is off for the whole tenant, and switches it on. */
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { experienceKey, useSingleSignOn } from './data.ts';
import { messages } from './messages.ts';

export function SingleSignOnOff() {
  const { off: m } = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const on = useSingleSignOn();
  const turnOn = useChange({
    run: (api) => api.signInExperience.update({ singleSignOnEnabled: true }),
    done: () => m.done,
    refresh: [experienceKey],
  });
  if (on !== false) return null;
  return (
    <Alert color="yellow" title={m.title} icon={<IconPlugConnectedX aria-hidden />} role="note">
      <Stack gap="sm">
        <Text size="sm">{m.text}</Text>
        <Group gap="md">
          {can('sign-in-experience:write') && (
            <Button size="xs" onClick={() => turnOn.mutate()} loading={turnOn.isPending}>
              {m.turnOn}
            </Button>
          )}
          <Anchor
            component={Link}
            to={`/${tenant}/sign-in-experience`}
            size="sm"
            c="inherit"
            underline="always"
          >
            {m.link}
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  );
}
