/** The history of a connector: its versions, how each differs from the one in force, and the way back. */
import type { SsoConnectorVersion, SsoConnectorWholeVersion } from '@gatehouse/sdk/management';
import { Anchor, Badge, Box, Button, Group, Stack, Switch, Table, Text, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { nameOf, useAdministratorNames } from '../../patterns/names.ts';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { Restore, useFieldName, useVersion } from './history-parts.tsx';
import { messages } from './messages-history.ts';
import { historyRoute } from './routes.ts';

export function History() {
  const m = useMessages(messages);
  const { version, page } = historyRoute.useSearch();
  const navigate = historyRoute.useNavigate();
  const { id, revision } = useThisConnector();
  const list = useApiList([...connectorsKey, 'versions', id, revision, 'list', page], (api, signal) =>
    api.ssoConnectors.versions.list(id, { page: page ?? 1, pageSize }, { signal }),
  );
  const columns = useColumns();
  return (
    <Stack gap="lg">
      {version !== undefined && <Details version={version} />}
      <Stack gap="xs">
        <Text size="sm" c="dimmed" maw={760}>
          {m.text}
        </Text>
        <DataTable
          label={m.title}
          list={list}
          columns={columns}
          rowKey={(item) => String(item.version)}
          empty={null}
          search={{ ...(page !== undefined && { page }) }}
          onSearch={(changes) => void navigate({ search: { page: changes.page } })}
          searchable={false}
        />
        {list.data?.total === 1 && <Empty icon={IconHistory} title={m.onlyOne} text={m.onlyOneText} />}
      </Stack>
      <Automatic />
    </Stack>
  );
}

function useColumns(): Column<SsoConnectorVersion>[] {
  const m = useMessages(messages);
  return [
    { key: 'version', header: m.columns.version, cell: (item) => <Name item={item} /> },
    { key: 'when', header: m.columns.when, cell: (item) => <Moment at={item.madeAt} /> },
    { key: 'by', header: m.columns.by, wide: true, cell: (item) => <By item={item} /> },
    { key: 'what', header: m.columns.what, wide: true, cell: (item) => <What item={item} /> },
    { key: 'succeeded', header: m.columns.succeeded, cell: (item) => <Succeeded item={item} /> },
  ];
}

function Name({ item: { version, present, rolledBack } }: { item: SsoConnectorVersion }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { id } = useThisConnector();
  if (present)
    return (
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={500}>
          {m.version(version)}
        </Text>
        <Badge color="teal" miw="max-content">
          {m.present}
        </Badge>
      </Group>
    );
  return (
    <Group gap="xs" wrap="nowrap">
      <Anchor
        component={Link}
        to={`/${tenant}/enterprise-sso/${id}/history`}
        search={{ version } as never}
        size="sm"
        fw={500}
        c="inherit"
        aria-label={m.show(version)}
      >
        {m.version(version)}
      </Anchor>
      {rolledBack && (
        <Badge color="orange" variant="light" miw="max-content">
          {m.wasRolledBack}
        </Badge>
      )}
    </Group>
  );
}

function By({ item: { madeBy } }: { item: SsoConnectorVersion }) {
  const m = useMessages(messages);
  const administrators = useAdministratorNames();
  const kinds: Record<string, string> = {
    system: m.gatehouse,
    'setup-link': m.setupLink,
    application: m.application,
  };
  const text = !madeBy
    ? m.unknown
    : madeBy.type === 'user' && madeBy.id
      ? nameOf(administrators, madeBy.id)
      : (kinds[madeBy.type] ?? m.unknown);
  return <Text size="sm">{text}</Text>;
}

function What({ item: { how, restored, fields } }: { item: SsoConnectorVersion }) {
  const m = useMessages(messages);
  const fieldName = useFieldName();
  const said = how === 'restore' || how === 'roll-back' ? m.how[how](restored ?? 0) : m.how[how];
  return (
    <Stack gap={0}>
      {how !== 'change' && <Text size="sm">{said}</Text>}
      {fields.length > 0 && (
        <Text size="sm" c={how === 'change' ? undefined : 'dimmed'}>
          {fields.map(fieldName).join(', ')}
        </Text>
      )}
    </Stack>
  );
}

function Succeeded({ item: { succeeded } }: { item: SsoConnectorVersion }) {
  const m = useMessages(messages);
  return (
    <Tooltip label={succeeded ? m.succeededTip : m.neverTip}>
      <Badge variant="light" color={succeeded ? 'teal' : 'gray'} miw="max-content">
        {succeeded ? m.succeeded : m.never}
      </Badge>
    </Tooltip>
  );
}

function Details({ version }: { version: number }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { id } = useThisConnector();
  const { data, error, refetch } = useVersion(version);
  return (
    <Section
      title={m.details(version)}
      description={m.detailsText}
      actions={
        <Group gap="sm">
          {data && data.differences.length > 0 && <Restore version={version} label={m.restore} primary />}
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link to={`/${tenant}/enterprise-sso/${id}/history`} {...props} />}
          >
            {m.close}
          </Button>
        </Group>
      }
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Differences version={data} />}
    </Section>
  );
}

function Differences({ version }: { version: SsoConnectorWholeVersion }) {
  const m = useMessages(messages);
  const format = useFormat();
  const fieldName = useFieldName();
  const { differences, firstSuccessAt, lastSuccessAt } = version;
  if (differences.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.same}
      </Text>
    );
  return (
    <Stack gap="sm">
      <Box style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={m.detailsText}>
        <Table verticalSpacing="xs" miw={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{m.field}</Table.Th>
              <Table.Th>{m.inVersion}</Table.Th>
              <Table.Th>{m.now}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ field, secret, earlier, present }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row" fw={500}>
                  {fieldName(field)}
                </Table.Th>
                {secret ? (
                  <Table.Td colSpan={2} c="dimmed">
                    {m.secret}
                  </Table.Td>
                ) : (
                  <>
                    <Shown value={earlier} />
                    <Shown value={present} />
                  </>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      {firstSuccessAt && lastSuccessAt && (
        <Text size="xs" c="dimmed">
          {m.firstSuccess}: {format.dateTime(firstSuccessAt)} · {m.lastSuccess}:{' '}
          {format.dateTime(lastSuccessAt)}
        </Text>
      )}
    </Stack>
  );
}

/** Long ones, such as certificates, are told by their beginning. */
const longest = 300;

function Shown({ value }: { value: unknown }) {
  const m = useMessages(messages);
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  const text = typeof value === 'string' ? value : isList ? value.join(', ') : JSON.stringify(value);
  return (
    <Table.Td style={{ overflowWrap: 'anywhere' }} c={isEmpty ? 'dimmed' : undefined}>
      {isEmpty ? m.absent : text.length > longest ? `${text.slice(0, longest)}…` : text}
    </Table.Td>
  );
}

function Automatic() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const { id, etag, automaticRollBack } = useThisConnector();
  const change = useChange<boolean>({
    run: (api, on) => api.ssoConnectors.update(id, { automaticRollBack: on }, { ifMatch: etag }),
    done: (_, on) => (on ? m.automaticOn : m.automaticOff),
    refresh: [connectorsKey],
  });
  return (
    <Section title={m.automatic} description={m.automaticText}>
      <Switch
        label={m.automaticSwitch}
        checked={automaticRollBack}
        disabled={!can('sso-connectors:write') || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <Anchor component={Link} to={`/${tenant}/enterprise-sso/settings`} size="sm">
        {m.thresholds}
      </Anchor>
    </Section>
  );
}
