/** The last question before an application exists: its name, and its type when no framework says it. */

import { schema } from 'virtual:schema/postApplications';
import type { NewApplication } from '@gatehouse/sdk/management';
import { Box, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { useForm } from '../../patterns/form.ts';
import type { GuideSummary } from '../../patterns/guide.ts';
import { Emblem } from './emblem.tsx';
import { useRememberSecret } from './fresh-secret.ts';
import { messages } from './messages.ts';
import { TypeBadge } from './type-badge.tsx';
import { type ApplicationType, applicationTypes, typeMessages } from './types.ts';

interface Values {
  name: string;
  type: ApplicationType;
}

/** What the guide needs is there from the beginning, so that its code works as it is pasted. */
function newApplication({ name, type }: Values, guide: GuideSummary | undefined) {
  const { redirectUri, postLogoutRedirectUri } = guide ?? {};
  return {
    name: name.trim(),
    type,
    ...(redirectUri && { redirectUris: [redirectUri] }),
    ...(postLogoutRedirectUri && { postLogoutRedirectUris: [postLogoutRedirectUri] }),
    ...(guide && { customData: { gatehouseGuide: guide.id } }),
  };
}

export function NameDialog({ guide, onClose }: { guide: GuideSummary | undefined; onClose(): void }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const rememberSecret = useRememberSecret();
  const create = useChange<ReturnType<typeof newApplication>, NewApplication>({
    run: (api, body) => api.applications.create(body),
    done: ({ name }) => m.created(name),
    refresh: [['applications'], ['get-started']],
    failed: (error) => detailsOf(error).status === 400,
  });
  const form = useForm<Values, ReturnType<typeof newApplication>, NewApplication>({
    initial: { name: '', type: guide?.type ?? 'traditional' },
    schema,
    toBody: (values) => newApplication(values, guide),
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: m.nameNeeded } : {}),
    save: (body) => create.mutateAsync(body),
    // What isn't about a field was shown by the change itself.
    failed: (error) => detailsOf(error).status !== 400,
    saved({ id, secret }) {
      rememberSecret(id, secret);
      return navigate({ to: '/$tenant/applications/$id/start', params: { tenant, id } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={guide ? m.dialog(guide.title) : m.dialogPlain}
      closeButtonProps={{ 'aria-label': m.cancel }}
      centered
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          {guide && <Chosen guide={guide} />}
          <TextInput
            label={m.name}
            description={m.nameHelp}
            placeholder={m.namePlaceholder}
            data-autofocus
            autoComplete="off"
            {...form.text('name')}
          />
          {!guide && <TypeChoice {...form.value<ApplicationType>('type')} />}
          <DialogButtons onCancel={onClose} action={m.create} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}

function Chosen({ guide }: { guide: GuideSummary }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Emblem guide={guide} />
      <Box>
        <Text size="sm" mb={4}>
          {guide.description}
        </Text>
        <TypeBadge type={guide.type} />
      </Box>
    </Group>
  );
}

function TypeChoice(props: {
  value: ApplicationType;
  error: string | undefined;
  onChange(value: ApplicationType): void;
}) {
  const m = useMessages(messages);
  const names = useMessages(typeMessages);
  return (
    <Radio.Group
      label={m.type}
      description={m.typeHelp}
      value={props.value}
      error={props.error}
      onChange={(value) => props.onChange(value as ApplicationType)}
    >
      <Stack gap="sm" mt="sm">
        {applicationTypes.map((type) => (
          <Radio key={type} value={type} label={names[type]} description={names.explain[type]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
