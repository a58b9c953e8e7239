/** Whether a token of the provider is kept for an identity, and deleting it. */
import type { ExternalIdentity, SsoStoredTokens } from '@gatehouse/sdk/management';
import { Group, Stack, Text } from '@mantine/core';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { ConfirmButton } from '../../patterns/confirm-button.tsx';
import { messages } from './messages-tokens.ts';
import { userKey, useUser } from './user-context.tsx';

export function IdentityToken({ identity, name }: { identity: ExternalIdentity; name: string }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const { data } = useApiQuery([...userKey(id), 'sso-tokens'], (api, signal) =>
    api.users.ssoTokens.list(id, { signal }),
  );
  const tokens = data?.find((one) => one.id === identity.id);
  if (!tokens) return null;
  return (
    <Group justify="space-between" align="flex-end">
      <Stack gap={2} flex={1} miw={0}>
        <Text size="xs" c="dimmed">
          {m.label}
        </Text>
        <State tokens={tokens} />
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {tokens.scope}
        </Text>
      </Stack>
      {can('users:write') && <Remove identity={identity} name={name} />}
    </Group>
  );
}

function State({ tokens: { hasRefreshToken, expiresAt } }: { tokens: SsoStoredTokens }) {
  const m = useMessages(messages);
  const format = useFormat();
  const words = () => {
    if (hasRefreshToken) return m.renewable;
    if (expiresAt === null) return m.stored;
    return new Date(expiresAt) > new Date() ? m.until(format.dateTime(expiresAt)) : m.ended;
  };
  return <Text size="sm">{words()}</Text>;
}

function Remove({ identity, name }: { identity: ExternalIdentity; name: string }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const remove = useChange({
    run: (api) => api.users.ssoTokens.delete(id, identity.id),
    done: () => m.removed,
    refresh: [userKey(id)],
  });
  return (
    <ConfirmButton
      label={m.remove}
      button={{ size: 'xs' }}
      spoken={m.removeOf(name)}
      title={m.removeTitle(name)}
      action={m.remove}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.removeText}
    </ConfirmButton>
  );
}
