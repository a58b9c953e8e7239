/** The dialog that creates an organization. */

import { schema } from 'virtual:schema/postOrganizations';
import type { OperationBody, Organization } from '@gatehouse/sdk/management';
import { Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApi, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { type Problems, useForm } from '../../patterns/form.ts';
import { showDone } from '../../patterns/toasts.tsx';
import { organizationsKey } from './data.ts';
import { messages } from './messages.ts';

interface Values {
  name: string;
  description: string;
  id: string;
}

type Input = OperationBody<'postOrganizations'>;

const toBody = ({ name, description, id }: Values): Input => ({
  name: name.trim(),
  ...(description.trim() && { description: description.trim() }),
  ...(id.trim() && { id: id.trim() }),
});

export function NewOrganization({ onClose }: { onClose(): void }) {
  const m = useMessages(messages);
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<Values, Input, Organization>({
    initial: { name: '', description: '', id: '' },
    schema,
    toBody,
    refused: (error): Problems => (detailsOf(error).code === 'organization.exists' ? { id: m.taken } : {}),
    save: (body) => api.organizations.create(body),
    async saved({ id, name }) {
      void client.invalidateQueries({ queryKey: ['tenant', tenant, ...organizationsKey] });
      showDone(m.created(name));
      await navigate({ to: '/$tenant/organizations/$id/members', params: { tenant, id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={m.create} closeButtonProps={{ 'aria-label': m.cancel }} centered>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <TextInput label={m.name} autoComplete="off" data-autofocus {...form.text('name')} />
          <Textarea label={m.describe} autosize minRows={2} {...form.text('description')} />
          <TextInput label={m.id} description={m.idHint} autoComplete="off" {...form.text('id')} />
          <DialogButtons onCancel={onClose} action={m.createAction} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
