/** What applications got from a user: refresh tokens and the like, which outlive a session. */
import type { Grant } from '@gatehouse/sdk/management';
import { Anchor, Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { nameOf, useApplicationNames } from '../../patterns/names.ts';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { messages } from './detail-messages.ts';
import { userKey, useUser } from './user-context.tsx';

export function ApplicationAccess() {
  const m = useMessages(messages);
  const { id } = useUser();
  const { data, error, refetch } = useApiQuery([...userKey(id), 'grants'], (api, signal) =>
    api.users.grants.list(id, { signal }),
  );
  return (
    <Section title={m.grantsTitle} description={m.grantsText}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {m.noGrants}
        </Text>
      )}
      {data && data.length > 0 && <Grants grants={data} />}
    </Section>
  );
}

function Grants({ grants }: { grants: readonly Grant[] }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const applications = useApplicationNames();
  const { can } = usePermissions();
  return (
    <Table aria-label={m.grantsTitle}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{m.application}</Table.Th>
          <Table.Th>{m.since}</Table.Th>
          <Table.Th visibleFrom="sm">{m.expires}</Table.Th>
          {can('sessions:write') && (
            <Table.Th>
              <VisuallyHidden>{m.revoke}</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {grants.map((grant) => (
          <Table.Tr key={grant.id}>
            <Table.Td>
              <Anchor component={Link} to={`/${tenant}/applications/${grant.applicationId}`} size="sm">
                {nameOf(applications, grant.applicationId)}
              </Anchor>
            </Table.Td>
            <Table.Td>
              <Moment at={grant.createdAt} />
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <Moment at={grant.expiresAt} />
            </Table.Td>
            {can('sessions:write') && (
              <Table.Td ta="right">
                <Revoke grant={grant} name={nameOf(applications, grant.applicationId)} />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Revoke({ grant, name }: { grant: Grant; name: string }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const [opened, { open, close }] = useDisclosure(false);
  const revoke = useChange({
    run: (api) => api.users.grants.delete(id, grant.id),
    done: () => m.revoked(name),
    refresh: [userKey(id)],
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={m.revokeOf(name)}>
        {m.revoke}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.revokeTitle(name)}
        action={m.revokeAction}
        onConfirm={() => revoke.mutateAsync()}
      >
        {m.revokeText}
      </Confirm>
    </>
  );
}
