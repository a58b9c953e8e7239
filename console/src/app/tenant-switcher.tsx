/** Which tenant is managed, and the way to another or a new one. */
import { Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { TagBadge } from './frame.tsx';
import { defineMessages, useMessages } from './i18n.ts';
import { useAdminApi, useAdminPermissions, useTenantId } from './session.tsx';

const NewTenant = lazy(() =>
  import('./new-tenant.tsx').then(({ NewTenant: component }) => ({ default: component })),
);

const messages = defineMessages(
  {
    switch: ' – switch to another tenant',
    tenants: 'Tenants',
    create: 'New tenant',
    admin: 'The people who run this installation',
  },
  {
    switch: ' – 切换到其他租户',
    tenants: '租户',
    create: '新建租户',
    admin: '管理此系统的人员',
  },
);

/** All tenants of the installation; those who may not list them see the one they are in. */
export function useTenants() {
  const adminApi = useAdminApi();
  const { can } = useAdminPermissions();
  const { data } = useQuery({
    queryKey: ['tenants'],
    queryFn: ({ signal }) => adminApi.tenants.list({ pageSize: 100 }, { signal }),
    enabled: can('tenants:read'),
    staleTime: 60_000,
  });
  return data?.items ?? [];
}

/** The tenant in the address, once it is known. */
export function useTenant() {
  const id = useTenantId();
  return useTenants().find((tenant) => tenant.id === id);
}

export function TenantSwitcher() {
  const m = useMessages(messages);
  const id = useTenantId();
  const tenants = useTenants();
  const current = tenants.find((tenant) => tenant.id === id);
  const { can } = useAdminPermissions();
  const navigate = useNavigate();
  const [creating, { open, close }] = useDisclosure(false);
  const go = (tenant: string) => navigate({ to: '/$tenant/get-started', params: { tenant } });
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" size="xs" h={34} rightSection={<IconSelector size={14} aria-hidden />}>
            <Text size="sm" fw={600} truncate maw={{ base: 84, xs: 160 }} mr={6}>
              {current?.name ?? id}
            </Text>
            {current && <TagBadge tag={current.tag} />}
            <VisuallyHidden>{m.switch}</VisuallyHidden>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{m.tenants}</Menu.Label>
          {tenants.map((tenant) => (
            <Menu.Item
              key={tenant.id}
              onClick={() => void go(tenant.id)}
              aria-current={tenant.id === id}
              leftSection={
                tenant.id === id ? <IconCheck size={16} aria-hidden /> : <span style={{ width: 16 }} />
              }
              rightSection={<TagBadge tag={tenant.tag} />}
            >
              <Text size="sm">{tenant.name}</Text>
              <Text size="xs" c="dimmed">
                {tenant.id === 'admin' ? m.admin : tenant.id}
              </Text>
            </Menu.Item>
          ))}
          {can('tenants:write') && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
                {m.create}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {creating && (
        <Suspense>
          <NewTenant onClose={close} onCreated={(tenant) => void go(tenant)} />
        </Suspense>
      )}
    </>
  );
}
