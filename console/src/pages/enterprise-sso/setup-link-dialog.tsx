/** Makes a set-up link: for which customer, who may open it, and what it is good for. */

import { schema } from 'virtual:schema/postSetupLinks';
import type { SsoConnector } from '@gatehouse/sdk/management';
import {
  Checkbox,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMessages } from '../../app/i18n.ts';
import { useApi, usePermissions, usePerson, useTenantId } from '../../app/session.tsx';
import { DialogButtons } from '../../patterns/dialog-buttons.tsx';
import { useForm } from '../../patterns/form.ts';
import { showDone } from '../../patterns/toasts.tsx';
import { useProviders } from './data.ts';
import { providerWords, messages as ssoMessages } from './messages.ts';
import { messages as organizationMessages } from './messages-organization.ts';
import { messages } from './messages-setup-links.ts';
import { OrganizationField } from './organization-field.tsx';

const parts = ['set-up', 'renew', 'health'] as const;
const locales = ['browser', 'en', 'zh-CN'] as const;

export const setupLinksKey = ['setup-links'];

interface SetupLinkDialogProps {
  /** A link for a connector that is there already. */
  connector?: Pick<SsoConnector, 'id' | 'name' | 'enabled'>;
  /** Whose connector it will be. */
  organization?: { id: string; name: string };
  onClose(): void;
  onMade(customer: string, url: string | null): void;
}

function firstValues({ connector, organization }: SetupLinkDialogProps, email: string | undefined) {
  return {
    customer: connector?.name ?? organization?.name ?? '',
    organizationId: organization?.id ?? (null as string | null),
    emails: [] as string[],
    domains: [] as string[],
    providers: [] as string[],
    parts: (connector?.enabled ? ['renew', 'health'] : [...parts]) as (typeof parts)[number][],
    mayEnable: false,
    notify: email ?? '',
    locale: 'browser' as (typeof locales)[number],
    expiresInDays: 7 as number | string,
  };
}

type Values = ReturnType<typeof firstValues>;

function toBody(
  { notify, locale, customer, expiresInDays, organizationId, ...values }: Values,
  connectorId: string | undefined,
) {
  return {
    ...values,
    customer: customer.trim(),
    expiresInDays: Number(expiresInDays),
    ...(notify.trim() !== '' && { notify: notify.trim() }),
    ...(locale !== 'browser' && { locale }),
    ...(organizationId !== null && { organizationId }),
    ...(connectorId !== undefined && { connectorId }),
  };
}

export function SetupLinkDialog(props: SetupLinkDialogProps) {
  const { connector, onClose, onMade } = props;
  const m = useMessages(messages);
  const api = useApi();
  const client = useQueryClient();
  const tenant = useTenantId();
  const { email } = usePerson();
  const form = useForm({
    initial: firstValues(props, email),
    schema,
    toBody: (values) => toBody(values, connector?.id),
    save: (body) => api.setupLinks.create(body),
    async saved({ customer, url }) {
      await client.invalidateQueries({ queryKey: ['tenant', tenant, ...setupLinksKey] });
      showDone(m.form.made(customer));
      onClose();
      onMade(customer, url);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={m.form.title}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': m.cancel }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {m.form.text}
          </Text>
          <TextInput
            label={m.form.customer}
            description={m.form.customerText}
            required
            data-autofocus
            autoComplete="off"
            {...form.text('customer')}
          />
          <TagsInput
            label={m.form.emails}
            description={m.form.emailsText}
            acceptValueOnBlur
            {...form.value<string[]>('emails')}
          />
          {!connector && <Choices form={form} />}
          <Limits form={form} />
          <DialogButtons onCancel={onClose} action={m.form.action} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}

type DialogForm = ReturnType<typeof useForm<Values>>;

/** What the customer can choose from. */
function Choices({ form }: { form: Pick<DialogForm, 'value'> }) {
  const m = useMessages(messages);
  const words = useMessages(ssoMessages);
  const o = useMessages(organizationMessages);
  const { can } = usePermissions();
  const { data } = useProviders();
  const options = (data?.items ?? []).map((one) => ({
    value: one.id,
    label: providerWords(words, one).name,
  }));
  return (
    <>
      {can('organizations:read') && (
        <OrganizationField
          label={o.ofLink}
          description={o.ofLinkText}
          {...form.value<string | null>('organizationId')}
        />
      )}
      <TagsInput
        label={m.form.domains}
        description={m.form.domainsText}
        acceptValueOnBlur
        {...form.value<string[]>('domains')}
      />
      <MultiSelect
        label={m.form.providers}
        description={m.form.providersText}
        data={options}
        {...form.value<string[]>('providers')}
      />
    </>
  );
}

function Limits({ form }: { form: Pick<DialogForm, 'value' | 'text' | 'toggle'> }) {
  const m = useMessages(messages);
  return (
    <>
      <Checkbox.Group label={m.form.parts} {...form.value<string[]>('parts')}>
        <Stack gap="xs" mt="xs">
          {parts.map((part) => (
            <Checkbox key={part} value={part} label={m.form.partNames[part]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Switch label={m.form.mayEnable} description={m.form.mayEnableText} {...form.toggle('mayEnable')} />
      <TextInput type="email" label={m.form.notify} autoComplete="off" {...form.text('notify')} />
      <Select
        label={m.form.locale}
        data={locales.map((value) => ({ value, label: m.form.locales[value] }))}
        allowDeselect={false}
        {...form.value<string | null>('locale')}
      />
      <NumberInput
        label={m.form.days}
        min={1}
        max={30}
        allowDecimal={false}
        {...form.value<number | string>('expiresInDays')}
      />
    </>
  );
}
