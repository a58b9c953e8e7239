/** Another role for an administrator, and none at all. The last owner's stays, and the dialog says why. */
import type { Administrator } from '@gatehouse/sdk/management';
import { Alert, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useAdminApi, usePerson } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { administratorsKey, nameOf, type Role } from './administrator.ts';
import { messages } from './administrator-messages.ts';
import { isRefused, Refusal } from './refusal.tsx';
import { RoleChoice } from './role-choice.tsx';

interface DialogProps {
  who: Administrator;
  onClose(): void;
}

export function RoleDialog({ who, onClose }: DialogProps) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const person = usePerson();
  const [role, setRole] = useState<Role>(who.role);
  const change = useChange({
    run: () => adminApi.administrators.update(who.id, { role }, { ifMatch: `"${who.version}"` }),
    done: () => m.roleChanged(nameOf(who), m.roles[role]),
    refresh: [administratorsKey],
    after: onClose,
    failed: (error) => isRefused(error, m.refusals),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.changeRoleOf(nameOf(who))}
      closeButtonProps={{ 'aria-label': m.cancel }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {m.changeRoleText}
          </Text>
          <RoleChoice label={m.role} value={role} onChange={setRole} />
          {who.email === person.email && role !== who.role && <Alert color="yellow">{m.ownRole}</Alert>}
          {isRefused(change.error, m.refusals) && <Refusal error={change.error} refusals={m.refusals} />}
          <DialogButtons
            onCancel={onClose}
            action={m.save}
            saving={change.isPending}
            disabled={role === who.role}
          />
        </Stack>
      </form>
    </Modal>
  );
}

export function RemoveAdministrator({ who, onClose }: DialogProps) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const person = usePerson();
  const remove = useChange({
    run: () => adminApi.administrators.delete(who.id, { ifMatch: `"${who.version}"` }),
    done: () => m.removed(nameOf(who)),
    refresh: [administratorsKey],
    failed: (error) => isRefused(error, m.refusals),
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={m.removeTitle(nameOf(who))}
      action={m.removeAction}
      name={who.email ?? nameOf(who)}
      onConfirm={() => remove.mutateAsync()}
    >
      <Stack gap="sm">
        {m.removeText}
        {who.email === person.email && <Alert color="yellow">{m.removeSelf}</Alert>}
        {isRefused(remove.error, m.refusals) && <Refusal error={remove.error} refusals={m.refusals} />}
      </Stack>
    </Confirm>
  );
}
