/** The tab "Directory sync": the switch, what to enter at the identity provider, groups, and the log of requests. */
import type { DirectorySync as Sync, WithEtag } from '@gatehouse/sdk/management';
import { Alert, Badge, Button, Paper, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { directoryKey, useThisConnector } from './data.ts';
import { DirectoryEvents } from './directory-events.tsx';
import { DirectoryGroups } from './directory-groups.tsx';
import { DirectoryTokens } from './directory-tokens.tsx';
import { messages } from './messages-directory.ts';

/** A directory comes every few minutes: what it did is seen without a reload. */
const lookAgain = 10_000;

const colors = { off: 'gray', waiting: 'yellow', working: 'teal', failing: 'red' } as const;

export function DirectorySync() {
  const { id } = useThisConnector();
  const { data, error, refetch } = useApiQuery(
    [...directoryKey(id), 'settings'],
    (api, signal) => api.ssoConnectors.scim.get(id, { signal }),
    { refetchInterval: lookAgain },
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const isSetUp = data.enabled || data.people > 0 || data.lastRequestAt !== null;
  return (
    <Stack gap="lg">
      <Status sync={data} />
      {isSetUp && <SetUp sync={data} />}
      {isSetUp && <DirectoryGroups />}
      {isSetUp && <DirectoryEvents />}
    </Stack>
  );
}

function Status({ sync }: { sync: WithEtag<Sync> }) {
  const m = useMessages(messages);
  const { domains } = useThisConnector();
  const { can } = usePermissions();
  const isHeard = domains.some(({ proved }) => proved);
  return (
    <Section
      title={m.title}
      description={m.text}
      actions={can('sso-connectors:write') && <Switch isOn={sync.enabled} />}
    >
      <Badge color={colors[sync.state]} miw="max-content">
        {m.states[sync.state]}
      </Badge>
      {!isHeard && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="note">
          {m.noDomain}
        </Alert>
      )}
      {(sync.enabled || sync.people > 0) && <Figures sync={sync} />}
    </Section>
  );
}

function Figures({ sync }: { sync: Sync }) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      <Figure name={m.people}>
        {format.number(sync.people)}{' '}
        <Text span size="sm" c="dimmed" fw={400}>
          {m.ofWhomActive(format.number(sync.activePeople))}
        </Text>
      </Figure>
      <Figure name={m.groups}>{format.number(sync.groups)}</Figure>
      <Figure name={m.lastRequest}>
        <Moment at={sync.lastRequestAt} />
      </Figure>
      <Figure name={m.lastChange}>
        <Moment at={sync.lastChangeAt} />
      </Figure>
    </SimpleGrid>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Paper p="md" withBorder>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600} component="div">
        {children}
      </Text>
    </Paper>
  );
}

function Switch({ isOn }: { isOn: boolean }) {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const change = useChange<boolean>({
    run: (api, enabled) => api.ssoConnectors.scim.update(id, { enabled }),
    done: (_result, enabled) => (enabled ? m.switchedOn : m.switchedOff),
    refresh: [directoryKey(id)],
  });
  if (!isOn)
    return (
      <Button onClick={() => change.mutate(true)} loading={change.isPending}>
        {m.on}
      </Button>
    );
  return (
    <>
      <Button variant="default" onClick={open}>
        {m.off}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.offTitle}
        action={m.off}
        onConfirm={() => change.mutateAsync(false)}
      >
        {m.offText}
      </Confirm>
    </>
  );
}

function SetUp({ sync }: { sync: Sync }) {
  const m = useMessages(messages);
  return (
    <Section title={m.enter} description={m.enterText}>
      <CopyField label={m.baseUrl} value={sync.baseUrl} />
      <DirectoryTokens />
      <Deletion sync={sync} />
    </Section>
  );
}

function Deletion({ sync }: { sync: Sync }) {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const change = useChange<Sync['onDelete']>({
    run: (api, onDelete) => api.ssoConnectors.scim.update(id, { onDelete }),
    done: () => m.saved,
    refresh: [directoryKey(id)],
  });
  return (
    <Radio.Group
      label={m.deletion}
      value={sync.onDelete}
      onChange={(value) => change.mutate(value === 'delete' ? 'delete' : 'suspend')}
    >
      <Stack gap={6} mt={6}>
        {(['suspend', 'delete'] as const).map((value) => (
          <Radio
            key={value}
            value={value}
            label={m.deletions[value]}
            disabled={!can('sso-connectors:write') || change.isPending}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
