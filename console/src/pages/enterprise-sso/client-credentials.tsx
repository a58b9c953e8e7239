/** What is entered at the provider so that the connector needs no secret there: values, certificates, a key set. */
import type { SsoConnector } from '@gatehouse/sdk/management';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { ConfirmButton } from '../../patterns/confirm-button.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { connectorsKey } from './data.ts';
import { KeyTable } from './key-table.tsx';
import { messages } from './messages-credentials.ts';

const withKeys = ['federated_credential', 'certificate', 'private_key_jwt'];

/** Nothing for a connector that proves itself by its secret. */
export function ClientCredentials({ connector }: { connector: SsoConnector }) {
  const method = String(connector.config.clientAuthentication ?? '');
  return withKeys.includes(method) ? <Credentials connector={connector} method={method} /> : null;
}

function Credentials({ connector, method }: { connector: SsoConnector; method: string }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { id, version } = connector;
  const { data, error, refetch } = useApiQuery(
    [...connectorsKey, 'credentials', id, version],
    (api, signal) => api.ssoConnectors.clientCredentials.get(id, { signal }),
  );
  return (
    <Section
      title={m.title[method] ?? method}
      description={m.text[method]}
      actions={can('sso-connectors:write') && data && <Rotate id={id} method={method} />}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.federation && (
        <>
          <CopyField label={m.issuer} value={data.federation.issuer} />
          <CopyField label={m.subject} value={data.federation.subject} />
          <CopyField label={m.audience} value={data.federation.audience} />
        </>
      )}
      {data?.jwksUri && <CopyField label={m.jwksUri} value={data.jwksUri} />}
      {data && (
        <KeyTable keys={data.keys} fileName={`gatehouse-${id}`} certificates={method === 'certificate'} />
      )}
      {connector.hasClientSecret && can('sso-connectors:write') && <SecretLeft id={id} />}
    </Section>
  );
}

function Rotate({ id, method }: { id: string; method: string }) {
  const m = useMessages(messages);
  const rotate = useChange({
    run: (api) => api.ssoConnectors.clientCredentials.rotate(id, {}),
    done: () => m.rotated,
    refresh: [connectorsKey],
  });
  return (
    <ConfirmButton
      label={m.rotate}
      title={m.rotateTitle}
      action={m.rotate}
      color="gate"
      onConfirm={() => rotate.mutateAsync()}
    >
      {m.rotateText[method]}
    </ConfirmButton>
  );
}

function SecretLeft({ id }: { id: string }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: (api) => api.ssoConnectors.update(id, { config: { clientSecret: null } }),
    done: () => m.removed,
    refresh: [connectorsKey],
  });
  return (
    <Alert color="gray" icon={<IconKey aria-hidden />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{m.secretLeft}</Text>
        <Button size="xs" variant="default" onClick={open}>
          {m.removeSecret}
        </Button>
      </Stack>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.removeTitle}
        action={m.removeSecret}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.removeText}
      </Confirm>
    </Alert>
  );
}
