/** The rules for passwords, guessing and sessions. */

import { schema } from 'virtual:schema/patchSecuritySettings';
import type { SecuritySettings } from '@gatehouse/sdk/management';
import { Fieldset, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { boundsOf, DurationInput } from '../../patterns/duration.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { Form } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages } from './messages.ts';
import { RateLimits } from './rate-limits.tsx';
import { SlowdownFields, slowdownProblems } from './slowdown.tsx';
import { type Values, valuesOf } from './values.ts';

const key = ['security-settings'];

export function Security() {
  const m = useMessages(messages);
  const { data, error, refetch } = useApiQuery(key, (api, signal) => api.securitySettings.get({ signal }));
  return (
    <Page title={m.title} description={m.description}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <SecurityForm settings={data} />}
    </Page>
  );
}

function SecurityForm({ settings }: { settings: SecuritySettings & { etag: string } }) {
  const m = useMessages(messages);
  const editable = usePermissions().can('security-settings:write');
  const form = useSettings({
    stored: valuesOf(settings),
    etag: settings.etag,
    schema,
    toBody: (values) => values,
    check: (values) => slowdownProblems(values, m.fields),
    save: (api, changes, ifMatch) => api.securitySettings.update(changes, { ifMatch }),
    refresh: [key, ['settings', 'tenant']],
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
            <Passwords form={form} />
            <Section title={m.lockout} description={m.lockoutText}>
              <SlowdownFields form={form} path="lockout" />
            </Section>
            <RateLimits form={form} />
            <Sessions form={form} />
            <RefreshTokens form={form} />
          </Stack>
        </Fieldset>
        {form.bar}
      </Stack>
    </form>
  );
}

function Passwords({ form }: { form: Form<Values> }) {
  const m = useMessages(messages);
  return (
    <Section title={m.passwords} description={m.passwordsText}>
      <NumberInput
        label={m.minLength}
        description={m.minLengthText}
        maw={360}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        {...form.value<number | string>('passwords.minLength')}
      />
    </Section>
  );
}

function Sessions({ form }: { form: Form<Values> }) {
  const m = useMessages(messages);
  const { idleSeconds, absoluteSeconds } = form.values.sessions;
  const field = (path: string) => ({
    bounds: boundsOf(schema, `sessions.${path}`),
    ...form.value<number | null>(`sessions.${path}`),
  });
  return (
    <Section title={m.sessions} description={m.sessionsText}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <DurationInput label={m.fields.idle} description={m.fields.idleText} {...field('idleSeconds')} />
        <DurationInput
          label={m.fields.absolute}
          description={m.fields.absoluteText}
          {...field('absoluteSeconds')}
        />
        <DurationInput
          label={m.fields.remember}
          description={m.fields.rememberText}
          {...field('rememberSeconds')}
        />
      </SimpleGrid>
      {idleSeconds > absoluteSeconds && (
        <Text size="sm" c="dimmed" role="status">
          {m.fields.idleTooLong}
        </Text>
      )}
    </Section>
  );
}

function RefreshTokens({ form }: { form: Form<Values> }) {
  const m = useMessages(messages);
  return (
    <Section title={m.refreshTokens} description={m.refreshTokensText}>
      <Stack maw={480}>
        <DurationInput
          label={m.fields.refreshToken}
          description={m.fields.refreshTokenText}
          bounds={boundsOf(schema, 'refreshTokenTtlSeconds')}
          {...form.value<number | null>('refreshTokenTtlSeconds')}
        />
      </Stack>
    </Section>
  );
}
