/** What has to be entered at the identity provider: one address for OpenID Connect, a handful for SAML. */
import type { SsoProvider } from '@gatehouse/sdk/management';
import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { PropsWithChildren } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { CopyField } from '../../patterns/copy.tsx';
import { Section } from '../../patterns/section.tsx';
import type { Config } from './config.ts';
import { messages } from './messages-connection.ts';
import { messages as samlMessages } from './messages-saml.ts';

export interface ProviderValues {
  redirectUri: string;
  acsUrl: string;
  entityId: string;
  metadataUrl: string;
  logoutUrl: string;
}

/** `base` is that of the tenant. */
export function providerValues(base: string, connectorId: string, config: Config): ProviderValues {
  const saml = `${base}/saml/${connectorId}`;
  const { spEntityId } = config;
  return {
    redirectUri: `${base}/callback/${connectorId}`,
    acsUrl: `${saml}/acs`,
    entityId: typeof spEntityId === 'string' && spEntityId !== '' ? spEntityId : `${saml}/metadata`,
    metadataUrl: `${saml}/metadata`,
    logoutUrl: `${saml}/logout`,
  };
}

/** `saved`: only then the metadata are there to be read. */
export function ValuesForProvider({
  provider,
  values,
  saved,
  children,
}: PropsWithChildren<{ provider: SsoProvider; values: ProviderValues; saved: boolean }>) {
  const m = useMessages(messages);
  const s = useMessages(samlMessages);
  if (provider.protocol === 'oidc')
    return (
      <Section title={m.atProvider} description={m.atProviderText}>
        <CopyField label={m.redirectUri} value={values.redirectUri} />
        {children}
      </Section>
    );
  return (
    <Section title={m.atProvider} description={s.atProviderText}>
      <CopyField label={s.acsUrl} value={values.acsUrl} />
      <CopyField label={s.entityId} value={values.entityId} />
      <CopyField label={s.metadataUrl} value={values.metadataUrl} />
      <CopyField label={s.logoutUrl} value={values.logoutUrl} />
      {saved && (
        <Group>
          <Button
            component="a"
            href={values.metadataUrl}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {s.download}
          </Button>
        </Group>
      )}
    </Section>
  );
}
