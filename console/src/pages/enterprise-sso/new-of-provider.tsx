/** A new connector of one kind: its name, the address to register at the provider, and what the provider gave. */

import { schema } from 'virtual:schema/postSsoConnectors';
import type { SsoConnector, SsoProvider } from '@gatehouse/sdk/management';
import { Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { tenantBase, usePermissions, useTenantId } from '../../app/session.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Failure } from '../../patterns/failure.tsx';
import { useForm } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { NotFound } from '../../patterns/not-found.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Config, configProblems, configValues, givenConfig } from './config.ts';
import { ConfigFields } from './config-fields.tsx';
import { connectorsKey, useProviders } from './data.ts';
import { ProviderGuide } from './guide.tsx';
import { MayNot, useMayNotCreate } from './may-not.tsx';
import { messages, providerWords } from './messages.ts';
import { messages as connectionMessages } from './messages-connection.ts';
import { messages as organizationMessages } from './messages-organization.ts';
import { OrganizationField } from './organization-field.tsx';
import { providerValues, ValuesForProvider } from './provider-values.tsx';
import { newOfProviderRoute } from './routes.ts';

export function NewOfProvider() {
  const { provider: id } = newOfProviderRoute.useParams();
  const { data, error, refetch } = useProviders();
  const provider = data?.items.find((one) => one.id === id);
  const mayNot = useMayNotCreate();
  if (mayNot) return <MayNot />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return provider ? <NewForm provider={provider} /> : <NotFound />;
}

interface Values {
  id: string;
  name: string;
  config: Config;
  organizationId: string | null;
}

interface Body extends Values {
  provider: string;
}

/** "Acme GmbH" → "acme-gmbh"; a name without Latin letters gives the provider's. */
const idFrom = (name: string, provider: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40) || provider;

function useNewConnector(provider: SsoProvider) {
  const { new: m } = useMessages(messages);
  const { locale } = useLocale();
  const tenant = useTenantId();
  const navigate = useNavigate();
  const { organization = null } = newOfProviderRoute.useSearch();
  const [taken, setTaken] = useState<string>();
  const create = useChange<Body, SsoConnector>({
    run: (api, body) => api.ssoConnectors.create(body),
    done: ({ name }) => m.created(name),
    refresh: [connectorsKey],
    failed(error, { id }) {
      const { status, code } = detailsOf(error);
      if (code === 'sso.connector_exists') setTaken(id);
      return code === 'sso.connector_exists' || status === 400;
    },
  });
  return useForm<Values, Body, SsoConnector>({
    initial: { id: '', name: '', config: configValues(provider), organizationId: organization },
    schema,
    toBody: ({ id, name, config, organizationId }) => ({
      id: id || idFrom(name, provider.id),
      name,
      provider: provider.id,
      config: givenConfig(config),
      organizationId,
    }),
    check: ({ id, name, config }) => ({
      ...configProblems(provider, config, locale, { secretStored: false }),
      ...(taken !== undefined && (id || idFrom(name, provider.id)) === taken && { id: m.taken }),
    }),
    save: (body) => create.mutateAsync(body),
    saved: ({ id }) => navigate({ to: '/$tenant/enterprise-sso/$id/experience', params: { tenant, id } }),
    failed: (error) => detailsOf(error).status !== 400,
  });
}

function NewForm({ provider }: { provider: SsoProvider }) {
  const m = useMessages(messages);
  const c = useMessages(connectionMessages);
  const o = useMessages(organizationMessages);
  const { can } = usePermissions();
  const tenant = useTenantId();
  const form = useNewConnector(provider);
  const { id, name } = form.values;
  const connectorId = id || idFrom(name, provider.id);
  const values = providerValues(tenantBase(tenant), connectorId, form.values.config);
  return (
    <Page
      title={m.new.ofProvider(providerWords(m, provider).name)}
      crumbs={[
        { label: m.title, to: `/${tenant}/enterprise-sso` },
        { label: m.new.title, to: `/${tenant}/enterprise-sso/new` },
      ]}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <form onSubmit={form.submit} noValidate>
            <Stack gap="lg">
              <Section title={m.new.basics}>
                <TextInput
                  label={m.new.name}
                  description={m.new.nameHelp}
                  placeholder={m.new.namePlaceholder}
                  withAsterisk
                  {...form.text('name')}
                />
                <TextInput
                  label={m.new.id}
                  description={m.new.idHelp}
                  placeholder={idFrom(name, provider.id)}
                  spellCheck={false}
                  autoComplete="off"
                  {...form.text('id')}
                />
                {can('organizations:read') && (
                  <OrganizationField
                    label={o.label}
                    description={o.text}
                    {...form.value<string | null>('organizationId')}
                  />
                )}
              </Section>
              <ValuesForProvider provider={provider} values={values} saved={false} />
              <Section title={c.connection} description={c.connectionText}>
                <ConfigFields provider={provider} form={form} secretStored={false} readOnly={false} />
              </Section>
              <Group>
                <Button type="submit" loading={form.saving}>
                  {m.new.create}
                </Button>
              </Group>
            </Stack>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <ProviderGuide
            provider={provider}
            values={{ ...values, connectorName: name || m.new.namePlaceholder, domains: 'acme.example' }}
          />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
