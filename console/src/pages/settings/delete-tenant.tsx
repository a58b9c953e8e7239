/** Deleting a tenant with everything in it: for owners, by typing its name, and never the two that are built in. */
import type { Tenant } from '@gatehouse/sdk/management';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useAdminApi, useAdminPermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages.ts';

const builtIn = ['default', 'admin'];

export function DeleteTenant({ tenant: { id, name } }: { tenant: Tenant }) {
  const m = useMessages(messages);
  const { can } = useAdminPermissions();
  const adminApi = useAdminApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: () => adminApi.tenants.delete(id),
    done: () => m.removed(name),
    async after() {
      await client.invalidateQueries({ queryKey: ['tenants'] });
      await navigate({ to: '/$tenant/get-started', params: { tenant: 'default' } });
    },
  });
  if (builtIn.includes(id) || !can('tenants:write')) return null;
  return (
    <Section title={m.remove} description={m.removeText}>
      <Group>
        <Button color="red" variant="light" onClick={open}>
          {m.remove}
        </Button>
      </Group>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.removeTitle(name)}
        action={m.remove}
        name={name}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.removeText}
      </Confirm>
    </Section>
  );
}
