/** Who belongs to the organization, how they came, and adding and removing them. */
import type { OrganizationMember } from '@gatehouse/sdk/management';
import { Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiList, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { ConfirmButton } from '../../patterns/confirm-button.tsx';
import { DialogButton } from '../../patterns/dialog-button.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { nameOf, useConnectorNames, userName } from '../../patterns/names.ts';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { organizationsKey, useThisOrganization } from './data.ts';
import { messages } from './messages.ts';
import { membersRoute } from './routes.ts';

const membersKey = (id: string) => [...organizationsKey, 'members', id];

const memberName = ({ name, username, email, userId }: OrganizationMember): string =>
  name ?? email ?? username ?? userId;

export function Members() {
  const { members: m } = useMessages(messages);
  const { id } = useThisOrganization();
  const tenant = useTenantId();
  const { page } = membersRoute.useSearch();
  const navigate = membersRoute.useNavigate();
  const asked = { page: page ?? 1, pageSize };
  const list = useApiList([...membersKey(id), asked], (api, signal) =>
    api.organizations.members.list(id, asked, { signal }),
  );
  return (
    <Section title={m.title} description={m.text} actions={<Add />}>
      <DataTable
        label={m.list}
        list={list}
        columns={useColumns()}
        rowKey={({ userId }) => userId}
        rowLink={({ userId }) => `/${tenant}/users/${userId}/profile`}
        search={{ page }}
        onSearch={({ page: next }) => void navigate({ search: next === undefined ? {} : { page: next } })}
        searchable={false}
        empty={<Empty icon={IconUsers} title={m.emptyTitle} text={m.emptyText} />}
      />
    </Section>
  );
}

function useColumns(): Column<OrganizationMember>[] {
  const { members: m } = useMessages(messages);
  const { can } = usePermissions();
  const connectors = useConnectorNames();
  const how = (source: string) => {
    const [kind, connector = ''] = source.split(':');
    if (kind === 'sso') return m.sso(nameOf(connectors, connector));
    return kind === 'scim' ? m.scim(nameOf(connectors, connector)) : m.manual;
  };
  return [
    { key: 'person', header: m.person, cell: memberName },
    { key: 'email', header: m.email, cell: ({ email }) => email, wide: true },
    { key: 'how', header: m.how, cell: ({ source }) => how(source), wide: true },
    { key: 'since', header: m.since, cell: ({ joinedAt }) => <Moment at={joinedAt} />, wide: true },
    ...(can('organizations:write')
      ? [
          {
            key: 'remove',
            header: m.remove,
            cell: (member: OrganizationMember) => <Remove member={member} />,
          },
        ]
      : []),
  ];
}

function Remove({ member }: { member: OrganizationMember }) {
  const { members: m } = useMessages(messages);
  const { id } = useThisOrganization();
  const name = memberName(member);
  const remove = useChange({
    run: (api) => api.organizations.members.delete(id, member.userId),
    done: () => m.removed(name),
    refresh: [organizationsKey],
  });
  return (
    <ConfirmButton
      label={m.remove}
      button={{ size: 'compact-sm' }}
      spoken={m.removeOf(name)}
      title={m.removeTitle(name)}
      action={m.remove}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.removeText}
    </ConfirmButton>
  );
}

function Add() {
  const { members: m } = useMessages(messages);
  const { can } = usePermissions();
  if (!can('organizations:write') || !can('users:read')) return null;
  return <DialogButton label={m.add} icon={IconUserPlus} dialog={(close) => <AddDialog onClose={close} />} />;
}

function AddDialog({ onClose }: { onClose(): void }) {
  const all = useMessages(messages);
  const { members: m } = all;
  const { id } = useThisOrganization();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const asked = { pageSize: 20, ...(search !== '' && chosen === null && { search }) };
  const { data } = useApiList(['users', 'find', asked], (api, signal) => api.users.list(asked, { signal }));
  const users = data?.items ?? [];
  const add = useChange({
    run: (api) => api.organizations.members.set(id, chosen ?? ''),
    done: () => m.added(users.find((user) => user.id === chosen)?.name ?? m.person),
    refresh: [organizationsKey],
    after: onClose,
  });
  const label = (user: (typeof users)[number]) =>
    [...new Set([userName(user), user.email ?? user.username])].filter(Boolean).join(' · ');
  return (
    <Modal opened onClose={onClose} title={m.add} closeButtonProps={{ 'aria-label': all.cancel }} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) add.mutate();
        }}
      >
        <Stack>
          <Select
            label={m.find}
            description={m.findHint}
            data-autofocus
            searchable
            value={chosen}
            onChange={setChosen}
            searchValue={typed}
            onSearchChange={setTyped}
            data={users.map((user) => ({ value: user.id, label: label(user) }))}
            filter={({ options }) => options}
            nothingFoundMessage={<Text size="sm">{m.nobody}</Text>}
          />
          <DialogButtons
            onCancel={onClose}
            action={m.add}
            saving={add.isPending}
            disabled={chosen === null}
          />
        </Stack>
      </form>
    </Modal>
  );
}
