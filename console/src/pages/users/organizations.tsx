/** The organizations that a user belongs to; who belongs where is changed at the organization. */
import { Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages-organizations.ts';
import { useUser } from './user-context.tsx';

export function UserOrganizations() {
  const m = useMessages(messages);
  const { id } = useUser();
  const tenant = useTenantId();
  const { data, error, refetch } = useApiQuery(['organizations', 'of-user', id], (api, signal) =>
    api.users.organizations.list(id, { signal }),
  );
  return (
    <Section title={m.title} description={m.text}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!error && !data && <Loading rows={1} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {m.none}
        </Text>
      )}
      {data && data.length > 0 && (
        <List size="sm" spacing="xs">
          {data.map((organization) => (
            <List.Item key={organization.id}>
              <Anchor component={Link} to={`/${tenant}/organizations/${organization.id}/members`} size="sm">
                {organization.name}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
