/** The list of connectors: who is connected, in which state, and what needs a hand. */

import type { SsoConnector } from '@gatehouse/sdk/management';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconBuilding, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { expiryMessages, needsAHand, useExpiry, useWhenItEnds } from '../../patterns/expiry.tsx';
import { Page } from '../../patterns/page.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import classes from './cards.module.css';
import { connectorsKey, useProviders } from './data.ts';
import { LookUp } from './look-up.tsx';
import { Domains, StateBadge } from './marks.tsx';
import { messages, providerWords } from './messages.ts';
import { SingleSignOnOff } from './off.tsx';
import { connectorsRoute } from './routes.ts';
import { ToSetupLinks } from './to-setup-links.tsx';
import { ToSsoSettings } from './to-sso-settings.tsx';

export function Connectors() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const search = connectorsRoute.useSearch();
  const navigate = connectorsRoute.useNavigate();
  const asked = { page: search.page ?? 1, pageSize, ...(search.search && { search: search.search }) };
  const list = useApiList([...connectorsKey, 'list', asked], (api, signal) =>
    api.ssoConnectors.list(asked, { signal }),
  );
  const create = can('sso-connectors:write') && (
    <Button
      component={Link}
      to={`/${tenant}/enterprise-sso/new`}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {m.create}
    </Button>
  );
  const any = list.data === undefined || list.data.total > 0 || search.search !== undefined;
  return (
    <Page
      title={m.title}
      description={m.description}
      actions={
        <Group gap="sm">
          <ToSsoSettings />
          <ToSetupLinks />
          {any && create}
        </Group>
      }
    >
      {any && <SingleSignOnOff />}
      <DataTable
        label={m.list}
        list={list}
        columns={useColumns(list.data?.items ?? [])}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/${tenant}/enterprise-sso/${id}`}
        empty={<Empty icon={IconBuilding} title={m.emptyTitle} text={m.emptyText} action={create} />}
        search={search}
        onSearch={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }) })}
        searchPlaceholder={m.search}
      />
      {any && <LookUp />}
    </Page>
  );
}

function useColumns(connectors: readonly SsoConnector[]): Column<SsoConnector>[] {
  const m = useMessages(messages);
  const { data } = useProviders();
  const last = useLastSignIns(connectors.map(({ id }) => id));
  const failures = useRecentFailures();
  const typeOf = (id: string) => {
    const provider = data?.items.find((one) => one.id === id);
    return provider ? providerWords(m, provider).name : id;
  };
  return [
    { key: 'name', header: m.columns.name, cell: ({ name }) => name },
    { key: 'type', header: m.columns.type, cell: ({ provider }) => typeOf(provider), wide: true },
    {
      key: 'domains',
      header: m.columns.domains,
      cell: ({ domains }) => <Domains domains={domains} />,
      wide: true,
    },
    { key: 'state', header: m.columns.state, cell: ({ state }) => <StateBadge state={state} /> },
    {
      key: 'last',
      header: m.columns.lastSignIn,
      cell: ({ id }) => (last ? <Moment at={last[id]} /> : <span>…</span>),
      wide: true,
    },
    {
      key: 'problems',
      header: m.columns.problems,
      cell: (connector) => <Problems connector={connector} failures={failures[connector.id] ?? 0} />,
    },
  ];
}

/** When people last signed in through each; undefined until it is known. */
function useLastSignIns(ids: readonly string[]): Record<string, string | null> | undefined {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    [...connectorsKey, 'last-sign-ins', ids],
    (api, signal) => api.statistics.lastSignIns.list({ of: 'connector', ids: ids.join(',') }, { signal }),
    { enabled: ids.length > 0 && can('statistics:read') },
  );
  return data && Object.fromEntries(data.map(({ id, lastSignInAt }) => [id, lastSignInAt]));
}

/** How many of the newest failed attempts were through each connector. */
function useRecentFailures(): Record<string, number> {
  const { data } = useApiQuery(['sso-attempts', 'recent-failures'], (api, signal) =>
    api.ssoAttempts.list({ outcome: 'failed', pageSize: 100 }, { signal }),
  );
  const counts: Record<string, number> = {};
  for (const { connectorId } of data?.items ?? []) counts[connectorId] = (counts[connectorId] ?? 0) + 1;
  return counts;
}

/** What an administrator should look at; words and a sign, not colour alone. */
function Problems({ connector, failures }: { connector: SsoConnector; failures: number }) {
  const m = useMessages(messages);
  const words = useMessages(expiryMessages);
  const when = useWhenItEnds();
  // Proofs that are missing are told of by their domains already.
  const ending = useExpiry().filter((item) => item.connectorId === connector.id && needsAHand(item));
  const format = useFormat();
  const { enabled, testedAt, domains } = connector;
  const unproved = domains.filter(({ proved }) => !proved).map(({ name }) => name);
  const found = [
    enabled && domains.length === 0 && m.problems.noDomain,
    unproved.length > 0 && m.problems.unproved(unproved.join(', ')),
    enabled && !testedAt && m.problems.untested,
    ...ending.map((item) => `${words.kinds[item.kind]}: ${when(item)}`),
  ].filter((text) => text !== false);
  const tenant = useTenantId();
  if (found.length === 0 && failures === 0)
    return (
      <Text span size="sm" c="dimmed">
        {m.none}
      </Text>
    );
  return (
    <Stack gap={4} align="flex-start">
      {found.map((text) => (
        <Problem key={text}>{text}</Problem>
      ))}
      {failures > 0 && (
        <Problem>
          <Anchor
            component={Link}
            to={`/${tenant}/enterprise-sso/${connector.id}/activity`}
            search={{ outcome: 'failed' } as never}
            inherit
          >
            {m.problems.failures(format.number(failures))}
          </Anchor>
        </Problem>
      )}
    </Stack>
  );
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <IconAlertTriangle size={16} className={classes.warning} aria-hidden />
      <Text span size="sm">
        {children}
      </Text>
    </Group>
  );
}
