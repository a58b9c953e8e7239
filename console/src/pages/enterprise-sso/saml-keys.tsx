/** Our own keys towards SAML providers: published before they sign, so that providers can be told first. */
import type { SsoSamlKeys } from '@gatehouse/sdk/management';
import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { ConfirmButton } from '../../patterns/confirm-button.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { KeyTable } from './key-table.tsx';
import { messages } from './messages-saml-keys.ts';

const keysKey = ['saml-keys'];

export function SamlKeys() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery(keysKey, (api, signal) => api.samlKeys.get({ signal }));
  const next = data?.keys.find(({ status }) => status === 'next');
  return (
    <Section
      title={m.title}
      description={m.text}
      actions={data && can('sso-connectors:write') && (next ? <Rotate next={next} /> : <Prepare />)}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <KeyTable
          keys={data.keys.map((key) => ({ ...key, thumbprint: key.fingerprint }))}
          fileName="gatehouse-saml"
          certificates
          status={m.status}
          thumbprint={m.fingerprint}
        />
      )}
    </Section>
  );
}

function Prepare() {
  const m = useMessages(messages);
  const prepare = useChange({
    run: (api) => api.samlKeys.next(),
    done: () => m.prepared,
    refresh: [keysKey],
  });
  return (
    <ConfirmButton
      label={m.prepare}
      title={m.prepareTitle}
      action={m.prepare}
      color="gate"
      onConfirm={() => prepare.mutateAsync()}
    >
      {m.prepareText}
    </ConfirmButton>
  );
}

const aDay = 86_400_000;

function Rotate({ next }: { next: SsoSamlKeys['keys'][number] }) {
  const m = useMessages(messages);
  const force = Date.now() - Date.parse(next.createdAt) < aDay;
  const rotate = useChange({
    run: (api) => api.samlKeys.rotate({ force }),
    done: () => m.rotated,
    refresh: [keysKey],
  });
  return (
    <ConfirmButton
      label={m.rotate}
      title={m.rotateTitle}
      action={force ? m.rotateAnyway : m.rotate}
      color={force ? undefined : 'gate'}
      onConfirm={() => rotate.mutateAsync()}
    >
      <Stack gap="sm">
        <Text size="sm">{m.rotateText}</Text>
        {force && (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
            {m.tooSoon}
          </Alert>
        )}
      </Stack>
    </ConfirmButton>
  );
}
