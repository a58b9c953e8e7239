/** The end of an application, by typing its name. */
import type { Application } from '@gatehouse/sdk/management';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Section } from '../../patterns/section.tsx';
import { detailMessages } from './messages-detail.ts';

export function DeleteApplication({ application: { id, name } }: { application: Application }) {
  const m = useMessages(detailMessages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: (api) => api.applications.delete(id),
    done: () => m.deleted(name),
    refresh: [['applications', 'list'], ['get-started']],
    after: () => navigate({ to: '/$tenant/applications', params: { tenant } }),
  });
  return (
    <Section title={m.deleteTitle} description={m.deleteHelp}>
      <Group>
        <Button color="red" variant="light" onClick={open}>
          {m.deleteAction}
        </Button>
      </Group>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.deleteQuestion(name)}
        action={m.deleteAction}
        name={name}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.deleteText}
      </Confirm>
    </Section>
  );
}
