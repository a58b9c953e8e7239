/** Content: languages, and where people find terms, privacy and help. */
import { NativeSelect, Stack, Switch, TextInput } from '@mantine/core';
import { localeNames, locales, useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import { useDraft } from './draft-context.ts';
import { messages } from './messages.ts';

export function Content() {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const text = (name: 'termsUrl' | 'privacyUrl' | 'supportEmail' | 'supportUrl') => ({
    label: m.fields[`content.${name}`],
    disabled: !canWrite,
    ...form.text(`content.${name}`),
  });
  return (
    <Stack gap="lg">
      <Section title={m.content.languagesTitle} description={m.content.languagesText}>
        <Switch
          label={m.fields['content.languages.autoDetect']}
          description={m.content.autoDetect}
          disabled={!canWrite}
          {...form.toggle('content.languages.autoDetect')}
        />
        <NativeSelect
          label={m.fields['content.languages.fallback']}
          description={m.content.fallback}
          disabled={!canWrite}
          maw={320}
          data={locales.map((value) => ({ value, label: localeNames[value] }))}
          {...form.text('content.languages.fallback')}
        />
      </Section>
      <Section title={m.content.legalTitle} description={m.content.legalText}>
        <TextInput {...text('termsUrl')} type="url" placeholder="https://example.com/terms" />
        <TextInput {...text('privacyUrl')} type="url" placeholder="https://example.com/privacy" />
      </Section>
      <Section title={m.content.supportTitle} description={m.content.supportText}>
        <TextInput {...text('supportEmail')} type="email" placeholder="support@example.com" />
        <TextInput {...text('supportUrl')} type="url" placeholder="https://example.com/help" />
      </Section>
    </Stack>
  );
}
