/** Where an application finds Gatehouse, and how it proves who it is. */
import { Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { CopyId } from '../../patterns/copy.tsx';
import { Section } from '../../patterns/section.tsx';
import { useApplication } from './application.ts';
import { Authentication } from './authentication.tsx';
import { Endpoints } from './endpoints.tsx';
import { credentialMessages } from './messages-credentials.ts';
import { Secrets } from './secrets.tsx';

export function CredentialsTab() {
  const m = useMessages(credentialMessages);
  const application = useApplication();
  return (
    <Stack gap="lg" maw={820}>
      <Section title={m.clientId} description={m.clientIdText}>
        <CopyId value={application.id} what={m.clientId} />
      </Section>
      {application.authentication === 'none' ? (
        <Section title={m.publicTitle}>
          <Text size="sm">{m.publicText}</Text>
        </Section>
      ) : (
        <>
          {application.authentication === 'secret' && <Secrets application={application} />}
          <Authentication key={application.id} application={application} />
        </>
      )}
      <Endpoints />
    </Stack>
  );
}
