/** What a role brings: a tick for each permission of the API resources. */
import type { ApiResource } from '@gatehouse/sdk/management';
import { Checkbox, Code, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { type LoadedRole, rolesKey } from './data.ts';
import { messages } from './messages.ts';

/** Names of permissions by the id of their resource. */
interface Values {
  given: Record<string, readonly string[]>;
}

const toBody = ({ given }: Values) => ({
  grants: Object.entries(given)
    .filter(([, names]) => names.length > 0)
    .map(([resourceId, names]) => ({ resourceId, permissions: [...names].sort() })),
});

export function RolePermissions({ role }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const resources = useApiQuery(
    ['api-resources', 'all'],
    async (api, signal) => (await api.apiResources.list({ pageSize: 100 }, { signal })).items,
    { enabled: can('api-resources:read') },
  );
  const note = (text: string) => (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
  const content = () => {
    if (!can('api-resources:read')) return note(m.mayNotReadResources);
    if (resources.error) return <Failure error={resources.error} retry={() => void resources.refetch()} />;
    if (!resources.data) return <Loading rows={2} />;
    if (resources.data.length === 0) return note(m.noResources);
    return <PermissionForm role={role} resources={resources.data} />;
  };
  return (
    <Section title={m.permissions} description={m.permissionsText}>
      {content()}
    </Section>
  );
}

function PermissionForm({ role, resources }: { role: LoadedRole; resources: readonly ApiResource[] }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const form = useSettings<Values, ReturnType<typeof toBody>, unknown>({
    stored: { given: Object.fromEntries(role.permissions.map((one) => [one.resourceId, one.permissions])) },
    etag: role.etag,
    toBody,
    save: (api, { grants = [] }, ifMatch) => api.roles.setPermissions(role.id, grants, { ifMatch }),
    refresh: [rolesKey],
    done: m.permissionsSaved,
  });
  const { given } = form.values;
  // Set as a whole: ids may hold what would look like a path.
  const give = (id: string, name: string, on: boolean) => {
    const names = given[id] ?? [];
    form.set('given', { ...given, [id]: on ? [...names, name] : names.filter((one) => one !== name) });
  };
  return (
    <form onSubmit={form.submit}>
      <Fieldset variant="unstyled" mx={0} disabled={!can('roles:write')}>
        <Stack>
          {resources.map((resource) => (
            <Resource
              key={resource.id}
              resource={resource}
              given={given[resource.id] ?? []}
              give={(name, on) => give(resource.id, name, on)}
            />
          ))}
          {form.bar}
        </Stack>
      </Fieldset>
    </form>
  );
}

function Resource(props: {
  resource: ApiResource;
  given: readonly string[];
  give(name: string, on: boolean): void;
}) {
  const m = useMessages(messages);
  const { resource, given, give } = props;
  const legend = (
    <Group gap="xs">
      {resource.name}
      <Code>{resource.indicator}</Code>
    </Group>
  );
  return (
    <Fieldset mx={0} legend={legend}>
      <Stack gap="xs">
        {resource.permissions.map(({ name, description, grantedToEveryone }) => (
          <Checkbox
            key={name}
            label={grantedToEveryone ? `${name} (${m.everyonesPermission})` : name}
            description={description}
            checked={given.includes(name)}
            onChange={(event) => give(name, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
