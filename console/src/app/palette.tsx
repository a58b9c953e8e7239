/** Command palette and global search: finds pages, applications, connectors, and people. */
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconApps, IconBuilding, IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { defineMessages, useMessages } from './i18n.ts';
import { navigation, navigationMessages } from './navigation.ts';
import { useApiQuery } from './queries.ts';
import { usePermissions, useTenantId } from './session.tsx';

const messages = defineMessages(
  {
    placeholder: 'Search pages, applications, connectors, people',
    nothing: 'Nothing found',
    pages: 'Pages',
  },
  { placeholder: '搜索页面、应用、连接器、人员', nothing: '未找到结果', pages: '页面' },
);

interface Found {
  applications: { id: string; name: string }[];
  connectors: { id: string; name: string }[];
  users: { id: string; name: string | null; email: string | null; username: string | null }[];
}

function useFound(text: string): Found {
  const { can } = usePermissions();
  const { data } = useApiQuery<Found>(
    ['search', text],
    async (api, signal) => {
      const query = { search: text, pageSize: 5 };
      const [applications, connectors, users] = await Promise.all([
        can('applications:read') ? api.applications.list(query, { signal }) : { items: [] },
        can('sso-connectors:read') ? api.ssoConnectors.list(query, { signal }) : { items: [] },
        can('users:read') ? api.users.list(query, { signal }) : { items: [] },
      ]);
      return { applications: applications.items, connectors: connectors.items, users: users.items };
    },
    { enabled: text.length >= 2 },
  );
  return text.length >= 2 && data ? data : { applications: [], connectors: [], users: [] };
}

/** Opens as soon as it is there; afterwards the button and the keys of palette-button.tsx open it again. */
export function Palette() {
  useEffect(() => spotlight.open(), []);
  const m = useMessages(messages);
  const names = useMessages(navigationMessages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const { can } = usePermissions();
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 200);
  const { applications, connectors, users } = useFound(settled);
  const go = (path: string) => () => void navigate({ to: `/${tenant}/${path}` });
  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase());
  const groups: SpotlightActionGroupData[] = [
    {
      group: m.pages,
      actions: navigation
        .filter(({ permission, name }) => can(permission) && matches(names[name]))
        .map(({ name, path, icon: Icon }) => ({
          id: path,
          label: names[name],
          leftSection: <Icon size={18} aria-hidden />,
          onClick: go(path),
        })),
    },
    {
      group: names.applications,
      actions: applications.map(({ id, name }) => ({
        id,
        label: name,
        description: id,
        leftSection: <IconApps size={18} aria-hidden />,
        onClick: go(`applications/${id}`),
      })),
    },
    {
      group: names.sso,
      actions: connectors.map(({ id, name }) => ({
        id,
        label: name,
        description: id,
        leftSection: <IconBuilding size={18} aria-hidden />,
        onClick: go(`enterprise-sso/${id}`),
      })),
    },
    {
      group: names.users,
      actions: users.map((user) => ({
        id: user.id,
        label: user.name ?? user.email ?? user.username ?? user.id,
        description: user.email ?? user.id,
        leftSection: <IconUser size={18} aria-hidden />,
        onClick: go(`users/${user.id}`),
      })),
    },
  ].filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight
      shortcut={null}
      actions={groups}
      filter={(_, all) => all}
      query={query}
      onQueryChange={setQuery}
      nothingFound={m.nothing}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: m.placeholder,
        'aria-label': m.placeholder,
      }}
    />
  );
}
