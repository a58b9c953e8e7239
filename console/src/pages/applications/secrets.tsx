/** The client secrets of an application: several side by side, each shown once. */
import type { Application, ApplicationSecret } from '@gatehouse/sdk/management';
import { Badge, Box, Button, Code, Table, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { DeleteIcon } from '../../patterns/delete-button.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { SecretOnce } from '../../patterns/secret.tsx';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { secretsKey, useMayWrite } from './application.ts';
import { CreateSecret } from './create-secret.tsx';
import { credentialMessages } from './messages-credentials.ts';

export function Secrets({ application: { id } }: { application: Application }) {
  const m = useMessages(credentialMessages);
  const mayWrite = useMayWrite();
  const [creating, { open, close }] = useDisclosure(false);
  const { data, error, refetch } = useApiQuery(secretsKey(id), (api, signal) =>
    api.applications.secrets.list(id, { signal }),
  );
  const [value, show] = useState<string>();
  return (
    <Section
      title={m.secrets}
      description={m.secretsText}
      actions={
        mayWrite && (
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {m.create}
          </Button>
        )
      }
    >
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={1} />}
      {data?.length === 0 && <Text size="sm">{m.noSecrets}</Text>}
      {data && data.length > 0 && <SecretTable id={id} secrets={data} mayWrite={mayWrite} />}
      {creating && <CreateSecret id={id} onClose={close} onMade={show} />}
      <SecretOnce title={m.once} label={m.secret} value={value} onClose={() => show(undefined)} />
    </Section>
  );
}

function SecretTable(props: { id: string; secrets: readonly ApplicationSecret[]; mayWrite: boolean }) {
  const { id, secrets, mayWrite } = props;
  const m = useMessages(credentialMessages);
  return (
    <Box style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={m.secrets}>
      <Table aria-label={m.secrets}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.name}</Table.Th>
            <Table.Th>{m.begins}</Table.Th>
            <Table.Th visibleFrom="sm">{m.created}</Table.Th>
            <Table.Th>{m.expires}</Table.Th>
            {mayWrite && (
              <Table.Th>
                <VisuallyHidden>{m.actions}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {secrets.map((secret) => (
            <Table.Tr key={secret.id}>
              <Table.Td>{secret.name}</Table.Td>
              <Table.Td>
                <Code>{secret.hint}…</Code>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Moment at={secret.createdAt} />
              </Table.Td>
              <Table.Td>
                <Expiry at={secret.expiresAt} />
              </Table.Td>
              {mayWrite && (
                <Table.Td ta="right">
                  <DeleteSecret id={id} secret={secret} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function Expiry({ at }: { at: string | null }) {
  const m = useMessages(credentialMessages);
  const format = useFormat();
  if (at === null) return m.neverExpires;
  if (Date.parse(at) < Date.now()) return <Badge color="red">{m.expired}</Badge>;
  return <time dateTime={at}>{format.date(at)}</time>;
}

function DeleteSecret({ id, secret }: { id: string; secret: ApplicationSecret }) {
  const m = useMessages(credentialMessages);
  const remove = useChange({
    run: (api) => api.applications.secrets.delete(id, secret.id),
    done: () => m.removed(secret.name),
    refresh: [secretsKey(id)],
  });
  return (
    <DeleteIcon
      label={m.remove(secret.name)}
      title={m.removeTitle(secret.name)}
      action={m.removeAction}
      name={secret.name}
      onConfirm={() => remove.mutateAsync()}
    >
      {m.removeText}
    </DeleteIcon>
  );
}
