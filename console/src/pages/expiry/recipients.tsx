/** Who is mailed before something ends. */

import { schema } from 'virtual:schema/putExpirySettings';
import type { ExpirySettings, WithEtag } from '@gatehouse/sdk/management';
import { Fieldset, Select, Stack, TagsInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { expiryKey } from '../../patterns/expiry.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { Problems } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages } from './messages.ts';

const settingsKey = [...expiryKey, 'settings'];

type Values = Pick<ExpirySettings, 'recipients' | 'addresses'>;

const kinds = ['administrators', 'addresses', 'nobody'] as const;

export function Recipients() {
  const m = useMessages(messages);
  const { data, error, refetch } = useApiQuery(settingsKey, (api, signal) =>
    api.expiry.settings.get({ signal }),
  );
  return (
    <Section title={m.mailTitle} description={m.mailText}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <RecipientsForm settings={data} />}
    </Section>
  );
}

/** The addresses stay with the choice of others, so that both are always sent. */
function RecipientsForm({ settings }: { settings: WithEtag<ExpirySettings> }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { recipients, addresses } = settings;
  const form = useSettings<Values, Values, ExpirySettings>({
    stored: { recipients, addresses },
    etag: settings.etag,
    schema,
    toBody: (values) => values,
    // Both are sent always: the setting is replaced as a whole.
    save: (api, changes, ifMatch) =>
      api.expiry.settings.set({ recipients, addresses, ...changes }, { ifMatch }),
    check: (values): Problems =>
      values.recipients === 'addresses' && values.addresses.length === 0 ? { addresses: m.needsOne } : {},
    refresh: [settingsKey],
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Fieldset variant="unstyled" disabled={!can('expiry:write')}>
        <Stack maw={520}>
          <Select
            label={m.recipients}
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: m.kinds[value] }))}
            {...form.value<Values['recipients']>('recipients')}
            onChange={(value) => value && form.set('recipients', value)}
          />
          {form.values.recipients === 'addresses' && (
            <TagsInput
              label={m.addresses}
              description={m.addressesHint}
              acceptValueOnBlur
              maxTags={20}
              {...form.value<string[]>('addresses')}
            />
          )}
        </Stack>
      </Fieldset>
      {form.bar}
    </form>
  );
}
