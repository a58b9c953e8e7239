/** The dialog that creates a user: at least one identifier, a password if one is wanted. */

import { schema } from 'virtual:schema/postUsers';
import type { OperationBody, User } from '@gatehouse/sdk/management';
import { Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApi, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { type Form, useForm } from '../../patterns/form.ts';
import { userName } from '../../patterns/names.ts';
import { SecretOnce } from '../../patterns/secret.tsx';
import { showDone } from '../../patterns/toasts.tsx';
import { messages } from './messages.ts';
import { generatePassword, type PasswordValues, passwordProblem, takenProblem } from './password.ts';
import { PasswordChoice } from './password-choice.tsx';

interface Values extends PasswordValues {
  name: string;
  email: string;
  emailVerified: boolean;
  username: string;
  phone: string;
}

type Input = OperationBody<'postUsers'>;

const initial: Values = {
  name: '',
  email: '',
  emailVerified: false,
  username: '',
  phone: '',
  passwordKind: 'none',
  password: '',
};

function toBody({ name, email, emailVerified, username, phone, passwordKind, password }: Values): Input {
  const given = Object.entries({ name, email, username, phone }).map(([key, text]) => [key, text.trim()]);
  return {
    ...Object.fromEntries(given.filter(([, text]) => text !== '')),
    ...(email.trim() !== '' && { emailVerified }),
    ...(passwordKind === 'typed' && { password }),
  };
}

/** Creates the user and says which password was made up for them. */
function useCreation(created: (user: User, generated: string | undefined) => void) {
  const m = useMessages(messages);
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const form: Form<Values> = useForm<Values, Input, { user: User; generated: string | undefined }>({
    initial,
    schema,
    toBody,
    check: ({ email, username, phone, passwordKind, password }) => ({
      ...(!email.trim() && !username.trim() && !phone.trim() && { email: m.noIdentifier }),
      ...(passwordKind === 'typed' && password === '' && { password: m.passwordNeeded }),
    }),
    refused: (error) => ({ ...takenProblem(error, m), ...passwordProblem(error, m) }),
    async save(body) {
      const generated = form.values.passwordKind === 'generated' ? generatePassword() : undefined;
      const user = await api.users.create({ ...body, ...(generated && { password: generated }) });
      return { user, generated };
    },
    async saved({ user, generated }) {
      void client.invalidateQueries({ queryKey: ['tenant', tenant, 'users'] });
      showDone(m.createdToast(userName(user)));
      created(user, generated);
    },
  });
  return form;
}

export function NewUser({ onClose }: { onClose(): void }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const [made, setMade] = useState<{ user: User; password: string }>();
  const show = ({ id }: User) => void navigate({ to: '/$tenant/users/$id/profile', params: { tenant, id } });
  const form = useCreation((user, password) => (password ? setMade({ user, password }) : show(user)));
  if (made)
    return (
      <SecretOnce
        title={m.passwordOf(userName(made.user))}
        label={m.newPassword}
        value={made.password}
        onClose={() => show(made.user)}
      />
    );
  const kinds = (['none', 'generated', 'typed'] as const).map((kind) => ({
    kind,
    label: m.passwordKinds[kind],
    help: m.passwordHelp[kind],
  }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.createTitle}
      closeButtonProps={{ 'aria-label': m.cancel }}
      centered
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {m.createText}
          </Text>
          <TextInput label={m.email} type="email" autoComplete="off" data-autofocus {...form.text('email')} />
          {form.values.email.trim() !== '' && (
            <Checkbox label={m.emailVerified} {...form.toggle('emailVerified')} />
          )}
          <TextInput label={m.username} autoComplete="off" {...form.text('username')} />
          <TextInput
            label={m.phone}
            description={m.phoneHint}
            type="tel"
            autoComplete="off"
            {...form.text('phone')}
          />
          <TextInput label={m.name} autoComplete="off" {...form.text('name')} />
          <PasswordChoice form={form} kinds={kinds} />
          <DialogButtons onCancel={onClose} action={m.createAction} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
