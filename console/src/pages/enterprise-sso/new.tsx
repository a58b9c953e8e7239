/** Which kind of identity provider: a card for each, and one for the simulator on a developer's machine. */

import { Alert, Paper, SimpleGrid, Stack, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { IconFlask, IconPlugConnectedX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { useTenant } from '../../app/tenant-switcher.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import classes from './cards.module.css';
import { connectorsKey, useProviders } from './data.ts';
import { ProviderMark } from './marks.tsx';
import { MayNot, useMayNotCreate } from './may-not.tsx';
import { messages, providerWords } from './messages.ts';
import { newRoute } from './routes.ts';

export function NewConnector() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { data, error, refetch } = useProviders();
  const simulated = useSimulated();
  const mayNot = useMayNotCreate();
  const search = newRoute.useSearch();
  return (
    <Page
      title={m.new.title}
      description={m.new.description}
      crumbs={[{ label: m.title, to: `/${tenant}/enterprise-sso` }]}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {mayNot && <MayNot />}
      {data && !mayNot && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {data.items.map((provider) => {
            const { name, text } = providerWords(m, provider);
            return (
              <Paper
                key={provider.id}
                component={Link}
                to={`/${tenant}/enterprise-sso/new/${provider.id}`}
                search={search as never}
                className={classes.card}
              >
                <CardWords mark={<ProviderMark provider={provider.id} />} name={name} text={text} />
              </Paper>
            );
          })}
          <Simulated change={simulated} />
        </SimpleGrid>
      )}
      <WhyNot error={simulated.error} />
    </Page>
  );
}

/** Phrasing content only: it stands in links and in buttons. */
function CardWords({ mark, name, text }: { mark: ReactNode; name: string; text: string }) {
  return (
    <Stack gap="xs" component="span">
      {mark}
      <Text component="span" fw={600}>
        {name}
      </Text>
      <Text component="span" size="sm" c="dimmed">
        {text}
      </Text>
    </Stack>
  );
}

const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$|\.localhost$/;

function useSimulated() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  return useChange({
    run: (api) => api.ssoConnectors.simulated(),
    done: () => m.new.simulatedDone,
    refresh: [connectorsKey],
    after: ({ connector: { id } }) =>
      navigate({ to: '/$tenant/enterprise-sso/$id/test', params: { tenant, id } }),
    failed: (error) => detailsOf(error).code?.startsWith('sso.simulator') ?? false,
  });
}

/** Only where it can work: the server refuses it elsewhere. */
function Simulated({ change }: { change: ReturnType<typeof useSimulated> }) {
  const { new: m } = useMessages(messages);
  const tag = useTenant()?.tag;
  if (!isLoopback.test(window.location.hostname) || tag === 'production') return null;
  return (
    <UnstyledButton
      className={`${classes.card} ${classes.dashed}`}
      onClick={() => change.mutate()}
      disabled={change.isPending}
      aria-busy={change.isPending}
    >
      <CardWords
        mark={
          <ThemeIcon variant="light" color="gray" size={40} component="span">
            <IconFlask size={22} aria-hidden />
          </ThemeIcon>
        }
        name={m.simulated}
        text={m.simulatedText}
      />
    </UnstyledButton>
  );
}

function WhyNot({ error }: { error: unknown }) {
  const { new: m } = useMessages(messages);
  const { code } = detailsOf(error);
  if (code !== 'sso.simulator_not_running' && code !== 'sso.simulator_not_here') return null;
  const running = code === 'sso.simulator_not_here';
  return (
    <Alert
      color="yellow"
      title={running ? m.notHere : m.notRunning}
      icon={<IconPlugConnectedX aria-hidden />}
      role="alert"
    >
      {running ? (
        <Text size="sm">{error instanceof Error ? error.message : ''}</Text>
      ) : (
        <CopyField label={m.notRunningText} value="npm run gatehouse -- idp-simulator" />
      )}
    </Alert>
  );
}
