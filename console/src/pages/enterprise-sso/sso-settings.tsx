/** What a tenant decides about single sign-on as a whole: how long attempts are kept, and when it goes back by itself. */

import { schema } from 'virtual:schema/patchSsoSettings';
import type { SsoSettings } from '@gatehouse/sdk/management';
import { Fieldset, NumberInput, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { Form } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages as ssoMessages } from './messages.ts';
import { messages as historyMessages } from './messages-history.ts';
import { messages } from './messages-recorder.ts';

const key = ['sso-settings'];

type Values = Omit<SsoSettings, 'version'>;

const valuesOf = ({ version: _, ...values }: SsoSettings): Values => values;

export function SsoSettingsPage() {
  const { keep: m } = useMessages(messages);
  const { title } = useMessages(ssoMessages);
  const tenant = useTenantId();
  const { data, error, refetch } = useApiQuery(key, (api, signal) => api.ssoSettings.get({ signal }));
  return (
    <Page
      title={m.pageTitle}
      description={m.pageText}
      crumbs={[{ label: title, to: `/${tenant}/enterprise-sso` }]}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <SettingsForm settings={data} />}
    </Page>
  );
}

function SettingsForm({ settings: { etag, ...settings } }: { settings: SsoSettings & { etag: string } }) {
  const { keep: m } = useMessages(messages);
  const editable = usePermissions().can('sso-connectors:write');
  const form = useSettings({
    stored: valuesOf(settings),
    etag,
    schema,
    toBody: (values) => values,
    save: (api, changes, ifMatch) => api.ssoSettings.update(changes, { ifMatch }),
    refresh: [key],
    done: m.saved,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg">
        {!editable && (
          <Text size="sm" c="dimmed">
            {m.readOnly}
          </Text>
        )}
        <Fieldset variant="unstyled" m={0} p={0} disabled={!editable}>
          <Stack gap="lg">
            <Keeping form={form} />
            <RollingBack form={form} />
          </Stack>
        </Fieldset>
        {form.bar}
      </Stack>
    </form>
  );
}

const whole = {
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
    | 'label'
    | 'input'
    | 'description'
    | 'error'
  )[],
  allowDecimal: false,
  allowNegative: false,
  clampBehavior: 'none' as const,
};

function Keeping({ form }: { form: Form<Values> }) {
  const { keep: m } = useMessages(messages);
  return (
    <Section title={m.title} description={m.text}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={760}>
        <NumberInput
          {...whole}
          label={m.attemptDays}
          description={m.attemptDaysText}
          {...form.value<number | string>('attemptDays')}
        />
        <NumberInput
          {...whole}
          label={m.evidenceDays}
          description={m.evidenceDaysText}
          {...form.value<number | string>('evidenceDays')}
        />
      </SimpleGrid>
    </Section>
  );
}

const thresholds = ['attempts', 'failurePercent', 'minutes'] as const;

function RollingBack({ form }: { form: Form<Values> }) {
  const { settings: m } = useMessages(historyMessages);
  return (
    <Section title={m.title} description={m.text}>
      <Switch label={m.enabled} description={m.enabledText} {...form.toggle('rollBack.enabled')} />
      <SimpleGrid cols={{ base: 1, sm: 3 }} maw={760}>
        {thresholds.map((name) => (
          <NumberInput
            key={name}
            {...whole}
            label={m[name]}
            description={m[`${name}Text`]}
            {...form.value<number | string>(`rollBack.${name}`)}
          />
        ))}
      </SimpleGrid>
    </Section>
  );
}
