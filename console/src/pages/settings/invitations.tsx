/** Invitations to be an administrator: made, sent again, revoked. Their link is shown once. */
import type { AdministratorInvitation } from '@gatehouse/sdk/management';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconMailPlus, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiList, useChange } from '../../app/queries.ts';
import { useAdminApi, useAdminPermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { SecretOnce } from '../../patterns/secret.tsx';
import { type Column, DataTable, pageSize } from '../../patterns/table.tsx';
import { invitationsKey } from './administrator.ts';
import { messages } from './administrator-messages.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { ListSection } from './list-section.tsx';

const colors = { pending: 'blue', expired: 'orange', accepted: 'teal' } as const;

interface Shown {
  email: string;
  link: string;
}

export function Invitations() {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const { can } = useAdminPermissions();
  const [page, setPage] = useState(1);
  const [inviting, setInviting] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const show = (email: string, link: string | null) => setShown(link === null ? undefined : { email, link });
  const list = useApiList([...invitationsKey, page], (_, signal) =>
    adminApi.administratorInvitations.list({ page, pageSize }, { signal }),
  );
  const invite = can('administrators:write') && (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
      {m.invite}
    </Button>
  );
  return (
    <ListSection title={m.invitations} text={m.invitationsText} action={invite}>
      <DataTable
        label={m.invitations}
        list={list}
        columns={useColumns(can('administrators:write') ? show : undefined)}
        rowKey={({ id }) => id}
        search={page > 1 ? { page } : {}}
        onSearch={(changes) => setPage(changes.page ?? 1)}
        searchable={false}
        empty={<Empty icon={IconMailPlus} title={m.noInvitations} text={m.noInvitationsText} />}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={show} />}
      <SecretOnce
        title={m.linkTitle(shown?.email ?? '')}
        label={m.link}
        value={shown?.link}
        onClose={() => setShown(undefined)}
      />
    </ListSection>
  );
}

type Show = (email: string, link: string | null) => void;

function useColumns(show: Show | undefined): Column<AdministratorInvitation>[] {
  const m = useMessages(messages);
  const format = useFormat();
  return [
    {
      key: 'email',
      header: m.email,
      cell: ({ email, role }) => (
        <Stack gap={0}>
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
          <Text size="xs" c="dimmed">
            {m.roles[role]}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: m.state,
      cell: ({ status }) => <Badge color={colors[status]}>{m.states[status]}</Badge>,
    },
    {
      key: 'expires',
      header: m.expires,
      wide: true,
      cell: ({ status, expiresAt }) => (status === 'accepted' ? '–' : format.dateTime(expiresAt)),
    },
    ...(show
      ? [
          {
            key: 'actions',
            header: m.actionsHeader,
            align: 'right' as const,
            cell: (one: AdministratorInvitation) =>
              one.status !== 'accepted' && <Actions of={one} show={show} />,
          },
        ]
      : []),
  ];
}

function Actions({ of: { id, email }, show }: { of: AdministratorInvitation; show: Show }) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const [asked, setAsked] = useState<'resend' | 'revoke'>();
  const close = () => setAsked(undefined);
  const resend = useChange({
    run: () => adminApi.administratorInvitations.resend(id),
    done: () => m.resent(email),
    refresh: [invitationsKey],
    after: ({ link }) => show(email, link),
  });
  const revoke = useChange({
    run: () => adminApi.administratorInvitations.delete(id),
    done: () => m.revoked(email),
    refresh: [invitationsKey],
  });
  const isResend = asked === 'resend';
  return (
    <Group gap="xs" justify="flex-end">
      <Button size="xs" variant="default" onClick={() => setAsked('resend')}>
        {m.resend}
      </Button>
      <Button size="xs" variant="light" color="red" onClick={() => setAsked('revoke')}>
        {m.revoke}
      </Button>
      <Confirm
        opened={asked !== undefined}
        onClose={close}
        title={isResend ? m.resendTitle(email) : m.revokeTitle(email)}
        action={isResend ? m.resend : m.revoke}
        color={isResend ? 'gate' : undefined}
        onConfirm={() => (isResend ? resend : revoke).mutateAsync()}
      >
        {isResend ? m.resendText : m.revokeText}
      </Confirm>
    </Group>
  );
}
