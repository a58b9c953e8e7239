/** Says that a directory manages the user, so that whoever changes something here knows what will be changed back. */
import { Alert, Anchor, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { defineMessages, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { nameOf, useConnectorNames } from '../../patterns/names.ts';
import { userKey } from './user-context.tsx';

const messages = defineMessages(
  {
    managed: 'Managed by directory sync',
    text: (userName: string) =>
      `The directory knows this person as ${userName}. What it sends replaces what is changed here.`,
    inactive: 'It says that the person is not active.',
  },
  {
    managed: '由目录同步管理',
    text: (userName) => `目录中此人的名称为 ${userName}。目录发送的内容会覆盖此处的更改。`,
    inactive: '目录表示此人已停用。',
  },
);

export function ManagedBy({ userId }: { userId: string }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const connectors = useConnectorNames();
  const { data } = useApiQuery([...userKey(userId), 'directory-sync'], (api, signal) =>
    api.users.directorySync.list(userId, { signal }),
  );
  return data?.map(({ connectorId, userName, active }) => (
    <Alert
      key={connectorId}
      color="blue"
      icon={<IconRefresh aria-hidden />}
      role="note"
      title={
        <>
          {m.managed}
          {' · '}
          <Anchor
            component={Link}
            to={`/${tenant}/enterprise-sso/${connectorId}/directory-sync`}
            inherit
            c="inherit"
            underline="always"
          >
            {nameOf(connectors, connectorId)}
          </Anchor>
        </>
      }
    >
      <Text size="sm">
        {m.text(userName)} {!active && m.inactive}
      </Text>
    </Alert>
  ));
}
