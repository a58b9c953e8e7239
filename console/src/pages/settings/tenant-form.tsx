/** Name and purpose of the tenant. Tenants are managed at the API of the tenant `admin`. */

import { schema } from 'virtual:schema/patchTenantsId';
import type { Tenant } from '@gatehouse/sdk/management';
import { Fieldset, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useAdminApi, useAdminPermissions } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages } from './messages.ts';
import { tenantKey } from './tenant.ts';

const tags = ['development', 'production'] as const;

export function TenantForm({ tenant }: { tenant: Tenant & { etag: string } }) {
  const m = useMessages(messages);
  const { can } = useAdminPermissions();
  const adminApi = useAdminApi();
  const client = useQueryClient();
  const form = useSettings({
    stored: { name: tenant.name, tag: tenant.tag },
    etag: tenant.etag,
    schema,
    toBody: (values) => values,
    async save(_, changes, ifMatch) {
      const saved = await adminApi.tenants.update(tenant.id, changes, { ifMatch });
      await client.invalidateQueries({ queryKey: ['tenants'] });
      return saved;
    },
    refresh: [tenantKey],
  });
  const editable = can('tenants:write');
  return (
    <form onSubmit={form.submit} noValidate>
      <Section title={m.tenant} description={m.tenantText}>
        <Identity tenant={tenant} />
        <Fieldset variant="unstyled" m={0} p={0} disabled={!editable}>
          <Stack gap="md">
            <TextInput
              label={m.name}
              description={m.nameText}
              maw={480}
              required={editable}
              {...form.text('name')}
            />
            <Radio.Group label={m.tag} {...form.value<string>('tag')}>
              <Stack gap="xs" mt={6}>
                {tags.map((tag) => (
                  <Radio
                    key={tag}
                    value={tag}
                    label={m.tags[tag]}
                    description={m.tagTexts[tag]}
                    disabled={!editable}
                  />
                ))}
              </Stack>
            </Radio.Group>
          </Stack>
        </Fieldset>
        {!editable && (
          <Text size="sm" c="dimmed">
            {m.readOnly}
          </Text>
        )}
        {form.bar}
      </Section>
    </form>
  );
}

function Identity({ tenant }: { tenant: Tenant }) {
  const m = useMessages(messages);
  const format = useFormat();
  return (
    <Group gap="xl">
      <Stack gap={2}>
        <Text size="sm" fw={500}>
          {m.id}
        </Text>
        <CopyId value={tenant.id} what={m.id} />
      </Stack>
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {m.created}
        </Text>
        <Text size="sm">{format.date(tenant.createdAt)}</Text>
      </Stack>
    </Group>
  );
}
