/** The tab "Test": a real sign-in in a window of its own that changes nobody, and what each rule said. */

import type { SsoConnectorTest, SsoConnectorTestStarted } from '@gatehouse/sdk/management';
import { Alert, Anchor, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { EarlierTests } from './earlier-tests.tsx';
import { messages } from './messages-detail.ts';
import { testRoute } from './routes.ts';
import { Timeline } from './timeline.tsx';
import { Cause, Claims } from './verdicts.tsx';

/** What was started here; the link is told once, at the start. */
interface Started extends SsoConnectorTestStarted {
  blocked: boolean;
}

export function Test() {
  const { test: m } = useMessages(messages);
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const { test: shown } = testRoute.useSearch();
  const [started, setStarted] = useState<Started>();
  const { start, busy } = useStart(setStarted);
  return (
    <Stack gap="lg">
      <Section title={m.title} description={m.text}>
        {can('sso-connectors:write') && (
          <Group>
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={start} loading={busy}>
              {m.start}
            </Button>
          </Group>
        )}
      </Section>
      {shown && (
        <OneTest
          key={shown}
          connector={id}
          test={shown}
          started={started?.id === shown ? started : undefined}
        />
      )}
      <EarlierTests shown={shown} />
    </Stack>
  );
}

/**
 * The window is opened by the click itself, before the link is there: a later one would be blocked. Once it is at
 * the identity provider it seems closed from here, so what becomes of it is asked of the server.
 */
function useStart(onStarted: (started: Started) => void) {
  const { id } = useThisConnector();
  const navigate = testRoute.useNavigate();
  const create = useChange<Window | null, SsoConnectorTestStarted>({
    run: (api) => api.ssoConnectors.tests.create(id),
    refresh: [[...connectorsKey, 'tests', id]],
    async after(started, popup) {
      if (popup) popup.location.href = started.url;
      onStarted({ ...started, blocked: popup === null });
      await navigate({ search: { test: started.id } });
    },
    failed(_, popup) {
      popup?.close();
      return false;
    },
  });
  const start = () =>
    create.mutate(window.open('about:blank', 'gatehouse-sso-test', 'popup,width=520,height=720'));
  return { start, busy: create.isPending };
}

function OneTest({ connector, test, started }: { connector: string; test: string; started?: Started }) {
  const { test: m } = useMessages(messages);
  const key = [...connectorsKey, 'test', connector, test];
  const [waiting, setWaiting] = useState(true);
  const { data, error, refetch } = useApiQuery(
    key,
    (api, signal) => api.ssoConnectors.tests.get(connector, test, { signal }),
    { refetchInterval: waiting ? 1_500 : false },
  );
  useRefreshWhenDone(connector, data?.state, setWaiting);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.state === 'waiting') return <Waiting test={data} started={started} />;
  return (
    <>
      <Section title={data.state === 'passed' ? m.passedTitle : m.failedTitle}>
        {data.cause && (
          <Cause cause={data.cause} about={{ connectorId: connector, userId: data.wouldHappen?.userId }} />
        )}
        <WouldHappen test={data} />
      </Section>
      <Timeline steps={data.steps} about={{ connectorId: connector, userId: data.wouldHappen?.userId }} />
      {data.claims && <Claims claims={data.claims} />}
    </>
  );
}

/** A test that has passed changes the connector, too. */
function useRefreshWhenDone(
  connector: string,
  state: SsoConnectorTest['state'] | undefined,
  setWaiting: (waiting: boolean) => void,
) {
  const client = useQueryClient();
  const tenant = useTenantId();
  useEffect(() => {
    setWaiting(state === undefined || state === 'waiting');
    if (state === undefined || state === 'waiting') return;
    for (const key of [['one', connector], ['tests', connector], ['list']])
      void client.invalidateQueries({ queryKey: ['tenant', tenant, ...connectorsKey, ...key] });
  }, [state, connector, client, tenant, setWaiting]);
}

function Waiting({ test, started }: { test: SsoConnectorTest; started?: Started }) {
  const { test: m } = useMessages(messages);
  return (
    <Section title={m.waitingTitle}>
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">{test.openedAt ? m.opened : m.waiting}</Text>
      </Group>
      {started && !test.openedAt && (
        <Stack gap="xs" align="flex-start">
          {started.blocked && (
            <>
              <Text size="sm">{m.blocked}</Text>
              <Button component="a" href={started.url} target="_blank" rel="noopener" variant="default">
                {m.open}
              </Button>
            </>
          )}
          <CopyField label={m.link} description={m.elsewhere} value={started.url} />
        </Stack>
      )}
    </Section>
  );
}

function WouldHappen({ test: { wouldHappen, state } }: { test: SsoConnectorTest }) {
  const { test: m } = useMessages(messages);
  const tenant = useTenantId();
  if (!wouldHappen) return null;
  const { action, email, userId } = wouldHappen;
  return (
    <Alert
      color={state === 'passed' ? 'teal' : 'gray'}
      title={m.wouldHappen}
      icon={state === 'passed' ? <IconCircleCheck aria-hidden /> : undefined}
      role="note"
    >
      <Text size="sm">
        {m.would[action]} {email}
      </Text>
      {userId && (
        <Anchor component={Link} to={`/${tenant}/users/${userId}`} size="sm" c="inherit" underline="always">
          {m.account}
        </Anchor>
      )}
    </Alert>
  );
}
