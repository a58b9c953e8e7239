/** How an attempt ended, by word and sign. */
import type { SsoAttempt } from '@gatehouse/sdk/management';
import { Badge } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { messages } from './messages-detail.ts';

const looks = {
  started: { icon: IconHourglass, color: 'gray' },
  succeeded: { icon: IconCheck, color: 'teal' },
  failed: { icon: IconX, color: 'red' },
} as const;

export function OutcomeBadge({ outcome }: { outcome: SsoAttempt['outcome'] }) {
  const { activity: m } = useMessages(messages);
  const { icon: Icon, color } = looks[outcome];
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {m.outcomes[outcome]}
    </Badge>
  );
}
