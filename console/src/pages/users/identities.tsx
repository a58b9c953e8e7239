/** Who a user is at identity providers, and taking such an identity away. */
import type { ExternalIdentity } from '@gatehouse/sdk/management';
import { Accordion, Anchor, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBuilding, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { ConfirmButton } from '../../patterns/confirm-button.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { nameOf, useConnectorNames } from '../../patterns/names.ts';
import { Moment } from '../../patterns/table.tsx';
import { messages } from './detail-messages.ts';
import { IdentityToken } from './identity-token.tsx';
import { userKey, useUser } from './user-context.tsx';

export function Identities() {
  const m = useMessages(messages);
  const { id } = useUser();
  const tenant = useTenantId();
  const connectors = useConnectorNames();
  const { data, error, refetch } = useApiQuery([...userKey(id), 'identities'], (api, signal) =>
    api.users.identities.list(id, { signal }),
  );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0)
    return (
      <Paper>
        <Empty icon={IconBuilding} title={m.noIdentities} text={m.noIdentitiesText} />
      </Paper>
    );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {m.identitiesText}{' '}
        <Anchor
          component={Link}
          to={`/${tenant}/enterprise-sso/attempts`}
          search={{ user: id } as never}
          size="sm"
          underline="always"
        >
          {m.attempts}
        </Anchor>
      </Text>
      {data.map((identity) => (
        <Identity key={identity.id} identity={identity} name={nameOf(connectors, identity.connectorId)} />
      ))}
    </Stack>
  );
}

function Identity({ identity, name }: { identity: ExternalIdentity; name: string }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  return (
    <Paper component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Title order={2} size="h4">
              <Anchor component={Link} to={`/${tenant}/enterprise-sso/${identity.connectorId}`} inherit>
                {name}
              </Anchor>
            </Title>
            {identity.email && <Text size="sm">{identity.email}</Text>}
          </Stack>
          {can('users:write') && <Remove identity={identity} name={name} />}
        </Group>
        <Group gap="xl">
          <Fact label={m.subject}>
            <CopyId value={identity.subject} what={m.subject} />
          </Fact>
          <Fact label={m.linked}>
            <Moment at={identity.createdAt} />
          </Fact>
          <Fact label={m.lastUsed}>
            <Moment at={identity.lastUsedAt} />
          </Fact>
        </Group>
        <Fact label={m.issuer}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {identity.issuer}
          </Text>
        </Fact>
        <IdentityToken identity={identity} name={name} />
        <Accordion variant="default" chevronPosition="left" order={3}>
          <Accordion.Item value="claims">
            <Accordion.Control>{m.claimsReceived}</Accordion.Control>
            <Accordion.Panel>
              <Code block tabIndex={0} role="region" aria-label={m.claimsReceived}>
                {JSON.stringify(identity.claims, null, 2)}
              </Code>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </Stack>
    </Paper>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="div" size="sm">
        {children}
      </Text>
    </Stack>
  );
}

function Remove({ identity, name }: { identity: ExternalIdentity; name: string }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const remove = useChange({
    run: (api) => api.users.identities.delete(id, identity.id),
    done: () => m.removed,
    refresh: [userKey(id)],
  });
  return (
    <ConfirmButton
      label={m.remove}
      button={{ size: 'xs', leftSection: <IconTrash size={14} aria-hidden /> }}
      spoken={m.removeOf(name)}
      title={m.removeTitle(name)}
      action={m.remove}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.removeText}
    </ConfirmButton>
  );
}
