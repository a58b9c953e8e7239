/** The dialog that creates a role; its permissions are chosen on its page. */

import { schema } from 'virtual:schema/postRoles';
import type { OperationBody, Role } from '@gatehouse/sdk/management';
import { Checkbox, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApi, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { useForm } from '../../patterns/form.ts';
import { showDone } from '../../patterns/toasts.tsx';
import { nameProblem, rolesKey } from './data.ts';
import { messages } from './messages.ts';

interface Values {
  name: string;
  description: string;
  grantedToEveryone: boolean;
}

const toBody = ({ name, description, grantedToEveryone }: Values): OperationBody<'postRoles'> => ({
  name: name.trim(),
  ...(description.trim() !== '' && { description: description.trim() }),
  ...(grantedToEveryone && { grantedToEveryone }),
});

export function NewRole({ onClose }: { onClose(): void }) {
  const m = useMessages(messages);
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<Values, OperationBody<'postRoles'>, Role>({
    initial: { name: '', description: '', grantedToEveryone: false },
    schema,
    toBody,
    save: (body) => api.roles.create(body),
    refused: (error) => nameProblem(error, m.taken),
    async saved(role) {
      await client.invalidateQueries({ queryKey: ['tenant', tenant, ...rolesKey] });
      showDone(m.createdToast(role.name));
      await navigate({ to: '/$tenant/roles/$id', params: { tenant, id: role.id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={m.create}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <TextInput
            label={m.name}
            description={m.nameHelp}
            withAsterisk
            data-autofocus
            {...form.text('name')}
          />
          <Textarea label={m.about} autosize minRows={2} {...form.text('description')} />
          <Checkbox label={m.toEveryone} {...form.toggle('grantedToEveryone')} />
          <DialogButtons onCancel={onClose} action={m.createAction} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
