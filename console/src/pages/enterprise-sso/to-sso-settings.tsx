/** The way to what a tenant decides about single sign-on as a whole. */
import { Button } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { messages } from './messages-recorder.ts';

export function ToSsoSettings() {
  const { keep } = useMessages(messages);
  const tenant = useTenantId();
  return (
    <Button
      component={Link}
      to={`/${tenant}/enterprise-sso/settings`}
      variant="default"
      leftSection={<IconSettings size={16} aria-hidden />}
    >
      {keep.page}
    </Button>
  );
}
