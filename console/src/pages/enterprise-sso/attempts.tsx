/** Every attempt to sign in through any connector: found by its code, the person's address, or what went wrong. */
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Page } from '../../patterns/page.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { messages as ssoMessages } from './messages.ts';
import { messages } from './messages-recorder.ts';
import { attemptsRoute } from './routes.ts';

export function Attempts() {
  const m = useMessages(messages);
  const { title } = useMessages(ssoMessages);
  const tenant = useTenantId();
  const search = attemptsRoute.useSearch();
  const navigate = attemptsRoute.useNavigate();
  return (
    <Page
      title={m.title}
      description={m.description}
      crumbs={[{ label: title, to: `/${tenant}/enterprise-sso` }]}
    >
      {search.user !== undefined && (
        <Text size="sm">
          {m.ofOne}{' '}
          <Anchor component={Link} to={`/${tenant}/users/${search.user}`} size="sm" underline="always">
            {m.account}
          </Anchor>{' '}
          ·{' '}
          <Anchor component={Link} to={`/${tenant}/enterprise-sso/attempts`} size="sm" underline="always">
            {m.ofAll}
          </Anchor>
        </Text>
      )}
      <AttemptsTable search={search} onSearch={(next) => void navigate({ search: next })} />
    </Page>
  );
}
