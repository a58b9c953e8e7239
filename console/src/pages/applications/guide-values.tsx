/** The values that every guide needs, to copy; the secret as long as this visit knows it. */
import type { Application } from '@gatehouse/sdk/management';
import { Alert, Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { CopyField } from '../../patterns/copy.tsx';
import { Section } from '../../patterns/section.tsx';
import { applicationKey, useAddresses, useMayWrite } from './application.ts';
import { useFreshSecret, useRememberSecret } from './fresh-secret.ts';
import { guideMessages } from './messages-guide.ts';

export function GuideValues({ application }: { application: Application }) {
  const m = useMessages(guideMessages);
  const { endpoint, issuer } = useAddresses();
  return (
    <Section title={m.values}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <CopyField label={m.endpoint} value={endpoint} />
        <CopyField label={m.issuer} value={issuer} />
        <CopyField label={m.clientId} value={application.id} />
        {application.authentication === 'secret' && <Secret application={application} />}
      </SimpleGrid>
    </Section>
  );
}

function Secret({ application }: { application: Application }) {
  const m = useMessages(guideMessages);
  const secret = useFreshSecret(application.id);
  if (!secret) return <MakeSecret application={application} />;
  return (
    <Stack gap={6}>
      <CopyField label={m.clientSecret} value={secret} />
      <Alert color="yellow" p="xs" icon={<IconEyeOff size={18} aria-hidden />}>
        {m.secretNow}
      </Alert>
    </Stack>
  );
}

function MakeSecret({ application: { id } }: { application: Application }) {
  const m = useMessages(guideMessages);
  const mayWrite = useMayWrite();
  const remember = useRememberSecret();
  const make = useChange({
    run: (api) => api.applications.secrets.create(id, { name: m.secretName }),
    done: () => m.secretMade,
    refresh: [applicationKey(id)],
    after: ({ value }) => remember(id, value),
  });
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {m.clientSecret}
      </Text>
      <Text size="xs" c="dimmed">
        {m.secretGone} {!mayWrite && m.secretGoneRead}
      </Text>
      {mayWrite && (
        <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {m.newSecret}
        </Button>
      )}
    </Stack>
  );
}
