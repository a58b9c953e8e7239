/** The news above a connector's tabs: sign-ins failed after a change, what came of it, and what to do now. */
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { Restore, useFieldName } from './history-parts.tsx';
import { messages } from './messages-history.ts';

export function RolledBack() {
  const { banner: m } = useMessages(messages);
  const tenant = useTenantId();
  const nameOf = useFieldName();
  const { id, rolledBack } = useThisConnector();
  if (!rolledBack) return null;
  const { done, why, from, to, fields, failed, attempts } = rolledBack;
  const base = `/${tenant}/enterprise-sso/${id}`;
  return (
    <Alert
      color={done ? 'orange' : 'red'}
      icon={<IconArrowBackUp aria-hidden />}
      title={done ? m.done : m.withheld}
      role="note"
    >
      <Stack gap="sm">
        <Text size="sm">
          {m.lead(failed, attempts, fields.map(nameOf).join(', '))} {why ? m.why[why] : m.back(from, to)}
        </Text>
        <Group gap="md">
          <Restore version={done ? from : to} label={done ? m.again : m.back2(to)} primary={!done} />
          <Seen />
          <Anchor
            component={Link}
            to={`${base}/history`}
            search={{ version: done ? from : to } as never}
            size="sm"
            c="inherit"
            underline="always"
          >
            {done ? m.compare : m.look}
          </Anchor>
          <Anchor
            component={Link}
            to={`${base}/activity`}
            search={{ outcome: 'failed' } as never}
            size="sm"
            c="inherit"
            underline="always"
          >
            {m.attempts}
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  );
}

function Seen() {
  const { banner: m } = useMessages(messages);
  const { can } = usePermissions();
  const { id } = useThisConnector();
  const seen = useChange({
    run: (api) => api.ssoConnectors.rollBack.acknowledge(id),
    refresh: [connectorsKey],
  });
  if (!can('sso-connectors:write')) return null;
  return (
    <Button size="xs" variant="default" onClick={() => seen.mutate()} loading={seen.isPending}>
      {m.seen}
    </Button>
  );
}
