/** The way from the connectors, or from one of them, to their set-up links. */
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { messages } from './messages-setup-links.ts';

export function ToSetupLinks({ connector }: { connector?: string }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  return (
    <Button
      component={Link}
      to={`/${tenant}/enterprise-sso/setup-links`}
      search={(connector === undefined ? {} : { connector }) as never}
      variant="default"
      leftSection={<IconLink size={16} aria-hidden />}
    >
      {m.open}
    </Button>
  );
}
