/** Makes a tenant: an identity space of its own. */

import { schema } from 'virtual:schema/postTenants';
import { Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { DialogButtons } from '../patterns/dialog-buttons.tsx';
import { useForm } from '../patterns/form.ts';
import { showDone } from '../patterns/toasts.tsx';
import { defineMessages, useMessages } from './i18n.ts';
import { endpoint, useAdminApi } from './session.tsx';

const messages = defineMessages(
  {
    title: 'New tenant',
    text: 'A tenant has its own users, applications, keys and issuer. Nothing is shared between tenants.',
    name: 'Name',
    id: 'Id',
    idText: (url: string) => `Part of its address, for ever: ${url}`,
    tag: 'What is it for?',
    development: 'Development',
    production: 'Production',
    tagText: 'Development tenants offer the dev mailbox and the simulated identity provider.',
    create: 'Create tenant',
    cancel: 'Cancel',
    created: (name: string) => `Tenant ${name} is ready.`,
  },
  {
    title: '新建租户',
    text: '每个租户拥有独立的用户、应用、密钥和签发者，租户之间互不共享。',
    name: '名称',
    id: '标识',
    idText: (url) => `将永久作为其地址的一部分：${url}`,
    tag: '用途',
    development: '开发',
    production: '生产',
    tagText: '开发租户提供开发邮箱和模拟身份提供商。',
    create: '创建租户',
    cancel: '取消',
    created: (name) => `租户 ${name} 已就绪。`,
  },
);

const idOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);

export function NewTenant({ onClose, onCreated }: { onClose(): void; onCreated(id: string): void }) {
  const m = useMessages(messages);
  const adminApi = useAdminApi();
  const client = useQueryClient();
  const form = useForm({
    initial: { name: '', id: '', tag: 'development' as 'development' | 'production' },
    schema,
    toBody: (values) => ({ ...values, id: values.id || idOf(values.name) }),
    save: (body) => adminApi.tenants.create(body),
    async saved(tenant) {
      await client.invalidateQueries({ queryKey: ['tenants'] });
      showDone(m.created(tenant.name));
      onClose();
      onCreated(tenant.id);
    },
  });
  const id = form.values.id || idOf(form.values.name) || '…';
  return (
    <Modal opened onClose={onClose} title={m.title} centered closeButtonProps={{ 'aria-label': m.cancel }}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {m.text}
          </Text>
          <TextInput label={m.name} required data-autofocus {...form.text('name')} />
          <TextInput
            label={m.id}
            description={m.idText(`${endpoint}/t/${id}`)}
            placeholder={idOf(form.values.name)}
            {...form.text('id')}
          />
          <Stack gap={4}>
            <Text size="sm" fw={500} id="tenant-tag">
              {m.tag}
            </Text>
            <SegmentedControl
              aria-labelledby="tenant-tag"
              data={[
                { value: 'development', label: m.development },
                { value: 'production', label: m.production },
              ]}
              value={form.values.tag}
              onChange={(tag) => form.set('tag', tag as 'development')}
            />
            <Text size="xs" c="dimmed">
              {m.tagText}
            </Text>
          </Stack>
          <DialogButtons onCancel={onClose} action={m.create} saving={form.saving} />
        </Stack>
      </form>
    </Modal>
  );
}
