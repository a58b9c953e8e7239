/** The list of attempts, of one connector or of all: a search by code or address, and filters kept in the address. */
import type { SsoAttempt, SsoCause } from '@gatehouse/sdk/management';
import { Select, SimpleGrid, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiList, useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { type Column, DataTable, Moment } from '../../patterns/table.tsx';
import { type AttemptsSearch, askedOf, sides, sinceOf, times } from './attempts-search.ts';
import { connectorsKey } from './data.ts';
import { messages as detailMessages } from './messages-detail.ts';
import { messages } from './messages-recorder.ts';
import { messages as ruleMessages } from './messages-rules.ts';
import { OutcomeBadge } from './outcome.tsx';
import { useCauseWords } from './server-words.ts';

interface Props {
  /** Those of this connector alone. */
  connectorId?: string;
  search: AttemptsSearch;
  onSearch(next: AttemptsSearch): void;
}

export function AttemptsTable({ connectorId, search, onSearch }: Props) {
  const m = useMessages(messages);
  const { activity } = useMessages(detailMessages);
  const tenant = useTenantId();
  const { time } = search;
  const since = useMemo(() => sinceOf(time, Date.now()), [time]);
  const asked = askedOf(connectorId === undefined ? search : { ...search, connector: connectorId }, since);
  const list = useApiList(['sso-attempts', asked], (api, signal) => api.ssoAttempts.list(asked, { signal }));
  const { page: _, search: __, ...narrowed } = search;
  return (
    <DataTable
      label={m.list}
      list={list}
      columns={useColumns(connectorId === undefined)}
      rowKey={({ reference }) => reference}
      rowLink={({ reference }) => `/${tenant}/enterprise-sso/attempts/${reference}`}
      empty={
        <Empty
          icon={IconHistory}
          title={connectorId === undefined ? m.emptyTitle : activity.emptyTitle}
          text={m.emptyText}
        />
      }
      search={search}
      onSearch={(changes) => onSearch(without({ ...search, ...changes }))}
      searchPlaceholder={m.search}
      filters={<Filters all={connectorId === undefined} search={search} onSearch={onSearch} />}
      filtered={Object.keys(narrowed).length > 0}
      onClear={() => onSearch({})}
    />
  );
}

/** What is not set stands in no address. */
const without = (search: { [K in keyof AttemptsSearch]: AttemptsSearch[K] | undefined }): AttemptsSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as AttemptsSearch;

function useColumns(all: boolean): Column<SsoAttempt>[] {
  const { activity: m } = useMessages(detailMessages);
  const { connector } = useMessages(messages);
  const wordsOf = useCauseWords();
  const ofConnector: Column<SsoAttempt> = {
    key: 'connector',
    header: connector,
    cell: ({ connectorId }) => connectorId,
    wide: true,
  };
  return [
    {
      key: 'reference',
      header: m.reference,
      cell: ({ reference }) => <code style={{ whiteSpace: 'nowrap' }}>{reference}</code>,
    },
    { key: 'when', header: m.when, cell: ({ startedAt }) => <Moment at={startedAt} /> },
    { key: 'outcome', header: m.outcome, cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
    ...(all ? [ofConnector] : []),
    { key: 'person', header: m.person, cell: ({ email }) => email ?? m.unknown, wide: true },
    {
      key: 'cause',
      header: m.cause,
      cell: ({ cause }) => (cause ? wordsOf(cause).title || cause.code : '–'),
      wide: true,
    },
  ];
}

interface FiltersProps {
  all: boolean;
  search: AttemptsSearch;
  onSearch(next: AttemptsSearch): void;
}

function Filters({ all, search, onSearch }: FiltersProps) {
  const m = useMessages(messages);
  const { activity } = useMessages(detailMessages);
  const { sides: sideNames } = useMessages(ruleMessages);
  const set = (changes: { [K in keyof AttemptsSearch]: AttemptsSearch[K] | undefined }) =>
    onSearch(without({ ...search, page: undefined, ...changes }));
  const { outcome, side, time } = search;
  return (
    <SimpleGrid cols={{ base: 2, md: all ? 5 : 4 }} spacing="xs" w="100%">
      {all && <ConnectorFilter value={search.connector} onChange={(connector) => set({ connector })} />}
      <Choice
        label={m.filters.outcome}
        placeholder={m.filters.anyOutcome}
        names={activity.outcomes}
        known={['started', 'succeeded', 'failed'] as const}
        value={outcome}
        onChange={(next) => set({ outcome: next })}
      />
      <CauseFilter value={search.cause} onChange={(cause) => set({ cause })} />
      <Choice
        label={m.filters.side}
        placeholder={m.filters.anySide}
        names={sideNames}
        known={sides}
        value={side}
        onChange={(next) => set({ side: next })}
      />
      <Choice
        label={m.filters.time}
        placeholder={m.filters.anyTime}
        names={m.filters.times}
        known={times}
        value={time}
        onChange={(next) => set({ time: next })}
      />
    </SimpleGrid>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  placeholder: string;
  names: Record<T, string>;
  known: readonly T[];
  value: T | undefined;
  onChange(next: T | undefined): void;
}

function Choice<T extends string>({ label, placeholder, names, known, value, onChange }: ChoiceProps<T>) {
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      data={known.map((one) => ({ value: one as string, label: names[one] }))}
      value={value ?? null}
      clearable
      onChange={(next) => onChange(known.find((one) => one === next))}
    />
  );
}

interface WordProps {
  value: string | undefined;
  onChange(next: string | undefined): void;
}

function ConnectorFilter({ value, onChange }: WordProps) {
  const { filters: m } = useMessages(messages);
  const { data } = useApiList([...connectorsKey, 'list', 'names'], (api, signal) =>
    api.ssoConnectors.list({ pageSize: 100 }, { signal }),
  );
  const known = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const gone = value !== undefined && !known.some((one) => one.value === value);
  return (
    <Select
      aria-label={m.connector}
      placeholder={m.anyConnector}
      data={gone ? [...known, { value, label: value }] : known}
      value={value ?? null}
      searchable
      clearable
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

/** All that there are, by whose side they are on; they are asked for when somebody looks. */
function CauseFilter({ value, onChange }: WordProps) {
  const { filters: m } = useMessages(messages);
  const { sides: sideNames } = useMessages(ruleMessages);
  const wordsOf = useCauseWords();
  const [opened, setOpened] = useState(false);
  const { data = [] } = useApiQuery(
    ['sso-causes'],
    async (api, signal) => {
      const found: SsoCause[] = [];
      for await (const cause of api.ssoCauses.iterate({ pageSize: 100 }, { signal })) found.push(cause);
      return found;
    },
    { enabled: opened || value !== undefined },
  );
  const options = sides.map((side) => ({
    group: sideNames[side],
    items: data
      .filter((cause) => cause.side === side)
      .map((cause) => ({ value: cause.code, label: wordsOf(cause).title })),
  }));
  const known = data.some(({ code }) => code === value);
  return (
    <Select
      aria-label={m.cause}
      placeholder={m.anyCause}
      data={value === undefined || known ? options : [{ value, label: value }]}
      value={value ?? null}
      onDropdownOpen={() => setOpened(true)}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {option.value}
          </Text>
        </div>
      )}
      comboboxProps={{ width: 420, position: 'bottom-start' }}
      searchable
      clearable
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
