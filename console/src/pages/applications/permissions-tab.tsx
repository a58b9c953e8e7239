/** What a machine-to-machine application may do: at the tenant's APIs, and at the management API. */
import type { Application, PermissionGrant, WithEtag } from '@gatehouse/sdk/management';
import { Stack } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { ApiPermissions, type Grants } from './api-permissions.tsx';
import { applicationKey, useApplication, useMayWrite } from './application.ts';
import { type ManagementPermission, ManagementPermissions } from './management-permissions.tsx';
import { detailMessages } from './messages-detail.ts';

const keyOf = (id: string) => [...applicationKey(id), 'permissions'] as const;

export function PermissionsTab() {
  const application = useApplication();
  const { id } = application;
  const { data, error, refetch } = useApiQuery(keyOf(id), (api, signal) =>
    api.applications.permissions.list(id, { signal }),
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <PermissionsForm key={id} application={application} grants={data} />;
}

interface Values {
  managementPermissions: ManagementPermission[];
  grants: Grants;
}

const bodyOf = ({ managementPermissions, grants }: Values) => ({
  managementPermissions: managementPermissions.toSorted(),
  grants: Object.entries(grants)
    .map(([resourceId, permissions]) => ({ resourceId, permissions: permissions.toSorted() }))
    .filter(({ permissions }) => permissions.length > 0)
    .toSorted((one, other) => one.resourceId.localeCompare(other.resourceId)),
});

function PermissionsForm(props: { application: WithEtag<Application>; grants: readonly PermissionGrant[] }) {
  const { id, etag, managementPermissions } = props.application;
  const m = useMessages(detailMessages);
  const disabled = !useMayWrite();
  const form = useSettings<Values, ReturnType<typeof bodyOf>, void>({
    stored: {
      managementPermissions,
      grants: Object.fromEntries(
        props.grants.map(({ resourceId, permissions }) => [resourceId, permissions]),
      ),
    },
    etag,
    toBody: bodyOf,
    async save(api, { managementPermissions: changed, grants }, ifMatch) {
      if (changed) await api.applications.update(id, { managementPermissions: changed }, { ifMatch });
      if (grants) await api.applications.permissions.set(id, grants);
    },
    refresh: [['applications']],
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg" maw={820}>
        <Section title={m.permissionsTitle} description={m.permissionsHelp}>
          <ApiPermissions disabled={disabled} {...form.value<Grants>('grants')} />
        </Section>
        <Section title={m.managementTitle} description={m.managementHelp}>
          <ManagementPermissions
            disabled={disabled}
            {...form.value<ManagementPermission[]>('managementPermissions')}
          />
        </Section>
        {form.bar}
      </Stack>
    </form>
  );
}
