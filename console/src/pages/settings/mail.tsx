/** How mail leaves the tenant: which server is used, the tenant's own one, and a test. */
import type { MailSettings } from '@gatehouse/sdk/management';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMail, IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { MailForm, mailKey } from './mail-form.tsx';
import { messages } from './mail-messages.ts';
import { MailTest } from './mail-test.tsx';

export function Mail() {
  const { can } = usePermissions();
  const [unsaved, setUnsaved] = useState(false);
  const { data, error, refetch } = useApiQuery(mailKey, (api, signal) => api.mailSettings.get({ signal }));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const editable = can('mail-settings:write');
  return (
    <Stack gap="lg">
      <Source settings={data} />
      {(editable || data.source === 'tenant') && (
        <MailForm key={data.source} settings={data} editable={editable} onUnsaved={setUnsaved} />
      )}
      {editable && data.source !== 'none' && <MailTest unsaved={unsaved} />}
      {editable && data.source === 'tenant' && <Back etag={data.etag} />}
    </Stack>
  );
}

function Source({ settings: { source, fromName, fromAddress } }: { settings: MailSettings }) {
  const m = useMessages(messages);
  const sender = fromName ? `${fromName} <${fromAddress}>` : fromAddress;
  const Icon = source === 'none' ? IconMailOff : IconMail;
  return (
    <Alert
      color={source === 'tenant' ? 'teal' : 'blue'}
      title={m.sources[source].title}
      icon={<Icon aria-hidden />}
    >
      <Text size="sm">{m.sources[source].text}</Text>
      {sender && <Text size="sm">{m.sender(sender)}</Text>}
    </Alert>
  );
}

function Back({ etag }: { etag: string }) {
  const m = useMessages(messages);
  const [opened, { open, close }] = useDisclosure(false);
  const back = useChange({
    run: (api) => api.mailSettings.delete({ ifMatch: etag }),
    done: () => m.backDone,
    refresh: [mailKey],
  });
  return (
    <Section title={m.back} description={m.backText}>
      <Group>
        <Button variant="light" color="red" onClick={open}>
          {m.back}
        </Button>
      </Group>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.backTitle}
        action={m.back}
        onConfirm={() => back.mutateAsync()}
      >
        {m.backText}
      </Confirm>
    </Section>
  );
}
