/** The checklist: progress, and each step with the way to it; the first that isn't done stands out. */
import {
  Alert,
  Badge,
  Box,
  Button,
  Group,
  Paper,
  Progress,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconCheck, IconCircleDashed, IconConfetti } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages.ts';
import type { Step } from './steps.ts';

const parts = ['application', 'sso'] as const;

export function Checklist({ steps }: { steps: readonly Step[] }) {
  const m = useMessages(messages);
  const next = steps.find(({ done }) => !done);
  return (
    <Stack gap="lg" maw={900}>
      <Overview steps={steps} />
      {parts.map((part) => (
        <Section key={part} title={m.parts[part].title} description={m.parts[part].text}>
          <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
            {steps
              .filter((step) => step.part === part)
              .map((step) => (
                <OneStep key={step.name} step={step} next={step === next} />
              ))}
          </Stack>
        </Section>
      ))}
    </Stack>
  );
}

function Overview({ steps }: { steps: readonly Step[] }) {
  const m = useMessages(messages);
  const format = useFormat();
  const tenant = useTenantId();
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length)
    return (
      <Alert color="teal" title={m.allDone} icon={<IconConfetti aria-hidden />}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{m.allDoneText}</Text>
          <Button component={Link} to={`/${tenant}/dashboard`} size="xs" variant="default">
            {m.seeDashboard}
          </Button>
        </Stack>
      </Alert>
    );
  const words = m.progress(format.number(done), format.number(steps.length));
  return (
    <Paper p="md">
      <Text size="sm" fw={500} mb={8} role="status">
        {words}
      </Text>
      <Progress value={(done / steps.length) * 100} aria-label={words} color="teal" />
    </Paper>
  );
}

function OneStep({ step, next }: { step: Step; next: boolean }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { title, text } = m.steps[step.name];
  return (
    <Paper
      component="li"
      p="md"
      bg={next ? 'light-dark(var(--mantine-color-gate-0), var(--mantine-color-gate-light))' : undefined}
      style={next ? { borderColor: 'var(--mantine-primary-color-filled)' } : undefined}
    >
      <Group justify="space-between" gap="sm">
        <Group gap="md" wrap="nowrap" align="flex-start" flex={1} miw={220}>
          <State done={step.done} />
          <Box>
            <Group gap="xs">
              <Title order={3} size="h5">
                {title}
              </Title>
              {next && <Badge>{m.next}</Badge>}
            </Group>
            <Text size="sm" c="dimmed">
              {step.done && step.at ? m.doneOn(format.dateTime(step.at)) : text}
            </Text>
          </Box>
        </Group>
        <Way step={step} next={next} />
      </Group>
    </Paper>
  );
}

function State({ done }: { done: boolean }) {
  const m = useMessages(messages);
  return (
    <ThemeIcon
      variant="light"
      color={done ? 'teal' : 'gray'}
      radius="xl"
      role="img"
      aria-label={done ? m.done : m.notYet}
    >
      {done ? <IconCheck size={18} aria-hidden /> : <IconCircleDashed size={18} aria-hidden />}
    </ThemeIcon>
  );
}

/** To what was made, or to where it is made; the latter only for those who may. */
function Way({ step, next }: { step: Step; next: boolean }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const { action, view } = m.steps[step.name];
  if (!step.done && !can(step.permission))
    return next ? (
      <Text size="xs" c="dimmed" maw={220}>
        {m.mayNot}
      </Text>
    ) : null;
  return (
    <Button component={Link} to={`/${tenant}/${step.path}`} variant={next ? 'filled' : 'default'}>
      {step.done ? view : action}
    </Button>
  );
}
