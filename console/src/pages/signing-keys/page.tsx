/** Signing keys: which there are, rotation, and the algorithm of new ones. */

import type { SigningKeys as Keys, SigningKey } from '@gatehouse/sdk/management';
import { Badge, Button, Code, Group, Paper, Radio, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRotate } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { tenantBase, usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { CopyField, CopyIcon } from '../../patterns/copy.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { messages } from './messages.ts';

const key = ['signing-keys'];
const colors = { next: 'blue', current: 'teal', previous: 'gray', retired: 'gray' } as const;

export function SigningKeys() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery(key, (api, signal) => api.signingKeys.get({ signal }));
  return (
    <Page title={m.title} description={m.description} actions={can('signing-keys:write') && <Rotate />}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          <KeyTable keys={data.keys} />
          <Algorithm keys={data} />
          <Paper>
            <CopyField label={m.jwks} value={`${tenantBase(tenant)}/oidc/jwks`} />
          </Paper>
        </>
      )}
    </Page>
  );
}

function KeyTable({ keys }: { keys: readonly SigningKey[] }) {
  const m = useMessages(messages);
  return (
    <Paper p={0} style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={m.keys}>
      <Table aria-label={m.keys}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.id}</Table.Th>
            <Table.Th>{m.state}</Table.Th>
            <Table.Th visibleFrom="sm">{m.algorithm}</Table.Th>
            <Table.Th visibleFrom="sm">{m.created}</Table.Th>
            <Table.Th visibleFrom="sm">{m.activated}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Group gap={4} wrap="nowrap">
                  <Code>{one.id}</Code>
                  <CopyIcon value={JSON.stringify(one.publicJwk, null, 2)} what={m.copyJwk} />
                </Group>
              </Table.Td>
              <Table.Td>
                <Badge color={colors[one.status]}>{m.states[one.status]}</Badge>
                <Text size="xs" c="dimmed">
                  {m.explain[one.status]}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">{one.algorithm}</Table.Td>
              <Table.Td visibleFrom="sm">
                <Moment at={one.createdAt} />
              </Table.Td>
              <Table.Td visibleFrom="sm">{one.activatedAt ? <Moment at={one.activatedAt} /> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** The server refuses to rotate to a key that applications may not have seen; who insists says so once more. */
function Rotate() {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const [young, setYoung] = useState(false);
  const rotate = useChange<boolean>({
    run: (api, force) => api.signingKeys.rotate({ force }),
    done: () => m.rotated,
    refresh: [key],
    failed(error) {
      const isYoung = detailsOf(error).status === 409;
      setYoung(isYoung);
      return isYoung;
    },
  });
  const finish = () => {
    setYoung(false);
    close();
  };
  return (
    <>
      <Button leftSection={<IconRotate size={16} aria-hidden />} onClick={open}>
        {m.rotate}
      </Button>
      <Confirm
        opened={opened}
        onClose={finish}
        title={m.rotateTitle}
        action={young ? m.anyway : m.rotate}
        onConfirm={() => rotate.mutateAsync(young)}
      >
        <Stack gap="xs">
          <Text size="sm">{m.rotateText}</Text>
          {young && (
            <Text size="sm" c="red" role="alert">
              {m.tooEarly}
            </Text>
          )}
        </Stack>
      </Confirm>
    </>
  );
}

function Algorithm({ keys }: { keys: Keys }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const change = useChange<keyof typeof m.algorithms>({
    run: (api, algorithm) => api.signingKeys.setAlgorithm({ algorithm }),
    done: (_, algorithm) => m.algorithmSaved(algorithm),
    refresh: [key],
  });
  return (
    <Section title={m.algorithmTitle} description={m.algorithmText}>
      <Radio.Group
        aria-label={m.algorithmTitle}
        value={keys.algorithm}
        onChange={(name) => change.mutate(name as keyof typeof m.algorithms)}
      >
        <Stack gap="sm">
          {Object.entries(m.algorithms).map(([name, text]) => (
            <Radio
              key={name}
              value={name}
              label={name}
              description={text}
              disabled={!can('signing-keys:write') || change.isPending}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}
