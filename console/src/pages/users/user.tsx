/** A user's page: who it is, what can be done with the account, and tabs for all that is known. */
import type { User } from '@gatehouse/sdk/management';
import { Alert, Avatar, Group, Stack, Text } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { userName } from '../../patterns/names.ts';
import { Page } from '../../patterns/page.tsx';
import { Moment } from '../../patterns/table.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { UnloadedPage } from '../../patterns/unloaded-page.tsx';
import { UserActions } from './actions.tsx';
import { messages } from './detail-messages.ts';
import { StateBadge } from './list.tsx';
import { ManagedBy } from './managed.tsx';
import { SecondFactor } from './second-factor.tsx';
import { UserContext, userKey } from './user-context.tsx';

const route = getRouteApi('/$tenant/users/$id');

export function UserPage() {
  const m = useMessages(messages);
  const { tenant, id } = route.useParams();
  const tabs = useTabs();
  const { data, error, refetch } = useApiQuery(userKey(id), (api, signal) => api.users.get(id, { signal }));
  const crumbs = [{ label: m.users, to: `/${tenant}/users` }];
  if (!data) return <UnloadedPage title={id} crumbs={crumbs} error={error} retry={refetch} />;
  return (
    <Page
      title={userName(data)}
      crumbs={crumbs}
      beside={<StateBadge user={data} />}
      actions={<UserActions user={data} />}
    >
      <Head user={data} />
      <UserContext.Provider key={id} value={data}>
        <RouteTabs base={`/${tenant}/users/${id}`} tabs={tabs} label={m.tabs.label} />
      </UserContext.Provider>
    </Page>
  );
}

function useTabs() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  return [
    { path: 'profile', label: m.tabs.profile, shown: true },
    { path: 'identities', label: m.tabs.identities, shown: true },
    { path: 'sessions', label: m.tabs.sessions, shown: can('sessions:read') },
    { path: 'access', label: m.tabs.access, shown: true },
    { path: 'history', label: m.tabs.history, shown: can('audit-events:read') },
    { path: 'custom-data', label: m.tabs.customData, shown: true },
  ].filter(({ shown }) => shown);
}

function Head({ user }: { user: User }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { can } = usePermissions();
  const { hasPassword, passwordChangedAt, suspendedAt } = user;
  const set = passwordChangedAt ? m.passwordSet(format.ago(passwordChangedAt)) : m.passwordYes;
  return (
    <Stack gap="md">
      <Group gap="lg" wrap="nowrap" align="flex-start">
        <Avatar src={user.picture} name={userName(user)} color="gate" size={56} alt="" />
        <Stack gap={6} miw={0}>
          <CopyId value={user.id} what={m.userId} />
          <Group style={{ gap: '2px var(--mantine-spacing-lg)' }}>
            <Fact label={m.lastSignIn}>
              <Moment at={user.lastSignInAt} />
            </Fact>
            <Fact label={m.created}>
              <Moment at={user.createdAt} />
            </Fact>
            <Fact label={m.password}>{hasPassword ? set : m.passwordNo}</Fact>
          </Group>
          <SecondFactor user={user} />
        </Stack>
      </Group>
      {suspendedAt && (
        <Alert color="red" icon={<IconUserOff aria-hidden />}>
          {m.suspendedSince(format.ago(suspendedAt))}
        </Alert>
      )}
      <ManagedBy userId={user.id} />
      {!can('users:write') && (
        <Text size="sm" c="dimmed">
          {m.readOnly}
        </Text>
      )}
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Text size="sm" component="div">
      <Text span size="sm" c="dimmed">
        {label}
      </Text>{' '}
      {children}
    </Text>
  );
}
