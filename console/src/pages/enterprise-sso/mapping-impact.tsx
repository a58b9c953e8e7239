/** The question before a role mapping is saved: who of the people gains or loses what. Read page by page. */
import type { ManagementClient, SsoMappingImpact } from '@gatehouse/sdk/management';
import { Alert, Button, Group, Modal, Progress, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApi } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { RoleMapping } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

const perPage = 500;
/** 5,000 people are enough for a decision, and quickly read. */
const mostPages = 10;
const shownPeople = 20;

type Impact = Omit<SsoMappingImpact, 'next'>;

/** Two pages are one. */
function added(one: Impact | undefined, page: SsoMappingImpact): Impact {
  if (!one) return page;
  const counts = Object.fromEntries(
    Object.entries(page.counts).map(([name, count]) => [
      name,
      count + one.counts[name as keyof Impact['counts']],
    ]),
  ) as Impact['counts'];
  const roles = new Map(one.roles.map((role) => [role.id, role]));
  for (const role of page.roles) {
    const before = roles.get(role.id);
    roles.set(role.id, {
      ...role,
      gains: role.gains + (before?.gains ?? 0),
      losses: role.losses + (before?.losses ?? 0),
    });
  }
  return {
    total: page.total,
    examined: one.examined + page.examined,
    counts,
    roles: [...roles.values()],
    users: [...one.users, ...page.users],
  };
}

interface Reading {
  impact?: Impact;
  complete: boolean;
  error?: unknown;
}

async function read(
  api: ManagementClient,
  id: string,
  roleMapping: RoleMapping | null,
  { signal, tell }: { signal: AbortSignal; tell(reading: Reading): void },
): Promise<void> {
  let impact: Impact | undefined;
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const body = { roleMapping, limit: perPage, ...(after && { after }) };
    const page = await api.ssoConnectors.mapping.impact(id, body, { signal });
    impact = added(impact, page);
    after = page.next ?? undefined;
    tell({ impact, complete: after === undefined || pages === mostPages - 1 });
    if (after === undefined) return;
  }
}

interface Asked {
  roleMapping: RoleMapping | null;
  answer(yes: boolean): void;
}

export function useImpact(id: string) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const answer = (yes: boolean) => {
    asked?.answer(yes);
    setAsked(null);
  };
  return {
    ask: (roleMapping: RoleMapping | null) =>
      new Promise<boolean>((resolve) => setAsked({ roleMapping, answer: resolve })),
    dialog: asked && <ImpactDialog id={id} roleMapping={asked.roleMapping} onAnswer={answer} />,
  };
}

function ImpactDialog(props: { id: string; roleMapping: RoleMapping | null; onAnswer(yes: boolean): void }) {
  const m = useMessages(messages);
  const api = useApi();
  const { id, roleMapping, onAnswer } = props;
  const [reading, setReading] = useState<Reading>({ complete: false });
  useEffect(() => {
    const stop = new AbortController();
    read(api, id, roleMapping, { signal: stop.signal, tell: setReading }).catch((error: unknown) => {
      if (!stop.signal.aborted) setReading({ complete: false, error });
    });
    return () => stop.abort();
  }, [api, id, roleMapping]);
  const { impact, complete, error } = reading;
  return (
    <Modal opened onClose={() => onAnswer(false)} title={m.impactTitle} size="lg">
      <Stack>
        {error ? <Failure error={error} /> : !complete && <Looking impact={impact} />}
        {impact && complete && <Found impact={impact} atOnce={roleMapping === null} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)}>
            {m.impactCancel}
          </Button>
          <Button
            disabled={!complete}
            color={impact?.counts.losing ? 'red' : undefined}
            onClick={() => onAnswer(true)}
          >
            {m.impactSave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Looking({ impact }: { impact?: Impact }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { examined = 0, total = 0 } = impact ?? {};
  const text = m.impactLooking(format.number(examined), total > 0 ? format.number(total) : '…');
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {text}
      </Text>
      <Progress value={total > 0 ? (100 * examined) / total : 10} animated aria-label={text} />
    </Stack>
  );
}

function Found({ impact, atOnce }: { impact: Impact; atOnce: boolean }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { total, examined, counts } = impact;
  const { gaining, losing, refused, unknown, old } = counts;
  if (total === 0) return <Text size="sm">{m.impactNobody}</Text>;
  const notes = [
    refused > 0 && m.impactRefused(format.number(refused)),
    unknown > 0 && m.impactUnknown(format.number(unknown)),
    old > 0 && m.impactOld(format.number(old)),
    examined < total && m.impactPart(format.number(examined), format.number(total)),
  ].filter((note) => note !== false);
  return (
    <>
      <Text size="sm">
        {gaining + losing === 0
          ? m.impactNone
          : `${m.impactSummary(format.number(gaining), format.number(losing))} ${atOnce ? m.impactAtOnce : m.impactWhen}`}
      </Text>
      {notes.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {notes.map((note) => (
            <Text key={note} size="sm">
              {note}
            </Text>
          ))}
        </Alert>
      )}
      {impact.roles.length > 0 && <RolesTable impact={impact} />}
      {impact.users.length > 0 && <PeopleTable impact={impact} />}
    </>
  );
}

function RolesTable({ impact }: { impact: Impact }) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <Table aria-label={m.roles}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{m.impactRole}</Table.Th>
          <Table.Th ta="right">{m.impactGains}</Table.Th>
          <Table.Th ta="right">{m.impactLosses}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {impact.roles.map(({ id, name, gains, losses }) => (
          <Table.Tr key={id}>
            <Table.Td>{name ?? id}</Table.Td>
            <Table.Td ta="right">{format.number(gains)}</Table.Td>
            <Table.Td ta="right">{format.number(losses)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Person = Impact['users'][number];

function PeopleTable({ impact: { users } }: { impact: Impact }) {
  const m = useMessages(messages);
  const format = useFormat();
  const names = (list: Person['gains']) => list.map(({ id, name }) => name ?? id).join(', ');
  const change = ({ gains, losses, verdict }: Person) =>
    [
      gains.length > 0 && `+ ${names(gains)}`,
      losses.length > 0 && `− ${names(losses)}`,
      m.impactVerdicts[verdict],
    ]
      .filter(Boolean)
      .join('; ');
  return (
    <Stack gap={4}>
      <Table aria-label={m.impactPeople}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.impactPerson}</Table.Th>
            <Table.Th>{m.impactChange}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.slice(0, shownPeople).map((user) => (
            <Table.Tr key={user.userId}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {user.name ?? user.email ?? user.userId}
              </Table.Td>
              <Table.Td>{change(user)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {users.length > shownPeople && (
        <Text size="xs" c="dimmed">
          {m.impactMore(format.number(users.length - shownPeople))}
        </Text>
      )}
    </Stack>
  );
}
