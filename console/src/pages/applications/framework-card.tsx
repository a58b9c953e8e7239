/** The card of a framework in the grid: a button that begins an application with it. */
import { Badge, Box, Group, Text, UnstyledButton } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import type { GuideSummary } from '../../patterns/guide.ts';
import { Emblem } from './emblem.tsx';
import classes from './framework-card.module.css';
import { messages } from './messages.ts';

export function FrameworkCard({
  guide,
  onChoose,
}: {
  guide: GuideSummary;
  /** Absent for those who may only look. */
  onChoose: ((id: string) => void) | undefined;
}) {
  const m = useMessages(messages);
  const content = (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <Emblem guide={guide} />
      <Box miw={0}>
        <Group gap={6}>
          <Text fw={600} size="sm">
            {guide.title}
          </Text>
          {guide.popular && (
            <Badge size="xs" color="gray">
              {m.popular}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {guide.language}
        </Text>
        <Text size="sm" mt={4}>
          {guide.description}
        </Text>
      </Box>
    </Group>
  );
  if (!onChoose) return <div className={classes.card}>{content}</div>;
  return (
    <UnstyledButton className={`${classes.card} ${classes.button}`} onClick={() => onChoose(guide.id)}>
      {content}
    </UnstyledButton>
  );
}
