/** Host names of the tenant's own: added, proved by a DNS record, activated. */
import { schema } from 'virtual:schema/postCustomDomains';
import { Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconWorldWww } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useApi, usePermissions, useTenantId } from '../../app/session.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Failure } from '../../patterns/failure.tsx';
import { type Problems, useForm } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { showDone } from '../../patterns/toasts.tsx';
import { DomainCard } from './domain-card.tsx';
import { messages } from './domain-messages.ts';
import { domainsKey } from './tenant.ts';

export function Domains() {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { data, error, refetch } = useApiQuery(domainsKey, (api, signal) =>
    api.customDomains.list({ pageSize: 100 }, { signal }),
  );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const editable = can('custom-domains:write');
  return (
    <Stack gap="lg">
      <Section title={m.title} description={m.text}>
        {editable && <AddDomain />}
      </Section>
      {data.items.length === 0 && (
        <Paper>
          <Empty icon={IconWorldWww} title={m.none} text={m.noneText} />
        </Paper>
      )}
      {data.items.map((domain) => (
        <DomainCard key={domain.domain} domain={domain} editable={editable} />
      ))}
    </Stack>
  );
}

function AddDomain() {
  const m = useMessages(messages);
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const form = useForm({
    initial: { domain: '' },
    schema,
    toBody: ({ domain }) => ({ domain: domain.trim() || undefined }),
    save: ({ domain = '' }) => api.customDomains.create({ domain }),
    async saved({ domain }) {
      form.reset({ domain: '' });
      showDone(m.added(domain));
      await client.invalidateQueries({ queryKey: ['tenant', tenant, ...domainsKey] });
    },
    refused(error): Problems {
      const text = m.problems[detailsOf(error).code as keyof typeof m.problems];
      return text === undefined ? {} : { domain: text };
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Group align="flex-start" gap="sm">
        <TextInput
          aria-label={m.domain}
          placeholder="login.example.com"
          flex="1 1 220px"
          maw={420}
          autoComplete="off"
          {...form.text('domain')}
        />
        <Button type="submit" loading={form.saving} leftSection={<IconPlus size={16} aria-hidden />}>
          {m.add}
        </Button>
      </Group>
    </form>
  );
}
