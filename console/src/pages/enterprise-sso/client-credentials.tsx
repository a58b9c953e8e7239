/** What is entered at the provider so that the connector needs no secret there: values, certificates, a key set. */
import type { SsoClientCredentials, SsoConnector } from '@gatehouse/sdk/management';
import { Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconKey } from '@tabler/icons-react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { CopyField, CopyIcon } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { connectorsKey } from './data.ts';
import { messages } from './messages-credentials.ts';

type Key = SsoClientCredentials['keys'][number];

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
      {data && <Keys keys={data.keys} connectorId={id} certificates={method === 'certificate'} />}
      {connector.hasClientSecret && can('sso-connectors:write') && <SecretLeft id={id} />}
    </Section>
  );
}

function Keys({
  keys,
  connectorId,
  certificates,
}: {
  keys: Key[];
  connectorId: string;
  certificates: boolean;
}) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={m.keys} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.keys}</Table.Th>
            <Table.Th>{certificates ? m.thumbprint : 'kid'}</Table.Th>
            <Table.Th>{certificates ? m.ends : m.made}</Table.Th>
            {certificates && <Table.Th aria-label={m.download} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>
                <Badge variant="light" color={key.status === 'current' ? 'teal' : 'gray'}>
                  {m.status[key.status]}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap">
                  <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                    {certificates ? key.thumbprint : key.id}
                  </Text>
                  {certificates && <CopyIcon value={key.thumbprint} what={m.thumbprint} />}
                </Group>
              </Table.Td>
              <Table.Td>{format.date(certificates ? key.expiresAt : key.createdAt)}</Table.Td>
              {certificates && (
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconDownload size={14} aria-hidden />}
                    aria-label={m.downloadOf(m.status[key.status] ?? key.status)}
                    onClick={() => save(key.certificate, `gatehouse-${connectorId}-${key.status}.pem`)}
                  >
                    {m.download}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function save(certificate: string, name: string): void {
  const url = URL.createObjectURL(new Blob([certificate], { type: 'application/x-pem-file' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Rotate({ id, method }: { id: string; method: string }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const rotate = useChange({
    run: (api) => api.ssoConnectors.clientCredentials.rotate(id, {}),
    done: () => m.rotated,
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {m.rotate}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.rotateTitle}
        action={m.rotate}
        color="gate"
        onConfirm={() => rotate.mutateAsync()}
      >
        {m.rotateText[method]}
      </Confirm>
    </>
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
