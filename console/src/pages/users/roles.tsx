/** A user's roles: those given by hand are chosen here, those from connectors and directories are only told. */
import type { UserRole } from '@gatehouse/sdk/management';
import { Badge, Group, MultiSelect, Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { useConnectorNames } from '../../patterns/names.ts';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages } from './messages-roles.ts';
import { userKey, useUser } from './user-context.tsx';

interface Values {
  roleIds: string[];
}

interface Option {
  value: string;
  label: string;
}

export function UserRoles() {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const roles = useApiQuery([...userKey(id), 'roles'], (api, signal) => api.users.roles.list(id, { signal }));
  const all = useApiQuery(
    ['roles', 'names'],
    async (api, signal) => {
      const options: Option[] = [];
      for await (const role of api.roles.iterate({ pageSize: 100 }, { signal })) {
        options.push({ value: role.id, label: role.name });
        if (options.length >= 1_000) break;
      }
      return options;
    },
    { enabled: can('roles:read') },
  );
  const error = roles.error ?? all.error;
  const options = can('roles:read') ? all.data : [];
  return (
    <Section title={m.title} description={m.text}>
      {error && <Failure error={error} retry={() => void Promise.all([roles.refetch(), all.refetch()])} />}
      {!error && !(roles.data && options) && <Loading rows={2} />}
      {roles.data && options && <RolesForm roles={roles.data} options={options} />}
    </Section>
  );
}

const toBody = ({ roleIds }: Values) => ({ roleIds: [...roleIds].sort() });

function RolesForm({ roles, options }: { roles: readonly UserRole[]; options: Option[] }) {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const manual = roles.filter(({ sources }) => sources.includes('manual'));
  const form = useSettings<Values, Values, unknown>({
    stored: { roleIds: manual.map((role) => role.id) },
    // The list has no version of its own.
    etag: JSON.stringify(roles),
    toBody,
    save: (api, { roleIds = [] }) => api.users.roles.set(id, { roleIds }),
    refresh: [userKey(id), ['roles']],
    done: m.saved,
  });
  const data = options.length > 0 ? options : manual.map((role) => ({ value: role.id, label: role.name }));
  return (
    <form onSubmit={form.submit}>
      <Stack>
        {data.length === 0 ? (
          <Text size="sm" c="dimmed">
            {m.none}
          </Text>
        ) : (
          <MultiSelect
            label={m.byHand}
            data={data}
            searchable
            readOnly={!can('users:write')}
            maw={560}
            placeholder={form.values.roleIds.length > 0 ? '' : m.nothing}
            {...form.value<string[]>('roleIds')}
          />
        )}
        <FromElsewhere roles={roles} />
        {form.bar}
      </Stack>
    </form>
  );
}

function FromElsewhere({ roles }: { roles: readonly UserRole[] }) {
  const m = useMessages(messages);
  const connectors = useConnectorNames();
  const given = roles.flatMap(({ id, name, sources }) =>
    sources.filter((source) => source !== 'manual').map((source) => ({ id, name, source })),
  );
  if (given.length === 0) return null;
  const words = (source: string) => {
    const connector = source.slice(source.indexOf(':') + 1);
    const name = connectors.find(({ id }) => id === connector)?.name ?? connector;
    return source.startsWith('scim:') ? m.byDirectory(name) : m.bySignIn(name);
  };
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {m.elsewhere}
      </Text>
      {given.map(({ id, name, source }) => (
        <Group key={`${id} ${source}`} gap="xs">
          <Badge>{name}</Badge>
          <Text size="sm" c="dimmed">
            {words(source)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
