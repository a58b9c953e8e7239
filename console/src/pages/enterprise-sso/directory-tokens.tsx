/** The tokens of a directory: two at once, so that one can be replaced without a pause. */
import type { DirectorySyncToken, NewDirectorySyncToken } from '@gatehouse/sdk/management';
import { Badge, Box, Button, Code, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { DeleteIcon } from '../../patterns/delete-button.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { SecretOnce } from '../../patterns/secret.tsx';
import { Moment } from '../../patterns/table.tsx';
import { directoryKey, useThisConnector } from './data.ts';
import { messages } from './messages-directory.ts';

const mostValid = 2;

export function DirectoryTokens() {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const [value, show] = useState<string>();
  const { data, error, refetch } = useApiQuery([...directoryKey(id), 'tokens'], (api, signal) =>
    api.ssoConnectors.scim.tokens.list(id, {}, { signal }),
  );
  const create = useChange<void, NewDirectorySyncToken>({
    run: (api) => api.ssoConnectors.scim.tokens.create(id, {}),
    refresh: [directoryKey(id)],
    after: (token) => show(token.value ?? undefined),
  });
  const isFull = (data?.items ?? []).filter(({ state }) => state === 'valid').length >= mostValid;
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Text size="sm" fw={500}>
            {m.tokens}
          </Text>
          <Text size="xs" c="dimmed" maw={560}>
            {isFull ? m.tooMany : m.tokensText}
          </Text>
        </Stack>
        {can('sso-connectors:write') && (
          <Button
            variant={data?.total === 0 ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => create.mutate()}
            loading={create.isPending}
            disabled={!data || isFull}
          >
            {m.newToken}
          </Button>
        )}
      </Group>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={1} />}
      {data?.total === 0 && <Text size="sm">{m.noToken}</Text>}
      {data && data.total > 0 && <Tokens tokens={data.items} />}
      <SecretOnce title={m.tokenOnce} label={m.token} value={value} onClose={() => show(undefined)} />
    </Stack>
  );
}

function Tokens({ tokens }: { tokens: readonly DirectorySyncToken[] }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const mayWrite = can('sso-connectors:write');
  return (
    <Box style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={m.tokens}>
      <Table aria-label={m.tokens}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.begins}</Table.Th>
            <Table.Th>{m.expires}</Table.Th>
            <Table.Th visibleFrom="sm">{m.lastUsed}</Table.Th>
            {mayWrite && (
              <Table.Th>
                <VisuallyHidden>{m.actions}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>
                <Code>{token.hint}…</Code>
              </Table.Td>
              <Table.Td>
                <Expiry token={token} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Moment at={token.lastUsedAt} />
              </Table.Td>
              {mayWrite && (
                <Table.Td ta="right">
                  <Revoke token={token} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function Expiry({ token: { state, expiresAt } }: { token: DirectorySyncToken }) {
  const m = useMessages(messages);
  const format = useFormat();
  if (state === 'expired') return <Badge color="red">{m.expired}</Badge>;
  return <time dateTime={expiresAt}>{format.date(expiresAt)}</time>;
}

function Revoke({ token }: { token: DirectorySyncToken }) {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const revoke = useChange({
    run: (api) => api.ssoConnectors.scim.tokens.delete(id, token.id),
    done: () => m.revoked,
    refresh: [directoryKey(id)],
  });
  return (
    <DeleteIcon
      label={m.revoke(token.hint)}
      title={m.revokeTitle}
      action={m.revokeAction}
      onConfirm={() => revoke.mutateAsync()}
    >
      {m.revokeText}
    </DeleteIcon>
  );
}
