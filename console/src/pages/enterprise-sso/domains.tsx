/** The domains that a connector speaks for, each with its proof: the DNS record to publish, and whether it was found. */

import type { SsoConnector, SsoDomain } from '@gatehouse/sdk/management';
import { ActionIcon, Alert, Button, Group, Paper, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { connectorsKey, useConnector, useThisConnector } from './data.ts';
import { ProvedBadge } from './marks.tsx';
import { messages } from './messages-detail.ts';

export function DomainsSection() {
  const { domains: m } = useMessages(messages);
  const { domains } = useThisConnector();
  const { can } = usePermissions();
  return (
    <Section title={m.title} description={m.text}>
      {domains.length === 0 && (
        <Text size="sm" c="dimmed">
          {m.none}
        </Text>
      )}
      {domains.map((domain) => (
        <Domain key={domain.name} domain={domain} />
      ))}
      {can('sso-connectors:write') && <Add />}
    </Section>
  );
}

function Add() {
  const { domains: m } = useMessages(messages);
  const { id } = useThisConnector();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<{ code: string; said: string }>();
  const add = useChange<{ allowChoice: boolean }, SsoConnector>({
    run: (api, { allowChoice }) =>
      api.ssoConnectors.domains.create(id, { name: name.trim(), ...(allowChoice && { allowChoice }) }),
    done: () => m.added(name.trim()),
    refresh: [connectorsKey],
    after: () => setName(''),
    failed(error) {
      const { code = '' } = detailsOf(error);
      if (code.startsWith('sso.domain_')) setProblem({ code, said: error.message });
      return code.startsWith('sso.domain_');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && !add.isPending) add.mutate({ allowChoice: false });
  };
  const taken = problem?.code === 'sso.domain_taken';
  const words = problem && ((m.problems as Partial<Record<string, string>>)[problem.code] ?? problem.said);
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={m.add}
            placeholder={m.placeholder}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
            error={taken ? m.taken(name.trim()) : words}
            spellCheck={false}
            autoComplete="off"
            flex={1}
            maw={360}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={!name.trim()}>
            {m.addButton}
          </Button>
        </Group>
        {taken && (
          <Group>
            <Button size="xs" variant="default" onClick={() => add.mutate({ allowChoice: true })}>
              {m.choice}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function Domain({ domain }: { domain: SsoDomain }) {
  const { domains: m } = useMessages(messages);
  const { can } = usePermissions();
  const { name, proved, provedBy } = domain;
  return (
    <Paper p="md">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            <ProvedBadge proved={proved} />
            {provedBy && (
              <Text size="xs" c="dimmed">
                {provedBy === 'dns' ? m.byDns : m.byOperator}
              </Text>
            )}
          </Group>
          {can('sso-connectors:write') && <Remove name={name} />}
        </Group>
        {!proved && <Proof domain={domain} />}
      </Stack>
    </Paper>
  );
}

function Proof({ domain: { name, record, lastCheckedAt } }: { domain: SsoDomain }) {
  const { domains: m } = useMessages(messages);
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const { refetch } = useConnector(id);
  const [notFound, setNotFound] = useState<string>();
  const verify = useChange<void, SsoConnector>({
    run: (api) => api.ssoConnectors.domains.verify(id, name),
    done: () => m.proved(name),
    refresh: [connectorsKey],
    failed(error) {
      const { code } = detailsOf(error);
      const said = { 'sso.domain_unproved': m.notFound, 'sso.dns_unreachable': m.noDns }[code ?? ''];
      setNotFound(said);
      void refetch();
      return said !== undefined;
    },
  });
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {m.proveTitle}
        </Text>
        <Text size="xs" c="dimmed">
          {m.proveText}
        </Text>
      </div>
      <Text size="sm">
        {m.recordType}: <strong>{record.type}</strong>
      </Text>
      <CopyField label={m.recordName} value={record.name} />
      <CopyField label={m.recordValue} value={record.value} />
      {notFound && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="alert">
          {notFound}
        </Alert>
      )}
      {can('sso-connectors:write') && (
        <Group gap="xs">
          <Button variant="default" onClick={() => verify.mutate()} loading={verify.isPending}>
            {m.again}
          </Button>
          <Vouch name={name} />
          {lastCheckedAt && (
            <Text size="xs" c="dimmed">
              {m.checked} <Moment at={lastCheckedAt} />
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Vouch({ name }: { name: string }) {
  const { domains: m } = useMessages(messages);
  const { id } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const vouch = useChange<void, SsoConnector>({
    run: (api) => api.ssoConnectors.domains.create(id, { name, proved: true, allowChoice: true }),
    done: () => m.vouched(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant="subtle" onClick={open}>
        {m.vouch}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.vouchTitle(name)}
        action={m.vouch}
        color="gate"
        onConfirm={() => vouch.mutateAsync()}
      >
        {m.vouchText}
      </Confirm>
    </>
  );
}

function Remove({ name }: { name: string }) {
  const { domains: m } = useMessages(messages);
  const { id } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: (api) => api.ssoConnectors.domains.delete(id, name),
    done: () => m.removed(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Tooltip label={m.remove(name)}>
        <ActionIcon variant="subtle" color="gray" onClick={open} aria-label={m.remove(name)}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.removeTitle(name)}
        action={m.removeButton}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.removeText}
      </Confirm>
    </>
  );
}
