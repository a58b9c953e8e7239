/** The tab "Experience": the domains it speaks for, how people see it, and what of a profile is taken over. */

import { schema } from 'virtual:schema/patchSsoConnectorsId';
import type { SsoConnector } from '@gatehouse/sdk/management';
import { Anchor, Box, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { ImageField } from '../../patterns/image-field.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { DomainsSection } from './domains.tsx';
import { messages } from './messages-detail.ts';
import { messages as organizationMessages } from './messages-organization.ts';
import { OrganizationField } from './organization-field.tsx';
import { Named, useNamedSetting } from './setting.tsx';

interface Values {
  name: string;
  display: { name: string; logoUrl: string; logoDarkUrl: string };
  syncProfile: SsoConnector['syncProfile'];
  organizationId: string | null;
}

interface Body {
  name: string;
  display: SsoConnector['display'];
  syncProfile: SsoConnector['syncProfile'];
  organizationId: string | null;
}

const valuesOf = ({ name, display, syncProfile, organizationId }: SsoConnector): Values => ({
  name,
  display: { name: '', logoUrl: '', logoDarkUrl: '', ...display },
  syncProfile,
  organizationId,
});

/** What is empty is left out: the display is replaced as a whole. */
const bodyOf = ({ display, ...rest }: Values): Body => ({
  ...rest,
  display: Object.fromEntries(
    Object.entries(display)
      .map(([name, text]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ''),
  ),
});

export function Experience() {
  const connector = useThisConnector();
  const readOnly = !usePermissions().can('sso-connectors:write');
  const named = useNamedSetting();
  const form = useSettings<Values, Body, unknown>({
    stored: valuesOf(connector),
    etag: connector.etag,
    schema,
    toBody: bodyOf,
    save: (api, changes, ifMatch) => api.ssoConnectors.update(connector.id, changes, { ifMatch }),
    refresh: [connectorsKey, ['organizations']],
  });
  return (
    <Stack gap="lg">
      <Named shown={named === 'domains'}>
        <DomainsSection />
      </Named>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="lg">
          <Look form={form} readOnly={readOnly} />
          <Profile form={form} readOnly={readOnly} />
          <Owner form={form} readOnly={readOnly} />
          {form.bar}
        </Stack>
      </form>
    </Stack>
  );
}

function Look({ form, readOnly }: { form: Settings<Values>; readOnly: boolean }) {
  const { look: m } = useMessages(messages);
  return (
    <Section title={m.title} description={m.text}>
      <TextInput label={m.name} withAsterisk readOnly={readOnly} {...form.text('name')} maw={480} />
      <TextInput
        label={m.displayName}
        description={m.displayNameHelp}
        placeholder={form.values.name}
        readOnly={readOnly}
        maw={480}
        {...form.text('display.name')}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <ImageField {...form.value<string>('display.logoUrl')} label={m.logo} disabled={readOnly} />
        <ImageField
          {...form.value<string>('display.logoDarkUrl')}
          label={m.logoDark}
          ground="dark"
          disabled={readOnly}
        />
      </SimpleGrid>
    </Section>
  );
}

const syncs = ['every-sign-in', 'first-sign-in'] as const;

function Profile({ form, readOnly }: { form: Settings<Values>; readOnly: boolean }) {
  const { look: m } = useMessages(messages);
  const { value, onChange } = form.value<Values['syncProfile']>('syncProfile');
  return (
    <Section title={m.profile} description={m.profileText}>
      <Radio.Group
        aria-label={m.profile}
        value={value}
        onChange={(next) => onChange(next as Values['syncProfile'])}
      >
        <Stack gap="sm">
          {syncs.map((sync) => (
            <Radio
              key={sync}
              value={sync}
              label={m.sync[sync]}
              description={m.syncText[sync]}
              disabled={readOnly}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Section>
  );
}

/** Whose connector it is. Leaving it empty makes it nobody's in particular. */
function Owner({ form, readOnly }: { form: Settings<Values>; readOnly: boolean }) {
  const m = useMessages(organizationMessages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const { value, onChange } = form.value<string | null>('organizationId');
  if (!can('organizations:read')) return null;
  const open = value !== null && (
    <Anchor component={Link} to={`/${tenant}/organizations/${value}/members`} size="sm">
      {m.open}
    </Anchor>
  );
  return (
    <Section title={m.title} description={m.text} actions={open}>
      <Box maw={480}>
        <OrganizationField label={m.label} value={value} onChange={onChange} disabled={readOnly} />
      </Box>
    </Section>
  );
}
