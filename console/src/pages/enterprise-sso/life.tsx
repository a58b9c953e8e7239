/** Draft → tested → enabled, as steps with the next one's button beside them. */
import { Button, Group, Paper, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Moment } from '../../patterns/table.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import classes from './life.module.css';
import { messages } from './messages.ts';

export function Life() {
  const { life: m } = useMessages(messages);
  const { enabled, state, testedAt, domains } = useThisConnector();
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
        </ol>
        {can('sso-connectors:write') && <Next />}
      </Group>
    </Paper>
  );
}

function Step(props: { done: boolean; name: string; number: number; children: ReactNode }) {
  const { done, name, number, children } = props;
  const { life: m } = useMessages(messages);
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
  const { life: m } = useMessages(messages);
  const { id, enabled, testedAt } = useThisConnector();
  const tenant = useTenantId();
  const test = (
    <Button
      component={Link}
      to={`/${tenant}/enterprise-sso/${id}/test`}
      variant={testedAt || enabled ? 'default' : 'filled'}
    >
      {testedAt ? m.testAgain : m.test}
    </Button>
  );
  return (
    <Group gap="xs">
      {!enabled && testedAt && <Enable />}
      {(!testedAt || enabled) && test}
      {!enabled && !testedAt && <Enable />}
      {enabled && <Disable />}
    </Group>
  );
}

function Enable() {
  const { life: m } = useMessages(messages);
  const { id, name, testedAt, domains } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const proved = domains.filter((domain) => domain.proved).map((domain) => domain.name);
  const enable = useChange({
    run: (api) => api.ssoConnectors.enable(id),
    done: () => m.enableDone(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant={testedAt ? 'filled' : 'subtle'} onClick={open}>
        {testedAt ? m.enable : m.enableUntested}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.enableTitle(name)}
        action={m.enable}
        color="gate"
        onConfirm={() => enable.mutateAsync()}
      >
        <Stack gap="xs">
          <Text size="sm">{proved.length > 0 ? m.enableDomains(proved.join(', ')) : m.enableNoDomains}</Text>
          {!testedAt && (
            <Text size="sm" fw={600}>
              {m.enableUntestedText}
            </Text>
          )}
        </Stack>
      </Confirm>
    </>
  );
}

function Disable() {
  const { life: m } = useMessages(messages);
  const { id, name } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const disable = useChange({
    run: (api) => api.ssoConnectors.disable(id),
    done: () => m.disableDone(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconMinus size={16} aria-hidden />} onClick={open}>
        {m.disable}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.disableTitle(name)}
        action={m.disable}
        onConfirm={() => disable.mutateAsync()}
      >
        {m.disableText}
      </Confirm>
    </>
  );
}
