/** The SSO connectors of the organization: which there are, adding one that is there, taking one out. */
import type { SsoConnector } from '@gatehouse/sdk/management';
import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBuilding, IconLink, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiList, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable } from '../../patterns/table.tsx';
import { organizationsKey, useThisOrganization } from './data.ts';
import { messages } from './messages.ts';

const connectorsKey = ['sso-connectors'];
const ofOrganization = (id: string) => [...organizationsKey, 'connectors', id];

export function OrganizationConnectors() {
  const { connectors: m } = useMessages(messages);
  const { id } = useThisOrganization();
  const tenant = useTenantId();
  const { can } = usePermissions();
  const list = useApiList(ofOrganization(id), (api, signal) =>
    api.organizations.connectors.list(id, { pageSize: 100 }, { signal }),
  );
  const create = can('sso-connectors:write') && (
    <Group gap="sm">
      <Button
        component={Link}
        to={`/${tenant}/enterprise-sso/setup-links`}
        search={{ organization: id } as never}
        variant="default"
        leftSection={<IconLink size={16} aria-hidden />}
      >
        {m.invite}
      </Button>
      <Button
        component={Link}
        to={`/${tenant}/enterprise-sso/new`}
        search={{ organization: id } as never}
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        {m.create}
      </Button>
    </Group>
  );
  return (
    <Section title={m.title} description={m.text} actions={create}>
      <DataTable
        label={m.list}
        list={list}
        columns={useColumns()}
        rowKey={(connector) => connector.id}
        rowLink={(connector) => `/${tenant}/enterprise-sso/${connector.id}`}
        search={{}}
        onSearch={() => undefined}
        searchable={false}
        empty={<Empty icon={IconBuilding} title={m.emptyTitle} text={m.emptyText} />}
      />
      {can('sso-connectors:write') && <Attach />}
    </Section>
  );
}

function useColumns(): Column<SsoConnector>[] {
  const { connectors: m } = useMessages(messages);
  const { can } = usePermissions();
  return [
    { key: 'name', header: m.name, cell: ({ name }) => name },
    {
      key: 'domains',
      header: m.domains,
      cell: ({ domains }) => domains.map(({ name }) => name).join(', '),
      wide: true,
    },
    {
      key: 'state',
      header: m.state,
      cell: ({ enabled }) => (
        <Badge color={enabled ? 'teal' : 'gray'} miw="max-content">
          {enabled ? m.on : m.off}
        </Badge>
      ),
    },
    ...(can('sso-connectors:write')
      ? [
          {
            key: 'take',
            header: m.take,
            cell: (connector: SsoConnector) => <TakeOut connector={connector} />,
          },
        ]
      : []),
  ];
}

/** Whose connector it is is a field of the connector. */
function useMove(done: (connector: SsoConnector) => string) {
  return useChange<{ connectorId: string; organizationId: string | null }, SsoConnector>({
    run: (api, { connectorId, organizationId }) => api.ssoConnectors.update(connectorId, { organizationId }),
    done,
    refresh: [organizationsKey, connectorsKey],
  });
}

function TakeOut({ connector }: { connector: SsoConnector }) {
  const { connectors: m } = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const move = useMove(({ name }) => m.taken(name));
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open} aria-label={m.takeOf(connector.name)}>
        {m.take}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.takeTitle(connector.name)}
        action={m.take}
        onConfirm={() => move.mutateAsync({ connectorId: connector.id, organizationId: null })}
      >
        {m.takeText}
      </Confirm>
    </>
  );
}

function Attach() {
  const { connectors: m } = useMessages(messages);
  const { id } = useThisOrganization();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useApiList([...connectorsKey, 'list', 'free'], (api, signal) =>
    api.ssoConnectors.list({ pageSize: 100 }, { signal }),
  );
  const move = useMove(({ name }) => m.attached(name));
  const free = (data?.items ?? []).filter(({ organizationId }) => organizationId === null);
  if (!data) return null;
  if (free.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.others}
      </Text>
    );
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={m.attach}
        placeholder={m.pick}
        searchable
        value={chosen}
        onChange={setChosen}
        data={free.map((connector) => ({ value: connector.id, label: connector.name }))}
      />
      <Button
        variant="default"
        disabled={chosen === null}
        loading={move.isPending}
        onClick={() =>
          move.mutate({ connectorId: chosen ?? '', organizationId: id }, { onSuccess: () => setChosen(null) })
        }
      >
        {m.attachAction}
      </Button>
    </Group>
  );
}
