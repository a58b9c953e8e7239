/** Where to read on. */
import { SimpleGrid, Stack, Title } from '@mantine/core';
import { IconApi, IconBook2, IconWorldSearch } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { tenantBase, useTenantId } from '../../app/session.tsx';
import { Card } from './card.tsx';
import { messages } from './messages.ts';

export function Links() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const base = tenantBase(tenant);
  return (
    <Stack gap="sm" maw={900}>
      <Title order={2} size="h4">
        {m.more}
      </Title>
      <SimpleGrid component="ul" cols={{ base: 1, sm: 3 }} p={0} m={0} style={{ listStyle: 'none' }}>
        <Card icon={IconBook2} {...m.links.frameworks} to={`/${tenant}/applications/new`} />
        <Card icon={IconApi} {...m.links.api} href={`${base}/api/docs`} />
        <Card
          icon={IconWorldSearch}
          {...m.links.discovery}
          href={`${base}/oidc/.well-known/openid-configuration`}
        />
      </SimpleGrid>
    </Stack>
  );
}
