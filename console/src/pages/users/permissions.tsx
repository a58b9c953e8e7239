/** What a user may do at the tenant's own APIs: a tick for each permission. */
import type { ApiResource, PermissionGrant } from '@gatehouse/sdk/management';
import { Checkbox, Code, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { messages } from './detail-messages.ts';
import { userKey, useUser } from './user-context.tsx';

/** Names of permissions by the id of their resource. */
interface Values {
  given: Record<string, readonly string[]>;
}

export function ApiPermissions() {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const resources = useApiQuery(
    ['api-resources', 'all'],
    async (api, signal) => (await api.apiResources.list({ pageSize: 100 }, { signal })).items,
    { enabled: can('api-resources:read') },
  );
  const grants = useApiQuery([...userKey(id), 'permissions'], (api, signal) =>
    api.users.permissions.list(id, { signal }),
  );
  const error = grants.error ?? resources.error;
  if (!can('api-resources:read')) return null;
  return (
    <Section title={m.permissionsTitle} description={m.permissionsText}>
      {error && (
        <Failure error={error} retry={() => void Promise.all([grants.refetch(), resources.refetch()])} />
      )}
      {!error && !(grants.data && resources.data) && <Loading rows={2} />}
      {grants.data && resources.data && <PermissionForm grants={grants.data} resources={resources.data} />}
    </Section>
  );
}

const toBody = ({ given }: Values) => ({
  grants: Object.entries(given)
    .filter(([, names]) => names.length > 0)
    .map(([resourceId, names]) => ({ resourceId, permissions: [...names].sort() })),
});

function PermissionForm({
  grants,
  resources,
}: {
  grants: readonly PermissionGrant[];
  resources: readonly ApiResource[];
}) {
  const m = useMessages(messages);
  const { id } = useUser();
  const { can } = usePermissions();
  const form = useSettings<Values, ReturnType<typeof toBody>, unknown>({
    stored: { given: Object.fromEntries(grants.map((one) => [one.resourceId, one.permissions])) },
    // The list of permissions has no version of its own.
    etag: JSON.stringify(grants),
    toBody,
    save: (api, { grants: wanted = [] }) => api.users.permissions.set(id, wanted),
    refresh: [userKey(id)],
    done: m.permissionsSaved,
  });
  if (resources.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.noResources}
      </Text>
    );
  return (
    <form onSubmit={form.submit}>
      <Fieldset variant="unstyled" mx={0} disabled={!can('users:write')}>
        <Stack>
          {resources.map((resource) => (
            <Resource key={resource.id} resource={resource} form={form} />
          ))}
          {form.bar}
        </Stack>
      </Fieldset>
    </form>
  );
}

function Resource({ resource, form }: { resource: ApiResource; form: Settings<Values> }) {
  const m = useMessages(messages);
  const given = form.values.given[resource.id] ?? [];
  // Set as a whole: ids may hold what would look like a path.
  const give = (name: string, on: boolean) =>
    form.set('given', {
      ...form.values.given,
      [resource.id]: on ? [...given, name] : given.filter((one) => one !== name),
    });
  return (
    <Fieldset
      mx={0}
      legend={
        <Group gap="xs">
          {resource.name}
          <Code>{resource.indicator}</Code>
        </Group>
      }
    >
      <Stack gap="xs">
        {resource.permissions.map(({ name, description, grantedToEveryone }) => (
          <Checkbox
            key={name}
            label={grantedToEveryone ? `${name} (${m.everyone})` : name}
            description={description}
            disabled={grantedToEveryone}
            checked={grantedToEveryone || given.includes(name)}
            onChange={(event) => give(name, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
