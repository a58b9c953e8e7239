/** Break-glass codes of the owners: who has some, and new ones for oneself, shown once. */
import type { BreakGlassOwner } from '@gatehouse/sdk/management';
import { Badge, Button, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { endpoint, useAdminApi, useAdminPermissions, usePerson } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { SecretOnce } from '../../patterns/secret.tsx';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { messages } from './break-glass-messages.ts';

const breakGlassKey = ['admin', 'break-glass'];

export function BreakGlass() {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const { can } = useAdminPermissions();
  const { email } = usePerson();
  const { data } = useApiQuery(breakGlassKey, (_, signal) =>
    adminApi.breakGlass.list({ pageSize: 100 }, { signal }),
  );
  if (!data) return null;
  const own = data.items.find((owner) => owner.email !== null && owner.email === email);
  return (
    <Section
      title={m.title}
      description={m.text}
      actions={own && can('administrators:write') && <Make has={own.codesLeft > 0} />}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.owner}</Table.Th>
            <Table.Th>{m.state}</Table.Th>
            <Table.Th visibleFrom="sm">{m.made}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map((owner) => (
            <Table.Tr key={owner.userId}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{owner.email ?? owner.userId}</Table.Td>
              <Table.Td>
                <Codes owner={owner} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Moment at={owner.madeAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Codes({ owner: { codesLeft, hasPassword } }: { owner: BreakGlassOwner }) {
  const m = useMessages(messages);
  if (!hasPassword) return <Badge color="orange">{m.noPassword}</Badge>;
  return <Badge color={codesLeft > 0 ? 'teal' : 'gray'}>{codesLeft > 0 ? m.left(codesLeft) : m.none}</Badge>;
}

function Make({ has }: { has: boolean }) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asking, ask] = useDisclosure(false);
  const make = useChange({
    run: () => adminApi.breakGlass.codes(),
    after: (made) => setCodes(made.codes),
    refresh: [breakGlassKey],
  });
  return (
    <>
      <Button
        variant="default"
        onClick={() => (has ? ask.open() : make.mutate(undefined))}
        loading={make.isPending}
      >
        {has ? m.again : m.make}
      </Button>
      <Confirm
        opened={asking}
        onClose={ask.close}
        title={m.makeTitle}
        action={m.again}
        onConfirm={() => make.mutateAsync(undefined)}
      >
        {m.makeText}
      </Confirm>
      <SecretOnce
        title={m.codesTitle}
        label={m.codes}
        description={m.where(`${endpoint}/t/admin/break-glass`)}
        value={codes?.join('\n')}
        onClose={() => setCodes(undefined)}
      />
    </>
  );
}
