/** Tabs whose choice is in the address, so that each can be linked to: links that look like tabs. */
import { Tabs } from '@mantine/core';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';

export interface RouteTab {
  /** Last part of the address. */
  path: string;
  label: string;
}

/** Shows the tabs and the chosen tab's route below them. `base` is the address of the page that has them. */
export function RouteTabs({ base, tabs, label }: { base: string; tabs: readonly RouteTab[]; label: string }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const current = tabs.find(({ path }) => pathname.startsWith(`${base}/${path}`))?.path ?? tabs[0]?.path;
  return (
    <Tabs
      value={current}
      onChange={(path) => path && void navigate({ to: `${base}/${path}` })}
      activateTabWithKeyboard={false}
      keepMounted={false}
    >
      <Tabs.List aria-label={label} style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
        {tabs.map(({ path, label: name }) => (
          <Tabs.Tab
            key={path}
            value={path}
            component={Link as never}
            {...({ to: `${base}/${path}` } as object)}
          >
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {/* One panel for all: tabs that appear once permissions are known must not make the page below anew. */}
      {current && (
        <Tabs.Panel value={current} pt="lg">
          <Outlet />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}
