/** The tab "Connection": what the identity provider needs to know, what it gave us, and the steps there. */

import type { SsoConnector, SsoProvider, WithEtag } from '@gatehouse/sdk/management';
import { Alert, Grid, Stack } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { ClientCredentials } from './client-credentials.tsx';
import { type Config, changedConfig, configFields, configProblems, configValues } from './config.ts';
import { ConfigFields } from './config-fields.tsx';
import { connectorsKey, useProviders, useThisConnector } from './data.ts';
import { ProviderGuide } from './guide.tsx';
import { messages } from './messages-connection.ts';
import { providerValues, ValuesForProvider } from './provider-values.tsx';
import { SamlKeys } from './saml-keys.tsx';
import { SecretRenewal } from './secret-renewal.tsx';
import { Named, useNamedSetting } from './setting.tsx';

/** By the address that the server gave, whatever tenant it is. */
function valuesOf({ id, redirectUri, config }: SsoConnector) {
  return providerValues(redirectUri.replace(/\/(callback|saml)\/[^/]+(\/acs)?$/, ''), id, config);
}

export function Connection() {
  const connector = useThisConnector();
  const { data, error, refetch } = useProviders();
  const provider = data?.items.find(({ id }) => id === connector.provider);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!provider) return <Loading />;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <ConnectionForm key={connector.id} connector={connector} provider={provider} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <ProviderGuide
          provider={provider}
          values={{
            ...valuesOf(connector),
            connectorName: connector.name,
            domains: connector.domains.map(({ name }) => name).join(', ') || 'acme.example',
          }}
        />
      </Grid.Col>
    </Grid>
  );
}

/** Which of them a provider knows differs; all of them are optional. */
function SignOutUris({ provider, connector }: { provider: SsoProvider; connector: SsoConnector }) {
  const m = useMessages(messages);
  const { signOut } = connector;
  const knows = configFields(provider).some(({ name }) => name === 'signOutAtProvider');
  if (!signOut || !knows) return null;
  const entra = provider.id === 'entra-oidc';
  return (
    <>
      <CopyField
        label={m.postLogoutUri}
        description={m.postLogoutUriText}
        value={signOut.postLogoutRedirectUri}
      />
      {entra ? (
        <CopyField
          label={m.frontchannelUri}
          description={m.frontchannelUriText}
          value={signOut.frontchannelLogoutUri}
        />
      ) : (
        <CopyField
          label={m.backchannelUri}
          description={m.backchannelUriText}
          value={signOut.backchannelLogoutUri}
        />
      )}
    </>
  );
}

function ConnectionForm({
  connector,
  provider,
}: {
  connector: WithEtag<SsoConnector>;
  provider: SsoProvider;
}) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const readOnly = !usePermissions().can('sso-connectors:write');
  const secretStored = connector.hasClientSecret;
  const named = useNamedSetting();
  const form = useSettings<{ config: Config }, { config: Config }, unknown>({
    stored: { config: configValues(provider, connector.config) },
    etag: connector.etag,
    toBody: ({ config }) => ({ config: changedConfig(provider, config) }),
    save: (api, changes, ifMatch) => api.ssoConnectors.update(connector.id, changes, { ifMatch }),
    check: ({ config }) => configProblems(provider, config, locale, { secretStored }),
    refresh: [connectorsKey],
  });
  return (
    <Stack gap="lg">
      <form onSubmit={form.submit} noValidate>
        <Stack gap="lg">
          {readOnly && (
            <Alert color="gray" icon={<IconEye aria-hidden />}>
              {m.readOnly}
            </Alert>
          )}
          <Named shown={named === 'values'}>
            <ValuesForProvider provider={provider} values={valuesOf(connector)} saved>
              <SignOutUris provider={provider} connector={connector} />
            </ValuesForProvider>
          </Named>
          <Section title={m.connection} description={m.connectionText}>
            <ConfigFields provider={provider} form={form} secretStored={secretStored} readOnly={readOnly} />
          </Section>
          <Named shown={named === 'credentials'}>
            <ClientCredentials connector={connector} />
          </Named>
          {form.bar}
        </Stack>
      </form>
      {provider.protocol === 'saml' && <SamlKeys />}
      <SecretRenewal />
    </Stack>
  );
}
