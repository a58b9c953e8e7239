/** The fields of a connector's config, drawn from the provider's schema, with the look at the issuer below its field. */
import type { SsoProvider } from '@gatehouse/sdk/management';
import { Button, PasswordInput, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useMessages } from '../../app/i18n.ts';
import type { Form } from '../../patterns/form.ts';
import { type Config, type ConfigField, configFields } from './config.ts';
import { DiscoveryPanel, lookedAt, useDiscovery } from './discovery.tsx';
import { DocumentField } from './document-field.tsx';
import { messages } from './messages-connection.ts';
import { fieldFor, Named, useNamedSetting } from './setting.tsx';

/** A form whose values have the config in `config`. */
export type ConfigForm = Pick<Form<object>, 'text' | 'value' | 'toggle' | 'set'> & {
  values: { config: Config };
};

interface FieldsProps {
  provider: SsoProvider;
  form: ConfigForm;
  /** A secret is stored, so that none has to be typed. */
  secretStored: boolean;
  readOnly: boolean;
}

const byHand = ['ssoUrl', 'sloUrl', 'certificates'];
const ofUnasked = ['idpInitiatedApplicationId', 'idpInitiatedUrl'];

/** Empty, and without a say: beside the address of the metadata, or while unasked sign-ins are not accepted. */
function isIdle(name: string, { metadataUrl, idpInitiated, [name]: value }: Config): boolean {
  const isEmpty = value === undefined || value === null || (value as string | unknown[]).length === 0;
  const hasMetadata = typeof metadataUrl === 'string' && metadataUrl !== '';
  return (
    isEmpty && (byHand.includes(name) ? hasMetadata : ofUnasked.includes(name) && idpInitiated === 'off')
  );
}

export function ConfigFields({ provider, form, secretStored, readOnly }: FieldsProps) {
  const m = useMessages(messages);
  const saml = provider.protocol === 'saml';
  const looksAt = saml ? 'metadata' : 'issuer';
  const discovery = useDiscovery(provider.id, (issuer) => {
    if (!saml) form.set('config.issuer', issuer);
  });
  const { config } = form.values;
  const fields = configFields(provider);
  const [stored] = useState(config);
  const named = fieldFor(
    useNamedSetting(),
    fields.map(({ name }) => name),
    stored,
  );
  const latest = useRef(config);
  useEffect(() => {
    latest.current = config;
  }, [config]);
  const useSuggestion = (field: string, value: string) => {
    form.set(`config.${field}`, value);
    discovery.look({ ...latest.current, [field]: value });
  };
  return (
    <Stack gap="md">
      {fields
        .filter(({ name }) => name === named || !isIdle(name, config))
        .map((field) => (
          <Named key={field.name} shown={field.name === named}>
            <Stack gap="xs" align="stretch">
              <Field
                field={field}
                form={form}
                secretStored={secretStored}
                readOnly={readOnly}
                onLeave={
                  ['issuer', 'metadataUrl'].includes(field.name) && !readOnly
                    ? () => discovery.look(config)
                    : undefined
                }
              />
              {field.name === looksAt && !readOnly && (
                <>
                  <Button
                    variant="default"
                    size="xs"
                    style={{ alignSelf: 'flex-start' }}
                    onClick={() => discovery.look(config, true)}
                    disabled={!lookedAt(config)}
                    loading={discovery.busy}
                  >
                    {saml ? m.lookSaml : m.look}
                  </Button>
                  <DiscoveryPanel discovery={discovery} onSuggestion={useSuggestion} />
                </>
              )}
            </Stack>
          </Named>
        ))}
    </Stack>
  );
}

interface FieldProps {
  field: ConfigField;
  form: ConfigForm;
  secretStored: boolean;
  readOnly: boolean;
  onLeave?: () => void;
}

function Field({ field, form, secretStored, readOnly, onLeave }: FieldProps) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const own = locale === 'en' ? undefined : m.fields[field.name];
  const path = `config.${field.name}`;
  const help = own ? own.text : field.text;
  const labelOf = (value = '') => (m.methods as Partial<Record<string, string>>)[value] ?? value;
  const shared = { label: own?.title ?? field.title, placeholder: field.placeholder, readOnly };
  switch (field.kind) {
    case 'secret':
      return (
        <PasswordInput
          {...shared}
          {...form.text(path)}
          description={[help, secretStored ? m.secretKept : m.secretNew].filter(Boolean).join(' ')}
          placeholder={secretStored ? '••••••••••••' : undefined}
          withAsterisk={field.required && !secretStored}
          autoComplete="off"
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          {...form.value<string | null>(path)}
          // What is not chosen is as the first says: schemas put what holds by itself there.
          placeholder={field.required ? undefined : labelOf(field.choices[0])}
          description={help}
          data={field.choices.map((value) => ({ value, label: labelOf(value) }))}
          allowDeselect={false}
        />
      );
    case 'flag':
      return <Switch label={shared.label} description={help} disabled={readOnly} {...form.toggle(path)} />;
    case 'document':
    case 'documents':
      return (
        <DocumentField
          {...shared}
          help={help}
          field={form.value<string | string[]>(path)}
          several={field.kind === 'documents'}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...shared}
          {...form.value<string[]>(path)}
          description={[help, m.listHelp].filter(Boolean).join(' ')}
          acceptValueOnBlur
        />
      );
    case 'text': {
      const { onBlur, ...text } = form.text(path);
      return (
        <TextInput
          {...shared}
          {...text}
          description={help}
          withAsterisk={field.required}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => {
            onBlur();
            onLeave?.();
          }}
        />
      );
    }
  }
}
