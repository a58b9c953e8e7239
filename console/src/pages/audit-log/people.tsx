/** A filter by person: people are found by typing, administrators and applications are in the list. */
import { type ComboboxData, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import {
  type Named,
  nameOf,
  useAdministratorNames,
  useApplicationNames,
  userName,
  useUserNames,
} from '../../patterns/names.ts';
import { messages } from './messages.ts';

export interface PersonFilterProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange(value: string | undefined): void;
  /** Whether administrators and applications can be chosen, too. */
  actors?: boolean;
}

function useFoundUsers(text: string): readonly Named[] {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['users', 'found', text],
    async (api, signal) => {
      const { items } = await api.users.list({ search: text, pageSize: 10 }, { signal });
      return items.map((user) => ({ id: user.id, name: userName(user) }));
    },
    { enabled: can('users:read') && text !== '' },
  );
  return data ?? [];
}

const options = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, label: name }));

/** What is chosen stays in the list whatever is typed, and an id that nobody has can be chosen as it is. */
export function PersonFilter({ label, placeholder, value, onChange, actors = false }: PersonFilterProps) {
  const m = useMessages(messages);
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const found = useFoundUsers(wanted);
  const administrators = useAdministratorNames();
  const applications = useApplicationNames();
  const known = useUserNames(value ? [value] : []);
  const contains = ({ id, name }: Named) =>
    id === text.trim() || name.toLowerCase().includes(text.trim().toLowerCase());
  const others = actors ? [...administrators, ...applications] : [];
  const chosen = value ? (known.get(value) ?? nameOf(others, value)) : undefined;
  const listed = [...found, ...others];
  const data: ComboboxData = [
    ...(found.length > 0 ? [{ group: m.people, items: options(found) }] : []),
    ...(actors
      ? [
          { group: m.administrators, items: options(administrators.filter(contains)) },
          { group: m.applications, items: options(applications.filter(contains)) },
        ]
      : []),
    ...(value && chosen && !listed.some(({ id }) => id === value) ? [{ value, label: chosen }] : []),
    ...(/^[\w-]{8,}$/.test(wanted) && wanted !== value && !listed.some(({ id }) => id === wanted)
      ? [{ value: wanted, label: m.byId(wanted) }]
      : []),
  ];
  return (
    <Select
      flex="1 1 140px"
      aria-label={label}
      placeholder={placeholder}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': m.clear }}
      nothingFoundMessage={text.trim() === '' ? m.typeToSearch : m.nobody}
      // The server has searched.
      filter={({ options: all }) => all}
      data={data}
      value={value ?? null}
      onSearchChange={setText}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
