/** Invites somebody by email, with a role. */

import { schema } from 'virtual:schema/postAdministratorInvitations';
import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMessages } from '../../app/i18n.ts';
import { useAdminApi, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { type Problems, useForm } from '../../patterns/form.ts';
import { showDone } from '../../patterns/toasts.tsx';
import { invitationsKey, type Role } from './administrator.ts';
import { messages } from './administrator-messages.ts';
import { RoleChoice } from './role-choice.tsx';

interface InviteDialogProps {
  onClose(): void;
  onInvited(email: string, link: string | null): void;
}

export function InviteDialog({ onClose, onInvited }: InviteDialogProps) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const client = useQueryClient();
  const tenant = useTenantId();
  const form = useForm({
    initial: { email: '', role: 'viewer' as Role },
    schema,
    toBody: ({ email, role }) => ({ email: email.trim(), role }),
    save: (body) => adminApi.administratorInvitations.create(body),
    async saved({ email, link }) {
      await client.invalidateQueries({ queryKey: ['tenant', tenant, ...invitationsKey] });
      showDone(m.invited(email));
      onClose();
      onInvited(email, link);
    },
    refused(error): Problems {
      const text = m.taken[detailsOf(error).code as keyof typeof m.taken];
      return text === undefined ? {} : { email: text };
    },
  });
  return (
    <Modal opened onClose={onClose} title={m.invite} centered closeButtonProps={{ 'aria-label': m.cancel }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {m.inviteText}
          </Text>
          <TextInput
            type="email"
            label={m.email}
            required
            data-autofocus
            autoComplete="off"
            {...form.text('email')}
          />
          <RoleChoice label={m.role} value={form.values.role} onChange={(role) => form.set('role', role)} />
          <DialogButtons onCancel={onClose} action={m.inviteAction} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
