/** What of this connector ends soon or has ended, above its tabs, with the way to renew it. */
import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import {
  ExpiryBadge,
  expiryMessages,
  needsAHand,
  useExpiry,
  useRenewalWords,
  useWhenItEnds,
} from '../../patterns/expiry.tsx';
import { useThisConnector } from './data.ts';
import { messages } from './messages-expiry.ts';

export function Ending() {
  const m = useMessages(messages);
  const words = useMessages(expiryMessages);
  const tenant = useTenantId();
  const when = useWhenItEnds();
  const renewal = useRenewalWords();
  const { id } = useThisConnector();
  const due = useExpiry(id).filter(needsAHand);
  if (due.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconHourglass aria-hidden />} title={m.label} role="note">
      <Stack gap="xs">
        {due.map((item) => (
          <Group key={`${item.kind} ${item.name}`} gap="sm">
            <ExpiryBadge item={item} />
            <Text size="sm">
              {words.kinds[item.kind]} · {item.name}: {when(item)}
            </Text>
            <Anchor
              component={Link}
              to={`/${tenant}/${item.renewalPath}`}
              size="sm"
              c="inherit"
              underline="always"
            >
              {renewal(item)}
            </Anchor>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}
