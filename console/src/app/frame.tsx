/** The frame around every page: top bar, navigation, command palette, and the session that all of it needs. */
import { AppShell, Badge, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Loading } from '../patterns/loading.tsx';
import { AccountMenu } from './account-menu.tsx';
import { defineMessages, useMessages } from './i18n.ts';
import { navigation, navigationMessages } from './navigation.ts';
import { NoRole } from './no-role.tsx';
import { PaletteButton } from './palette-button.tsx';
import { rememberTenant, tenantRoute } from './root-route.tsx';
import { TenantSession, usePermissions, useTenantId } from './session.tsx';
import { TenantSwitcher } from './tenant-switcher.tsx';

const messages = defineMessages(
  { skip: 'Skip to the content', menu: 'Open or close the navigation', main: 'Main navigation' },
  { skip: '跳到内容', menu: '打开或关闭导航', main: '主导航' },
);

export function Frame() {
  const { tenant } = tenantRoute.useParams();
  return (
    <TenantSession tenant={tenant} fallback={<Loading />}>
      <Shell />
    </TenantSession>
  );
}

function Shell() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => rememberTenant(tenant), [tenant]);
  useEffect(() => {
    close();
    // A new page begins at its beginning for those who don't see it change, too.
    if (shown.current !== pathname && !document.querySelector('[role=dialog]'))
      main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="skip-link" href="#content">
        {m.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={m.menu} />
            <Logo />
            <TenantSwitcher />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={m.main}>
        <AppShell.Section grow component={ScrollArea}>
          <Navigation />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} ref={main}>
        <Content />
      </AppShell.Main>
    </AppShell>
  );
}

function Content() {
  const { known, can } = usePermissions();
  if (known && !navigation.some(({ permission }) => can(permission))) return <NoRole />;
  return <Outlet />;
}

function Logo() {
  return (
    <Group gap={8} wrap="nowrap" visibleFrom="xs">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#3b5bdb" />
        <path d="M9 25V14a7 7 0 0 1 14 0v11h-4.5v-9.5a2.5 2.5 0 0 0-5 0V25z" fill="#fff" />
      </svg>
      <Text fw={700} visibleFrom="md">
        Gatehouse
      </Text>
    </Group>
  );
}

function Navigation() {
  const m = useMessages(navigationMessages);
  const { can } = usePermissions();
  const tenant = useTenantId();
  const { pathname } = useLocation();
  const offered = navigation.filter(({ permission }) => can(permission));
  const groups = [...new Set(offered.map(({ group }) => group))];
  return groups.map((group) => (
    <div key={group} role="group" aria-label={m.groups[group]}>
      <Text size="xs" fw={600} c="dimmed" px="sm" pt="sm" pb={4}>
        {m.groups[group]}
      </Text>
      {offered
        .filter((item) => item.group === group)
        .map(({ name, path, icon: Icon }) => {
          const to = `/${tenant}/${path}`;
          const active = pathname === to || pathname.startsWith(`${to}/`);
          return (
            <NavLink
              key={name}
              component={Link}
              to={to}
              label={m[name]}
              active={active}
              aria-current={active ? 'page' : undefined}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
            />
          );
        })}
    </div>
  ));
}

export function TagBadge({ tag }: { tag: string }) {
  return (
    <Badge size="sm" color={tag === 'production' ? 'red' : 'teal'}>
      {tag}
    </Badge>
  );
}
