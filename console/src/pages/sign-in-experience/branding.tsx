/** Branding: name, logos, colours and a style sheet of one's own. */
import { Alert, ColorInput, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { ImageField } from '../../patterns/image-field.tsx';
import { Section } from '../../patterns/section.tsx';
import { contrastOf } from './contrast.ts';
import { useDraft } from './draft-context.ts';
import { messages } from './messages.ts';

export function Branding() {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const image = (name: 'logoUrl' | 'logoDarkUrl' | 'faviconUrl') => ({
    label: m.fields[`branding.${name}`],
    description: m.branding[name],
    disabled: !canWrite,
    ...form.value<string>(`branding.${name}`),
  });
  return (
    <Stack gap="lg">
      <Section title={m.branding.nameTitle} description={m.branding.nameText}>
        <TextInput
          label={m.fields['branding.displayName']}
          description={m.branding.displayName}
          disabled={!canWrite}
          {...form.text('branding.displayName')}
        />
      </Section>
      <Section title={m.branding.imagesTitle} description={m.branding.imagesText}>
        <ImageField {...image('logoUrl')} />
        <ImageField {...image('logoDarkUrl')} ground="dark" />
        <ImageField {...image('faviconUrl')} />
      </Section>
      <Colors />
      <CustomCss />
    </Stack>
  );
}

function Colors() {
  const m = useMessages(messages);
  return (
    <Section title={m.branding.colorsTitle} description={m.branding.colorsText}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Color name="primaryColor" scheme="light" />
        <Color name="primaryColorDark" scheme="dark" />
      </SimpleGrid>
    </Section>
  );
}

const swatches = ['#2f4fc4', '#0b7285', '#2b8a3e', '#9c36b5', '#c92a2a', '#d9480f', '#343a40'];
const swatchesDark = ['#8ea6ff', '#66d9e8', '#8ce99a', '#e599f7', '#ffa8a8', '#ffc078', '#ced4da'];

function Color({ name, scheme }: { name: 'primaryColor' | 'primaryColorDark'; scheme: 'light' | 'dark' }) {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const { branding } = form.values;
  return (
    <Stack gap="xs">
      <ColorInput
        label={m.fields[`branding.${name}`]}
        description={m.branding[name]}
        placeholder={m.branding.defaultColor}
        disabled={!canWrite}
        swatches={scheme === 'dark' ? swatchesDark : swatches}
        popoverProps={{ withinPortal: true }}
        eyeDropperButtonProps={{ 'aria-label': m.branding.eyeDropper }}
        {...form.value<string>(`branding.${name}`)}
      />
      {/* Without a colour of its own, dark mode takes the other one, as long as there is that. */}
      <ContrastCheck
        color={branding[name] || (scheme === 'dark' ? branding.primaryColor : '')}
        scheme={scheme}
      />
    </Stack>
  );
}

/** In words, as whoever chooses a colour wants to know what to do and not a number. */
function ContrastCheck({ color, scheme }: { color: string; scheme: 'light' | 'dark' }) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const found = contrastOf(color, scheme);
  if (!found) return null;
  const c = m.contrast;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const shown = (value: number) => `${number.format(Math.floor(value * 10) / 10)} : 1`;
  const good = found.linksReadable && found.buttonsSeen;
  const advice = scheme === 'dark' ? c.lighter : c.darker;
  return (
    <Alert
      color={good ? 'teal' : 'yellow'}
      p="xs"
      role="status"
      icon={good ? <IconCircleCheck size={18} aria-hidden /> : <IconInfoCircle size={18} aria-hidden />}
      title={good ? c.good : c.weak}
    >
      <Stack gap={2}>
        <Text size="xs">{c.onButton(c[found.text], shown(found.onButton))}</Text>
        {!found.buttonsSeen && <Text size="xs">{c.buttonsWeak(shown(found.onPage), advice)}</Text>}
        {found.linksReadable ? (
          <Text size="xs">{c.links(shown(found.onPage))}</Text>
        ) : (
          <Text size="xs">{c.linksMixed(shown(found.onPage))}</Text>
        )}
      </Stack>
    </Alert>
  );
}

const maxCssBytes = 20 * 1024;

function CustomCss() {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const format = useFormat();
  const css = form.values.branding.customCss;
  const bytes = new TextEncoder().encode(css).length;
  const tooLong = bytes > maxCssBytes ? m.branding.cssTooLong : undefined;
  const { error, ...field } = form.text('branding.customCss');
  return (
    <Section title={m.branding.cssTitle} description={m.branding.cssText}>
      <Textarea
        label={m.fields['branding.customCss']}
        description={m.branding.cssHelp}
        placeholder={':root { --radius: 4px; }\n.card { box-shadow: none; }'}
        disabled={!canWrite}
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', tabSize: 2 } }}
        error={error ?? tooLong}
        {...field}
      />
      <Group justify="flex-end">
        <Text size="xs" c="dimmed">
          {m.branding.cssSize(format.number(Math.ceil(bytes / 102.4) / 10))}
        </Text>
      </Group>
    </Section>
  );
}
