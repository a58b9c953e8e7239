/** For those who come by an address to where they may only look. */
import { Alert } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { messages } from './messages.ts';

/** True once it is known that the person may not make connectors. */
export function useMayNotCreate(): boolean {
  const { known, can } = usePermissions();
  return known && !can('sso-connectors:write');
}

export function MayNot() {
  const { new: m } = useMessages(messages);
  return (
    <Alert color="gray" icon={<IconEye aria-hidden />} role="note">
      {m.mayNot}
    </Alert>
  );
}
