/** The dialog that gives a role to a user: found by what they are known by. */
import { Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { userName } from '../../patterns/names.ts';
import { type LoadedRole, rolesKey } from './data.ts';
import { messages } from './messages.ts';

export function AddMember({ role, onClose }: { role: LoadedRole; onClose(): void }) {
  const m = useMessages(messages);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const { data = [] } = useApiQuery(
    ['users', 'found', search],
    async (api, signal) => {
      const found = await api.users.list({ ...(search && { search }), pageSize: 20 }, { signal });
      return found.items.map((user) => {
        const name = userName(user);
        return {
          value: user.id,
          label: user.email && user.email !== name ? `${name} (${user.email})` : name,
        };
      });
    },
    { keepPrevious: true },
  );
  const give = useChange<{ value: string; label: string }>({
    run: (api, { value }) => api.roles.members.set(role.id, value),
    done: (_, { label }) => m.added(label),
    refresh: [rolesKey, ['users']],
    after: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) give.mutate(chosen);
  };
  // What was chosen stays an option while the search finds something else.
  const options = chosen && !data.some(({ value }) => value === chosen.value) ? [chosen, ...data] : data;
  return (
    <Modal opened onClose={onClose} title={m.add}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{m.addText}</Text>
          <Select
            label={m.find}
            placeholder={m.findHelp}
            data-autofocus
            searchable
            data={options}
            filter={({ options: all }) => all}
            value={chosen?.value ?? null}
            onChange={(value) => setChosen(options.find((one) => one.value === value) ?? null)}
            onSearchChange={setText}
            nothingFoundMessage={m.nobody}
          />
          <DialogButtons onCancel={onClose} action={m.addAction} saving={give.isPending} disabled={!chosen} />
        </Stack>
      </form>
    </Modal>
  );
}
