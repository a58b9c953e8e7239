/** Renewing the client secret: the new one is tested beside the old one, and takes its place when the test passes. */
import type { SsoConnectorTestStarted } from '@gatehouse/sdk/management';
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { Section } from '../../patterns/section.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { messages } from './messages-expiry.ts';
import { connectionRoute } from './routes.ts';

export function SecretRenewal() {
  const m = useMessages(messages);
  const { config, hasClientSecret } = useThisConnector();
  const { renew } = connectionRoute.useSearch();
  const navigate = connectionRoute.useNavigate();
  const { can } = usePermissions();
  if (!can('sso-connectors:write') || !hasClientSecret || !('clientId' in config)) return null;
  const show = (shown: boolean) => void navigate({ search: shown ? { renew: 'secret' } : {}, replace: true });
  return (
    <Section title={m.section} description={m.sectionText}>
      <Group>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => show(true)}
        >
          {m.title}
        </Button>
      </Group>
      {renew === 'secret' && <Dialog onClose={() => show(false)} />}
    </Section>
  );
}

interface Renewal {
  clientSecret: string;
  clientSecretExpiresAt: string | null;
  /** Opened by the click itself, before the link is there: a later window would be blocked. */
  popup: Window | null;
}

function useRenewal(onBlocked: (started: SsoConnectorTestStarted) => void) {
  const { id } = useThisConnector();
  const tenant = useTenantId();
  const navigate = useNavigate();
  const follow = (test: string) =>
    navigate({ to: '/$tenant/enterprise-sso/$id/test', params: { tenant, id }, search: { test } });
  const start = useChange<Renewal, SsoConnectorTestStarted>({
    run: (api, { popup: _, ...config }) => api.ssoConnectors.renewals(id, { config }),
    refresh: [[...connectorsKey, 'tests', id]],
    async after(started, { popup }) {
      if (!popup) return onBlocked(started);
      popup.location.href = started.url;
      await follow(started.id);
    },
    failed(_, { popup }) {
      popup?.close();
      return false;
    },
  });
  return { start, follow };
}

function Dialog({ onClose }: { onClose(): void }) {
  const m = useMessages(messages);
  const [secret, setSecret] = useState('');
  const [endsOn, setEndsOn] = useState('');
  const [problem, setProblem] = useState<string>();
  const [blocked, setBlocked] = useState<SsoConnectorTestStarted>();
  const { start, follow } = useRenewal(setBlocked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() === '') return setProblem(m.needed);
    start.mutate({
      clientSecret: secret.trim(),
      clientSecretExpiresAt: endsOn || null,
      popup: window.open('about:blank', 'gatehouse-sso-test', 'popup,width=520,height=720'),
    });
  };
  return (
    <Modal opened onClose={onClose} title={m.title} closeButtonProps={{ 'aria-label': m.cancel }} centered>
      {blocked ? (
        <Stack>
          <Text size="sm">{m.blocked}</Text>
          <Group justify="flex-end">
            <Button component="a" href={blocked.url} target="_blank" rel="noopener" variant="default">
              {m.open}
            </Button>
            <Button onClick={() => void follow(blocked.id)}>{m.follow}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <PasswordInput
              label={m.secret}
              autoComplete="off"
              data-autofocus
              value={secret}
              error={problem}
              onChange={(event) => {
                setSecret(event.currentTarget.value);
                setProblem(undefined);
              }}
            />
            <TextInput
              type="date"
              label={m.endsOn}
              description={m.endsOnHint}
              value={endsOn}
              onChange={(event) => setEndsOn(event.currentTarget.value)}
            />
            <DialogButtons onCancel={onClose} action={m.test} saving={start.isPending} />
          </Stack>
        </form>
      )}
    </Modal>
  );
}
