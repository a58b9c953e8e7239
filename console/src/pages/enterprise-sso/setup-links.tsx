/** Set-up links: for whom there are some, how far each is, and what can be done with it. */
import type { SetupLink } from '@gatehouse/sdk/management';
import { Anchor, Badge, Button, Group, Progress, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Page } from '../../patterns/page.tsx';
import { SecretOnce } from '../../patterns/secret.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { useConnector } from './data.ts';
import { messages as ssoMessages } from './messages.ts';
import { messages } from './messages-setup-links.ts';
import { type LinkState, linkStates, setupLinksRoute } from './routes.ts';
import { SetupLinkDialog, setupLinksKey } from './setup-link-dialog.tsx';

const colors: Record<LinkState, string> = {
  waiting: 'gray',
  'in-progress': 'blue',
  finished: 'teal',
  expired: 'orange',
  revoked: 'red',
};

interface Shown {
  customer: string;
  url: string;
}

export function SetupLinks() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { title: ssoTitle } = useMessages(ssoMessages);
  const { can } = usePermissions();
  const { page, connector, state, organization } = setupLinksRoute.useSearch();
  const navigate = setupLinksRoute.useNavigate();
  const [making, setMaking] = useState(organization !== undefined);
  const [shown, setShown] = useState<Shown>();
  const show = (customer: string, url: string | null) =>
    setShown(url === null ? undefined : { customer, url });
  const asked = {
    page: page ?? 1,
    pageSize,
    ...(connector !== undefined && { connectorId: connector }),
    ...(state !== undefined && { state }),
  };
  const list = useApiList([...setupLinksKey, asked], (api, signal) => api.setupLinks.list(asked, { signal }));
  const make = can('sso-connectors:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {m.create}
    </Button>
  );
  const any = Boolean(list.data?.total) || state !== undefined;
  return (
    <Page
      title={m.title}
      description={m.description}
      crumbs={[{ label: ssoTitle, to: `/${tenant}/enterprise-sso` }]}
      actions={any && make}
    >
      {connector !== undefined && <OfConnector id={connector} />}
      <DataTable
        label={m.list}
        list={list}
        columns={useColumns(can('sso-connectors:write') ? show : undefined)}
        rowKey={({ id }) => id}
        search={page === undefined ? {} : { page }}
        onSearch={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }) })}
        searchable={false}
        filters={<StateFilter state={state} />}
        filtered={state !== undefined}
        onClear={() => void navigate({ search: ({ state: _, ...before }) => before })}
        empty={<Empty icon={IconLink} title={m.emptyTitle} text={m.emptyText} action={make} />}
      />
      {making && <Make {...{ connector, organization }} onClose={() => setMaking(false)} onMade={show} />}
      <SecretOnce
        title={m.copyTitle(shown?.customer ?? '')}
        label={m.copyLabel}
        value={shown?.url}
        onClose={() => setShown(undefined)}
      />
    </Page>
  );
}

function StateFilter({ state }: { state: LinkState | undefined }) {
  const m = useMessages(messages);
  const navigate = setupLinksRoute.useNavigate();
  const options = linkStates.map((value) => ({ value: value as string, label: m.states[value] }));
  return (
    <Select
      aria-label={m.filter}
      placeholder={m.allStates}
      data={options}
      value={state ?? null}
      clearable
      onChange={(value) => {
        const next = linkStates.find((one) => one === value);
        void navigate({
          search: ({ state: _s, page: _p, ...before }) => ({ ...before, ...(next && { state: next }) }),
        });
      }}
    />
  );
}

interface MakeProps {
  connector: string | undefined;
  organization: string | undefined;
  onClose(): void;
  onMade(customer: string, url: string | null): void;
}

function Make({ connector, organization, ...rest }: MakeProps) {
  if (connector !== undefined) return <MakeFor id={connector} {...rest} />;
  if (organization !== undefined) return <MakeForOrganization id={organization} {...rest} />;
  return <SetupLinkDialog {...rest} />;
}

type MakeForProps = Pick<MakeProps, 'onClose' | 'onMade'> & { id: string };

function MakeForOrganization({ id, ...rest }: MakeForProps) {
  const { data } = useApiQuery(['organizations', 'one', id], (api, signal) =>
    api.organizations.get(id, { signal }),
  );
  return data ? <SetupLinkDialog organization={data} {...rest} /> : null;
}

function MakeFor({ id, ...rest }: MakeForProps) {
  const { data } = useConnector(id);
  return data ? <SetupLinkDialog connector={data} {...rest} /> : null;
}

function OfConnector({ id }: { id: string }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { data } = useConnector(id);
  return (
    <Text size="sm">
      {m.of(data?.name ?? id)}{' '}
      <Anchor component={Link} to={`/${tenant}/enterprise-sso/setup-links`} size="sm" underline="always">
        {m.showAll}
      </Anchor>
    </Text>
  );
}

type Show = (customer: string, url: string | null) => void;

function useColumns(show: Show | undefined): Column<SetupLink>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    {
      key: 'customer',
      header: m.columns.customer,
      cell: ({ customer, emails }) => (
        <Stack gap={0}>
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {customer}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {emails.join(', ')}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: m.columns.state,
      cell: ({ state }) => (
        <Badge color={colors[state]} miw="max-content">
          {m.states[state]}
        </Badge>
      ),
    },
    { key: 'progress', header: m.columns.progress, wide: true, cell: (link) => <Steps link={link} /> },
    {
      key: 'expires',
      header: m.columns.expires,
      wide: true,
      cell: ({ expiresAt, state }) => (state === 'revoked' ? '–' : format.dateTime(expiresAt)),
    },
    {
      key: 'actions',
      header: m.columns.actions,
      align: 'right',
      cell: (link) => <Actions link={link} show={show} />,
    },
  ];
}

/** How far it is, as a bar and in words. */
function Steps({ link: { progress, finishedAt } }: { link: SetupLink }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { provider, connected, domains, testedAt, enabled } = progress;
  const steps: [keyof typeof m.steps, boolean][] = [
    ['provider', provider !== null],
    ['connected', connected],
    ['domain', domains.length > 0 && domains.every(({ proved }) => proved)],
    ['tested', testedAt !== null],
    ['finished', finishedAt !== null],
    ['enabled', enabled],
  ];
  const done = steps.filter(([, isDone]) => isDone);
  const words = m.doneOf(format.number(done.length), format.number(steps.length));
  const all = steps.map(([name, isDone]) => `${m.steps[name]}: ${isDone ? m.isDone : m.isOpen}`).join(' · ');
  return (
    <Tooltip label={all} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Stack gap={4} miw={120} tabIndex={0}>
        <Progress value={(done.length / steps.length) * 100} size="sm" aria-label={`${words}. ${all}`} />
        <Text size="xs" c="dimmed">
          {words}
          {done.length > 0 && ` · ${m.steps[done.at(-1)![0]]}`}
        </Text>
      </Stack>
    </Tooltip>
  );
}

function Actions({ link, show }: { link: SetupLink; show: Show | undefined }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const [asked, setAsked] = useState<'renew' | 'revoke'>();
  const { id, customer, connectorId, state } = link;
  const renew = useChange({
    run: (api) => api.setupLinks.renew(id, {}),
    done: () => m.renewed(customer),
    refresh: [setupLinksKey],
    after: ({ url }) => show?.(customer, url),
  });
  const revoke = useChange({
    run: (api) => api.setupLinks.revoke(id),
    done: () => m.revoked(customer),
    refresh: [setupLinksKey],
  });
  const renews = asked === 'renew';
  return (
    <Group gap="xs" justify="flex-end">
      {connectorId !== null && (
        <Button
          component={Link}
          to={`/${tenant}/enterprise-sso/${connectorId}`}
          size="xs"
          variant="subtle"
          aria-label={`${m.toConnector}: ${customer}`}
        >
          {m.toConnector}
        </Button>
      )}
      {show && state !== 'revoked' && (
        <>
          <Button size="xs" variant="default" onClick={() => setAsked('renew')}>
            {m.renew}
          </Button>
          <Button size="xs" variant="light" color="red" onClick={() => setAsked('revoke')}>
            {m.revoke}
          </Button>
        </>
      )}
      <Confirm
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={renews ? m.renewTitle(customer) : m.revokeTitle(customer)}
        action={renews ? m.renew : m.revoke}
        color={renews ? 'gate' : 'red'}
        onConfirm={() => (renews ? renew : revoke).mutateAsync()}
      >
        {renews ? m.renewText : m.revokeText}
      </Confirm>
    </Group>
  );
}
