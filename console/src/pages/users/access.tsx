/** What applications got from a user, and what the user may do at the tenant's own APIs. */
import { Stack } from '@mantine/core';
import { usePermissions } from '../../app/session.tsx';
import { ApplicationAccess } from './application-access.tsx';
import { ApiPermissions } from './permissions.tsx';

export function Access() {
  const { can } = usePermissions();
  return (
    <Stack gap="lg">
      {can('sessions:read') && <ApplicationAccess />}
      <ApiPermissions />
    </Stack>
  );
}
