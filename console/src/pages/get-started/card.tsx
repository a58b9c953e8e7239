/** A link with an icon and a line of explanation. */
import { Anchor, Box, Group, Paper, Text, ThemeIcon } from '@mantine/core';
import type { IconApps } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

export function Card(props: {
  icon: typeof IconApps;
  title: string;
  text: string;
  /** Inside the console; else `href`, which opens beside it. */
  to?: string;
  href?: string;
}) {
  const { icon: Icon, title, text, to, href } = props;
  return (
    <Paper component="li" p="md">
      <Group wrap="nowrap" gap="md" align="flex-start">
        <ThemeIcon variant="light" size={36} radius="md">
          <Icon size={20} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <Box>
          {to === undefined ? (
            <Anchor href={href} target="_blank" rel="noreferrer" fw={600} size="sm">
              {title}
            </Anchor>
          ) : (
            <Anchor component={Link} to={to} fw={600} size="sm">
              {title}
            </Anchor>
          )}
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </Box>
      </Group>
    </Paper>
  );
}
