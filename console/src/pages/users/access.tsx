/** A user's roles and organizations, what applications got from them, and what the user may do at the tenant's own APIs. */
import { Stack } from '@mantine/core';
import { usePermissions } from '../../app/session.tsx';
import { ApplicationAccess } from './application-access.tsx';
import { UserOrganizations } from './organizations.tsx';
import { ApiPermissions } from './permissions.tsx';
import { UserRoles } from './roles.tsx';

export function Access() {
  const { can } = usePermissions();
  return (
    <Stack gap="lg">
      <UserRoles />
      {can('organizations:read') && <UserOrganizations />}
      {can('sessions:read') && <ApplicationAccess />}
      <ApiPermissions />
    </Stack>
  );
}
