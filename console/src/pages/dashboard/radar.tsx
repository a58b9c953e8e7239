/** What ends next, on the dashboard: also when all is well, so that nobody wonders whether anybody looks. */
import type { ExpiryItem } from '@gatehouse/sdk/management';
import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import {
  ExpiryBadge,
  expiryMessages,
  needsAHand,
  useExpiry,
  useExpirySummary,
  useRenewalWords,
  useWhenItEnds,
} from '../../patterns/expiry.tsx';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages-radar.ts';

const mostShown = 5;

export function Radar() {
  const m = useMessages(messages);
  const format = useFormat();
  const tenant = useTenantId();
  const summary = useExpirySummary();
  const items = useExpiry();
  if (!summary) return null;
  const due = items.filter(needsAHand);
  const all = (
    <Anchor component={Link} to={`/${tenant}/expiry`} size="sm">
      {m.all}
    </Anchor>
  );
  return (
    <Section title={m.title} description={due.length > 0 ? m.text : undefined} actions={all}>
      {due.length === 0 ? (
        <Well watched={summary.fine} next={summary.next} />
      ) : (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {due.slice(0, mostShown).map((item) => (
            <Thing key={`${item.kind} ${item.name} ${item.connectorId ?? ''}`} item={item} />
          ))}
        </Stack>
      )}
      {summary.unknown > 0 && (
        <Text size="sm" c="dimmed">
          {m.unknown(format.number(summary.unknown))}
        </Text>
      )}
    </Section>
  );
}

function Well({ watched, next }: { watched: number; next: ExpiryItem | null }) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <Group gap="xs" wrap="nowrap">
      <ThemeIcon size={24} variant="light" color="teal" aria-hidden>
        <IconCircleCheck size={16} />
      </ThemeIcon>
      <Text size="sm">
        {m.well}{' '}
        {next?.expiresAt ? m.watched(format.number(watched), format.date(next.expiresAt)) : m.nothingWatched}
      </Text>
    </Group>
  );
}

function Thing({ item }: { item: ExpiryItem }) {
  const words = useMessages(expiryMessages);
  const tenant = useTenantId();
  const when = useWhenItEnds();
  const renewal = useRenewalWords();
  return (
    <Group component="li" gap="sm" justify="space-between">
      <Group gap="sm">
        <ExpiryBadge item={item} />
        <Text size="sm" fw={500}>
          {words.kinds[item.kind]} · {item.name}
        </Text>
        <Text size="sm" c="dimmed">
          {when(item)}
        </Text>
      </Group>
      <Anchor
        component={Link}
        to={`/${tenant}/${item.renewalPath}`}
        size="sm"
        aria-label={`${renewal(item)}: ${words.kinds[item.kind]}, ${item.name}`}
      >
        {renewal(item)}
      </Anchor>
    </Group>
  );
}
