/** A new client secret: its name and how long it is valid. */

import { schema } from 'virtual:schema/postApplicationsIdSecrets';
import type { NewApplicationSecret } from '@gatehouse/sdk/management';
import { Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { useForm } from '../../patterns/form.ts';
import { secretsKey } from './application.ts';
import { useRememberSecret } from './fresh-secret.ts';
import { credentialMessages } from './messages-credentials.ts';

const days = { never: undefined, d30: 30, d90: 90, d180: 180, d365: 365 } as const;
type Expiry = keyof typeof days;
const expiries = Object.keys(days) as Expiry[];

function newSecret({ name, expiry }: { name: string; expiry: Expiry }) {
  const length = days[expiry];
  return {
    name: name.trim(),
    ...(length && { expiresAt: new Date(Date.now() + length * 86_400_000).toISOString() }),
  };
}

export function CreateSecret(props: {
  id: string;
  onClose(): void;
  onMade(value: string | undefined): void;
}) {
  const { id, onClose, onMade } = props;
  const m = useMessages(credentialMessages);
  const remember = useRememberSecret();
  const create = useChange<ReturnType<typeof newSecret>, NewApplicationSecret>({
    run: (api, body) => api.applications.secrets.create(id, body),
    done: () => m.made,
    refresh: [secretsKey(id)],
    failed: (error) => detailsOf(error).status === 400,
  });
  const form = useForm<{ name: string; expiry: Expiry }, ReturnType<typeof newSecret>, NewApplicationSecret>({
    initial: { name: '', expiry: 'never' },
    schema,
    toBody: newSecret,
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: m.nameNeeded } : {}),
    save: (body) => create.mutateAsync(body),
    failed: (error) => detailsOf(error).status !== 400,
    saved({ value }) {
      remember(id, value);
      onClose();
      onMade(value ?? undefined);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.createTitle}
      centered
      closeButtonProps={{ 'aria-label': m.cancel }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <TextInput
            data-autofocus
            label={m.name}
            description={m.secretNameHelp}
            autoComplete="off"
            {...form.text('name')}
          />
          <Select
            label={m.expiry}
            allowDeselect={false}
            data={expiries.map((value) => ({ value, label: m.expiries[value] }))}
            {...form.value<string | null>('expiry')}
          />
          <DialogButtons onCancel={onClose} action={m.create} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
