/** What an administrator does with an account: reset the password, suspend, resume, delete. */
import type { User } from '@gatehouse/sdk/management';
import { Button, Checkbox, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useApi, usePermissions, useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { type Form, useForm } from '../../patterns/form.ts';
import { userName } from '../../patterns/names.ts';
import { SecretOnce } from '../../patterns/secret.tsx';
import { showDone } from '../../patterns/toasts.tsx';
import { messages } from './messages.ts';
import { generatePassword, type PasswordValues, passwordProblem } from './password.ts';
import { PasswordChoice } from './password-choice.tsx';
import { usersKey } from './user-context.tsx';

export function UserActions({ user }: { user: User }) {
  const { can } = usePermissions();
  if (!can('users:write')) return null;
  return (
    <>
      <Reset user={user} />
      {user.suspendedAt ? <Resume user={user} /> : <Suspend user={user} />}
      <Delete user={user} />
    </>
  );
}

function Suspend({ user }: { user: User }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const name = userName(user);
  const suspend = useChange({
    run: (api) => api.users.suspend(user.id),
    done: () => m.suspendedToast(name),
    refresh: [usersKey],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconUserOff size={16} aria-hidden />} onClick={open}>
        {m.suspend}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.suspendTitle(name)}
        action={m.suspend}
        onConfirm={() => suspend.mutateAsync()}
      >
        {m.suspendText}
      </Confirm>
    </>
  );
}

function Resume({ user }: { user: User }) {
  const m = useMessages(messages);
  const resume = useChange({
    run: (api) => api.users.resume(user.id),
    done: () => m.resumedToast(userName(user)),
    refresh: [usersKey],
  });
  return (
    <Button
      variant="default"
      leftSection={<IconUserCheck size={16} aria-hidden />}
      loading={resume.isPending}
      onClick={() => resume.mutate()}
    >
      {m.resume}
    </Button>
  );
}

function Delete({ user }: { user: User }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const name = userName(user);
  const remove = useChange({
    run: (api) => api.users.delete(user.id),
    done: () => m.deletedToast(name),
    async after() {
      await navigate({ to: '/$tenant/users', params: { tenant } });
      client.removeQueries({ queryKey: ['tenant', tenant, 'users', user.id] });
      await client.invalidateQueries({ queryKey: ['tenant', tenant, 'users'] });
    },
  });
  return (
    <>
      <Button variant="light" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {m.delete}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.deleteTitle(name)}
        action={m.deleteAction}
        name={name}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.deleteText}
      </Confirm>
    </>
  );
}

function Reset({ user }: { user: User }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={open}>
        {m.reset}
      </Button>
      {opened && <ResetPassword user={user} onClose={close} />}
    </>
  );
}

interface Values extends PasswordValues {
  endSessions: boolean;
}

function useReset(user: User, done: (generated: string | undefined) => void) {
  const m = useMessages(messages);
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const name = userName(user);
  const form: Form<Values> = useForm<Values, Values, string | null>({
    initial: { passwordKind: 'generated', password: '', endSessions: true },
    check: ({ passwordKind, password }): Record<string, string> =>
      passwordKind === 'typed' && password === '' ? { password: m.passwordNeeded } : {},
    refused: (error) => passwordProblem(error, m),
    async save({ passwordKind, password: typed, endSessions }) {
      const made = { none: null, generated: generatePassword(), typed };
      const password = made[passwordKind];
      await api.users.setPassword(user.id, { password, endSessions });
      return password;
    },
    async saved(password) {
      await client.invalidateQueries({ queryKey: ['tenant', tenant, ...usersKey] });
      showDone(password === null ? m.removedPasswordToast(name) : m.resetToast(name));
      done(form.values.passwordKind === 'generated' && password !== null ? password : undefined);
    },
  });
  return form;
}

function ResetPassword({ user, onClose }: { user: User; onClose(): void }) {
  const m = useMessages(messages);
  const [generated, setGenerated] = useState<string>();
  const name = userName(user);
  const form = useReset(user, (password) => (password ? setGenerated(password) : onClose()));
  if (generated)
    return (
      <SecretOnce title={m.passwordOf(name)} label={m.newPassword} value={generated} onClose={onClose} />
    );
  const kinds = [
    { kind: 'generated', label: m.passwordKinds.generated, help: m.passwordHelp.generated },
    { kind: 'typed', label: m.passwordKinds.typed, help: m.passwordHelp.typed },
    ...(user.hasPassword
      ? [{ kind: 'none', label: m.removePassword, help: m.removePasswordHelp } as const]
      : []),
  ] as const;
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.resetTitle(name)}
      closeButtonProps={{ 'aria-label': m.cancel }}
      centered
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <PasswordChoice form={form} kinds={kinds} />
          <Checkbox label={m.resetEnd} description={m.resetEndHelp} {...form.toggle('endSessions')} />
          <DialogButtons onCancel={onClose} action={m.reset} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
