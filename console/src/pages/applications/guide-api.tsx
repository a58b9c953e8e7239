/** For guides that protect an API: which one, with the way to register the first. */

import { schema } from 'virtual:schema/postApiResources';
import type { ApiResource } from '@gatehouse/sdk/management';
import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { useForm } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { guideMessages } from './messages-guide.ts';

const key = ['api-resources'];

/** The tenant's APIs; none for those who may not read them. */
export function useApiResources(): readonly ApiResource[] | undefined {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    [...key, 'all'],
    (api, signal) => api.apiResources.list({ pageSize: 100 }, { signal }),
    { enabled: can('api-resources:read') },
  );
  return data?.items;
}

export function GuideApi({
  apis,
  value,
  onChange,
}: {
  apis: readonly ApiResource[];
  value: string | undefined;
  onChange(indicator: string): void;
}) {
  const m = useMessages(guideMessages);
  const { can } = usePermissions();
  const none = can('api-resources:write') ? m.apiNone : m.apiNoneRead;
  return (
    <Section title={m.apiTitle} description={apis.length > 0 ? m.apiText : none}>
      {apis.length > 0 ? (
        <Select
          label={m.api}
          data={apis.map(({ indicator, name }) => ({ value: indicator, label: `${name} · ${indicator}` }))}
          value={value ?? null}
          onChange={(next) => next && onChange(next)}
          allowDeselect={false}
          maw={520}
        />
      ) : (
        can('api-resources:write') && <Register />
      )}
    </Section>
  );
}

interface NewApi {
  indicator: string;
  name: string;
}

function Register() {
  const m = useMessages(guideMessages);
  const create = useChange<NewApi, ApiResource>({
    run: (api, body) => api.apiResources.create(body),
    done: ({ name }) => m.registered(name),
    refresh: [key],
    failed: (error) => detailsOf(error).status === 400,
  });
  const form = useForm<NewApi>({
    initial: { indicator: '', name: '' },
    schema,
    check: ({ indicator, name }) => ({
      ...(URL.canParse(indicator) ? {} : { indicator: m.indicatorWrong }),
      ...(name.trim() === '' && { name: m.nameNeeded }),
    }),
    save: (body) => create.mutateAsync(body),
    failed: (error) => detailsOf(error).status !== 400,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack maw={520} align="flex-start">
        <TextInput
          w="100%"
          label={m.indicator}
          description={m.indicatorHelp}
          placeholder="https://api.example.com"
          {...form.text('indicator')}
        />
        <TextInput w="100%" label={m.apiName} placeholder={m.apiNamePlaceholder} {...form.text('name')} />
        <Button type="submit" loading={form.saving}>
          {m.register}
        </Button>
      </Stack>
    </form>
  );
}
