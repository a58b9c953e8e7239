/** Draft → tested → enabled → enforced, as steps with the next one's button beside them. */
import { Button, Group, Paper, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Moment } from '../../patterns/table.tsx';
import { useThisConnector } from './data.ts';
import classes from './life.module.css';
import { Disable, Enable, Enforce, Unenforce } from './life-actions.tsx';
import { messages } from './messages-life.ts';

export function Life() {
  const m = useMessages(messages);
  const { enabled, enforced, state, testedAt, domains } = useThisConnector();
  const { can } = usePermissions();
  const isEnabled = domains.some(({ proved }) => proved) ? m.isEnabled : m.isEnabledAlone;
  const notEnabled = state === 'disabled' ? m.isDisabled : m.notEnabled;
  return (
    <Paper component="section" aria-label={m.label} p="md">
      <Group justify="space-between" gap="md">
        <ol className={classes.steps}>
          <Step done name={m.setUp} number={1}>
            {testedAt || enabled ? null : m.setUpText}
          </Step>
          <Step done={testedAt !== null} name={m.tested} number={2}>
            {testedAt ? (
              <>
                {m.testedAt} <Moment at={testedAt} />
              </>
            ) : (
              m.untested
            )}
          </Step>
          <Step done={enabled} name={m.enabled} number={3}>
            {enabled ? isEnabled : notEnabled}
          </Step>
          <Step done={enabled && enforced} name={m.enforced} number={4}>
            {enabled ? (enforced ? m.isEnforced : m.notEnforced) : null}
          </Step>
        </ol>
        {can('sso-connectors:write') && <Next />}
      </Group>
    </Paper>
  );
}

function Step(props: { done: boolean; name: string; number: number; children: ReactNode }) {
  const { done, name, number, children } = props;
  const m = useMessages(messages);
  return (
    <li>
      <ThemeIcon
        size={28}
        radius="xl"
        color={done ? 'teal' : 'gray'}
        variant={done ? 'light' : 'default'}
        aria-hidden
      >
        {done ? <IconCheck size={16} /> : <Text size="xs">{number}</Text>}
      </ThemeIcon>
      <Stack gap={0}>
        <Text size="sm" fw={600}>
          {name} <VisuallyHidden>({done ? m.done : m.open})</VisuallyHidden>
        </Text>
        <Text size="xs" c="dimmed">
          {children}
        </Text>
      </Stack>
    </li>
  );
}

function Next() {
  const m = useMessages(messages);
  const { id, enabled, enforced, testedAt } = useThisConnector();
  const tenant = useTenantId();
  return (
    <Group gap="xs">
      {!enabled && testedAt && <Enable />}
      {enabled && !enforced && <Enforce />}
      <Button
        component={Link}
        to={`/${tenant}/enterprise-sso/${id}/test`}
        variant={testedAt || enabled ? 'default' : 'filled'}
      >
        {testedAt ? m.testAgain : m.test}
      </Button>
      {enabled && enforced && <Unenforce />}
      {enabled && <Disable />}
    </Group>
  );
}
