/** The tenant's own mail server. It is saved as a whole; a password that is stored stays when none is given. */

import { schema } from 'virtual:schema/putMailSettings';
import type { MailSettings } from '@gatehouse/sdk/management';
import { Fieldset, NumberInput, PasswordInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { detailsOf } from '../../patterns/errors.ts';
import type { Form, Problems } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { messages } from './mail-messages.ts';

export const mailKey = ['mail-settings'];

interface Values {
  host: string;
  port: number | string;
  security: 'none' | 'starttls' | 'tls';
  username: string;
  password: string;
  fromAddress: string;
  fromName: string;
}

const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

/** Of the installation's server nothing is known, and nothing of it belongs into the tenant's. */
function valuesOf(settings: MailSettings): Values {
  const own = settings.source === 'tenant' ? settings : undefined;
  return {
    host: own?.host ?? '',
    port: own?.port ?? 587,
    security: own?.security ?? 'starttls',
    username: own?.username ?? '',
    password: '',
    fromAddress: own?.fromAddress ?? '',
    fromName: own?.fromName ?? '',
  };
}

const bodyOf = (values: Values) => ({
  host: values.host.trim() || undefined,
  port: values.port as number,
  security: values.security,
  username: values.username.trim() || null,
  fromName: values.fromName.trim() || null,
  fromAddress: values.fromAddress.trim() || undefined,
  ...(values.password && { password: values.password }),
});

type Body = ReturnType<typeof bodyOf>;

/** As the server has it: the password goes to no other server and account than the one that it was given for. */
function passwordProblems(values: Values, before: MailSettings, m: (typeof messages)['en']): Problems {
  const { username, password, security, host } = bodyOf(values);
  if (password && username === null) return { username: m.passwordAlone };
  if (username === null) return {};
  const isLocal = host === 'localhost' || host?.startsWith('127.');
  if (security === 'none' && !isLocal) return { security: m.insecure };
  if (password) return {};
  if (!before.hasPassword) return { password: m.passwordNeeded };
  const sameAccount =
    host === before.host &&
    values.port === before.port &&
    security === before.security &&
    username === before.username;
  return sameAccount ? {} : { password: m.passwordAgain };
}

export interface MailFormProps {
  settings: MailSettings & { etag: string };
  editable: boolean;
  onUnsaved(unsaved: boolean): void;
}

export function MailForm({ settings, editable, onUnsaved }: MailFormProps) {
  const m = useMessages(messages);
  const form: Settings<Values> = useSettings<Values, Body, unknown>({
    stored: valuesOf(settings),
    etag: settings.etag,
    schema,
    toBody: bodyOf,
    check: (values) => passwordProblems(values, settings, m),
    refused: (error): Problems =>
      detailsOf(error).code === 'outbound.refused' ? { host: m.hostRefused } : {},
    save(api, _, ifMatch) {
      const { host = '', fromAddress = '', ...rest } = bodyOf(form.values);
      return api.mailSettings.set({ host, fromAddress, ...rest }, { ifMatch });
    },
    refresh: [mailKey],
    done: m.saved,
  });
  const { dirty } = form;
  useEffect(() => onUnsaved(dirty), [dirty, onUnsaved]);
  return (
    <form onSubmit={form.submit} noValidate>
      <Section title={m.server} description={m.serverText}>
        <Fieldset variant="unstyled" m={0} p={0} disabled={!editable}>
          <Stack gap="md">
            <Server form={form} editable={editable} />
            <Account form={form} hasPassword={settings.hasPassword} />
            <Sender form={form} />
          </Stack>
        </Fieldset>
        {form.bar}
      </Section>
    </form>
  );
}

function Server({ form, editable }: { form: Form<Values>; editable: boolean }) {
  const m = useMessages(messages);
  const securities = Object.entries(m.securities).map(([value, label]) => ({ value, label }));
  const security = form.value<string | null>('security');
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={m.host}
          description={m.hostText}
          placeholder="smtp.example.com"
          required
          {...form.text('host')}
        />
        <NumberInput
          label={m.port}
          description={m.portText}
          required
          hideControls
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=""
          {...form.value<string | number>('port')}
        />
      </SimpleGrid>
      <Select
        label={m.security}
        data={securities}
        allowDeselect={false}
        disabled={!editable}
        {...security}
        onChange={(chosen) => {
          const usual = Object.values<unknown>(usualPorts).includes(form.values.port);
          if (usual) form.set('port', usualPorts[chosen as keyof typeof usualPorts]);
          security.onChange(chosen);
        }}
      />
    </>
  );
}

function Account({ form, hasPassword }: { form: Form<Values>; hasPassword: boolean }) {
  const m = useMessages(messages);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={m.username}
        description={m.usernameText}
        autoComplete="off"
        {...form.text('username')}
      />
      <PasswordInput
        label={m.password}
        description={hasPassword ? m.passwordKept : m.passwordText}
        placeholder={hasPassword ? '••••••••' : undefined}
        autoComplete="new-password"
        {...form.text('password')}
      />
    </SimpleGrid>
  );
}

function Sender({ form }: { form: Form<Values> }) {
  const m = useMessages(messages);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        type="email"
        label={m.fromAddress}
        description={m.fromAddressText}
        placeholder="no-reply@example.com"
        required
        autoComplete="off"
        {...form.text('fromAddress')}
      />
      <TextInput label={m.fromName} description={m.fromNameText} {...form.text('fromName')} />
    </SimpleGrid>
  );
}
