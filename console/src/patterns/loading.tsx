/** Skeletons: what is shown until there is something to show. */
import { Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { defineMessages, useMessages } from '../app/i18n.ts';

const messages = defineMessages({ loading: 'Loading…' }, { loading: '正在加载…' });

/** A page's worth of grey, for lazy routes and first answers. */
export function Loading({ rows = 5 }: { rows?: number }) {
  const m = useMessages(messages);
  return (
    <Stack gap="md" role="status" aria-live="polite">
      <VisuallyHidden>{m.loading}</VisuallyHidden>
      <Group justify="space-between">
        <Skeleton height={28} width="min(240px, 60%)" />
        <Skeleton height={32} width={110} />
      </Group>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={`row-${row.toString()}`} height={44} />
      ))}
    </Stack>
  );
}
