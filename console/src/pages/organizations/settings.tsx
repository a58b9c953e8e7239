/** Settings of the organization: what it is called, how it looks on the sign-in pages, and data of your own. */

import { schema } from 'virtual:schema/patchOrganizationsId';
import type { OperationBody, Organization } from '@gatehouse/sdk/management';
import { Fieldset, JsonInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import type { Problems } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { organizationsKey, useThisOrganization } from './data.ts';
import { messages } from './messages.ts';

type Patch = OperationBody<'patchOrganizationsId'>;

interface Values {
  name: string;
  description: string;
  branding: { displayName: string; logoUrl: string; logoDarkUrl: string };
  customData: string;
}

const valuesOf = ({ name, description, branding, customData }: Organization): Values => ({
  name,
  description: description ?? '',
  branding: {
    displayName: branding.displayName ?? '',
    logoUrl: branding.logoUrl ?? '',
    logoDarkUrl: branding.logoDarkUrl ?? '',
  },
  customData: JSON.stringify(customData, null, 2),
});

function objectIn(text: string): Record<string, never> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, never>) : undefined;
  } catch {
    return undefined;
  }
}

const filled = (texts: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
  );

const toBody = ({ name, description, branding, customData }: Values): Patch => ({
  name: name.trim(),
  description: description.trim() || null,
  branding: filled(branding),
  customData: objectIn(customData) ?? {},
});

export function OrganizationSettings() {
  const { name: nameLabel, describe, settings: m } = useMessages(messages);
  const organization = useThisOrganization();
  const { can } = usePermissions();
  const form = useSettings<Values, Patch, Organization>({
    stored: valuesOf(organization),
    etag: organization.etag,
    schema,
    toBody,
    save: (api, changes, ifMatch) => api.organizations.update(organization.id, changes, { ifMatch }),
    check: ({ customData }): Problems => (objectIn(customData) ? {} : { customData: m.notJson }),
    refresh: [organizationsKey],
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Fieldset variant="unstyled" disabled={!can('organizations:write')}>
        <Stack gap="lg">
          <Section title={m.general}>
            <TextInput label={nameLabel} autoComplete="off" {...form.text('name')} />
            <Textarea label={describe} autosize minRows={2} {...form.text('description')} />
          </Section>
          <Section title={m.look} description={m.lookText}>
            <TextInput
              label={m.displayName}
              description={m.displayNameHint}
              autoComplete="off"
              {...form.text('branding.displayName')}
            />
            <TextInput
              label={m.logoUrl}
              type="url"
              placeholder="https://"
              {...form.text('branding.logoUrl')}
            />
            <TextInput
              label={m.logoDarkUrl}
              type="url"
              placeholder="https://"
              {...form.text('branding.logoDarkUrl')}
            />
          </Section>
          <Section title={m.data} description={m.dataText}>
            <JsonInput
              aria-label={m.data}
              autosize
              minRows={4}
              maxRows={20}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              {...form.value<string>('customData')}
            />
          </Section>
        </Stack>
      </Fieldset>
      {form.bar}
    </form>
  );
}
