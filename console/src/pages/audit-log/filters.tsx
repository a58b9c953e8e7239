/** The filters over the audit log. All of them are in the address. */
import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { eventTypes, useEventName } from '../../patterns/event-names.ts';
import { type Named, useApplicationNames, useConnectorNames } from '../../patterns/names.ts';
import { type EventFilter, isFiltered, ranges } from './filter.ts';
import { messages } from './messages.ts';
import { PersonFilter } from './people.tsx';

interface FilterProps {
  filter: EventFilter;
  onChange(changes: EventFilter): void;
  onClear(): void;
}

/** Side by side where there is room, two and two on a telephone. */
const flex = '1 1 140px';

export function Filters({ filter, onChange, onClear }: FilterProps) {
  const m = useMessages(messages);
  const applications = useApplicationNames();
  const connectors = useConnectorNames();
  return (
    <Group gap="xs" align="flex-end" flex={1}>
      <TypeFilter value={filter.type} onChange={(type) => onChange({ type })} />
      <PersonFilter
        label={m.actor}
        placeholder={m.actor}
        actors
        value={filter.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <PersonFilter
        label={m.user}
        placeholder={m.user}
        value={filter.user}
        onChange={(user) => onChange({ user })}
      />
      <NamedFilter
        label={m.application}
        list={applications}
        value={filter.application}
        onChange={(application) => onChange({ application })}
      />
      <NamedFilter
        label={m.connector}
        list={connectors}
        value={filter.connector}
        onChange={(connector) => onChange({ connector })}
      />
      <TimeFilter filter={filter} onChange={onChange} />
      {isFiltered(filter) && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={onClear}>
          {m.clearFilters}
        </Button>
      )}
    </Group>
  );
}

const groups = {
  user: ['user', 'credential', 'session', 'sessions', 'grant'],
  sso: ['sso'],
  application: ['application', 'api_resource'],
  setup: ['sign_in_experience', 'signing_keys', 'cookie_keys', 'tenant', 'audit_event'],
  administrator: ['administrator', 'administrator_invitation'],
} as const;

function TypeFilter(props: { value: string | undefined; onChange(value: string | undefined): void }) {
  const m = useMessages(messages);
  const eventName = useEventName();
  const data = (Object.keys(groups) as (keyof typeof groups)[]).map((group) => {
    const prefixes: readonly string[] = groups[group];
    const types = eventTypes.filter((type) => prefixes.includes(type.split('.')[0] ?? ''));
    const whole = `${prefixes[0]}.`;
    return {
      group: m.groups[group],
      items: [
        ...(group === 'setup' ? [] : [{ value: whole, label: m.groups.all(whole) }]),
        ...types.map((type) => ({ value: type as string, label: eventName(type) })),
      ],
    };
  });
  const unknown = props.value && !data.some(({ items }) => items.some(({ value }) => value === props.value));
  return (
    <Select
      flex={flex}
      aria-label={m.event}
      placeholder={m.anyEvent}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': m.clear }}
      data={unknown ? [...data, { value: props.value ?? '', label: props.value ?? '' }] : data}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  );
}

function NamedFilter(props: {
  label: string;
  list: readonly Named[];
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const { label, list, value, onChange } = props;
  const m = useMessages(messages);
  const known = value === undefined || list.some(({ id }) => id === value);
  if (list.length === 0 && known) return null;
  const data = list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      flex={flex}
      aria-label={label}
      placeholder={label}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': m.clear }}
      data={known ? data : [...data, { value, label: value }]}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

const days = 'days';

/** A range counts back from now; instead of one, the first and the last day can be chosen. */
function TimeFilter({ filter: { range, from, to }, onChange }: Omit<FilterProps, 'onClear'>) {
  const m = useMessages(messages);
  const [opened, setOpened] = useState(false);
  const byDays = opened || from !== undefined || to !== undefined;
  const setDay = (changes: EventFilter) => onChange({ from, to, ...changes, range: undefined });
  const choose = (value: string | null) => {
    setOpened(value === days);
    onChange({ range: ranges.find((one) => one === value), from: undefined, to: undefined });
  };
  return (
    <>
      <Select
        flex={flex}
        aria-label={m.range}
        placeholder={m.ranges.any}
        clearable
        clearButtonProps={{ 'aria-label': m.clear }}
        data={[
          ...ranges.map((value) => ({ value: value as string, label: m.ranges[value] })),
          { value: days, label: m.ranges.days },
        ]}
        value={range ?? (byDays ? days : null)}
        onChange={choose}
      />
      {byDays && (
        <>
          <Day label={m.from} max={to} value={from} onChange={(value) => setDay({ from: value })} />
          <Day label={m.to} min={from} value={to} onChange={(value) => setDay({ to: value })} />
        </>
      )}
    </>
  );
}

function Day(props: {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange(value: string | undefined): void;
}) {
  const { value, onChange, ...rest } = props;
  return (
    <TextInput
      type="date"
      {...rest}
      flex={flex}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
