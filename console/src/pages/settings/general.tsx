/** The tenant, the addresses that applications need, and the installation's state. */
import type { Status } from '@gatehouse/sdk/management';
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { tenantBase, useAdminApi, useAdminPermissions, useTenantId } from '../../app/session.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { addressesOf } from './addresses.ts';
import { DeleteTenant } from './delete-tenant.tsx';
import { messages } from './messages.ts';
import { tenantKey } from './tenant.ts';
import { TenantForm } from './tenant-form.tsx';

export function General() {
  const tenantId = useTenantId();
  const adminApi = useAdminApi();
  const { can, known } = useAdminPermissions();
  const readable = can('tenants:read');
  const tenant = useApiQuery(tenantKey, (_, signal) => adminApi.tenants.get(tenantId, { signal }), {
    enabled: readable,
  });
  if (!known || (readable && tenant.isPending)) return <Loading />;
  const base = tenantBase(tenantId);
  return (
    <Stack gap="lg">
      {tenant.error && <Failure error={tenant.error} retry={() => void tenant.refetch()} />}
      {tenant.data && <TenantForm tenant={tenant.data} />}
      <Addresses baseUrl={tenant.data?.baseUrl ?? base} apiResource={`${base}/api`} />
      <Installation />
      {tenant.data && <DeleteTenant tenant={tenant.data} />}
    </Stack>
  );
}

/** What nearly everybody asks for comes first; the rest on demand. */
const usual = new Set(['endpoint', 'issuer', 'discovery', 'api']);

function Addresses({ baseUrl, apiResource }: { baseUrl: string; apiResource: string }) {
  const m = useMessages(messages);
  const [all, { toggle }] = useDisclosure(false);
  const addresses = addressesOf(baseUrl, apiResource);
  const shown = all ? addresses : addresses.filter(({ name }) => usual.has(name));
  return (
    <Section title={m.endpoints} description={m.endpointsText}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {shown.map(({ name, url }) => (
          <CopyField key={name} label={m.addresses[name]} value={url} />
        ))}
      </SimpleGrid>
      <Group>
        <Button variant="default" size="xs" onClick={toggle} aria-expanded={all}>
          {all ? m.less : m.more}
        </Button>
      </Group>
    </Section>
  );
}

function Installation() {
  const m = useMessages(messages);
  const { data, error, refetch } = useApiQuery(['status'], (api, signal) => api.status.get({ signal }));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <Section title={m.installation} description={m.installationText}>
      {data ? <State status={data} /> : <Loading rows={1} />}
    </Section>
  );
}

function State({ status: { version, database, jobs } }: { status: Status }) {
  const m = useMessages(messages);
  const { number } = useFormat();
  const waiting = jobs.waiting > 0 ? m.jobsWaiting(number(jobs.waiting)) : undefined;
  const dead = jobs.dead > 0 ? m.jobsDead(number(jobs.dead)) : undefined;
  const facts = [
    [m.version, version],
    [m.database, `${m.engines[database.engine]} · ${database.version}`],
    [m.jobs, [waiting, dead].filter(Boolean).join(' · ') || m.jobsIdle],
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 1, sm: 3 }} m={0}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="sm" fw={500}>
            {label}
          </Text>
          <Text component="dd" size="sm" m={0} c={value === dead ? 'red' : undefined}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
