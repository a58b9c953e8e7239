/** How long an application's refresh tokens live, and how its requests and tokens are protected. */

import { schema } from 'virtual:schema/patchApplicationsId';
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { Stack, Switch, Text } from '@mantine/core';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { DurationInput, formatDuration } from '../../patterns/duration.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { useApplication, useMayWrite } from './application.ts';
import { detailMessages } from './messages-detail.ts';

interface Values {
  refreshTokenTtl: number | null;
  requirePushedRequests: boolean;
  requireDpop: boolean;
}

/** What the field begins with when the tenant's lifetime is left. */
const fourteenDays = 14 * 86_400;

export function TokensTab() {
  const application = useApplication();
  return <TokensForm key={application.id} application={application} />;
}

function TokensForm({ application }: { application: WithEtag<Application> }) {
  const m = useMessages(detailMessages);
  const disabled = !useMayWrite();
  const { id, type, etag, refreshTokenTtl, requirePushedRequests, requireDpop } = application;
  const form = useSettings<Values, Values, Application>({
    stored: { refreshTokenTtl, requirePushedRequests, requireDpop },
    etag,
    schema,
    toBody: (values) => values,
    save: (api, changes, ifMatch) => api.applications.update(id, changes, { ifMatch }),
    refresh: [['applications']],
  });
  const ttl = form.value<number | null>('refreshTokenTtl');
  const people = type !== 'machine-to-machine';
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg" maw={820}>
        <Section title={m.tokensTitle}>
          {people && (
            <Switch
              label={m.refreshDefault}
              description={m.refreshDefaultHelp}
              disabled={disabled}
              checked={ttl.value === null}
              onChange={(event) => ttl.onChange(event.currentTarget.checked ? null : fourteenDays)}
            />
          )}
          {people && ttl.value !== null && <Lifetime {...ttl} value={ttl.value} disabled={disabled} />}
          {people && (
            <Switch
              label={m.par}
              description={m.parHelp}
              disabled={disabled}
              {...form.toggle('requirePushedRequests')}
            />
          )}
          <Switch
            label={m.dpop}
            description={m.dpopHelp}
            disabled={disabled}
            {...form.toggle('requireDpop')}
          />
        </Section>
        {form.bar}
      </Stack>
    </form>
  );
}

/** As the API's description has them; there the field may be null, too. */
const bounds = { minimum: 60, maximum: 365 * 86_400 };

function Lifetime(props: {
  value: number;
  error: string | undefined;
  onChange(seconds: number): void;
  onBlur(): void;
  disabled: boolean;
}) {
  const m = useMessages(detailMessages);
  const { locale } = useLocale();
  const { value, error, onChange, onBlur, disabled } = props;
  if (disabled)
    return (
      <Text size="sm">
        {m.refreshTtl}: {formatDuration(value, locale)}
      </Text>
    );
  return (
    <DurationInput
      label={m.refreshTtl}
      description={m.refreshTtlHelp}
      bounds={bounds}
      value={value}
      error={error}
      // Null stands for the tenant's lifetime, which is the switch's to say.
      onChange={(seconds) => onChange(seconds ?? 0)}
      onBlur={onBlur}
    />
  );
}
