/** The real hosted pages with the draft, in a frame where nothing works: phone and desktop, light and dark. */
import { Alert, Box, Group, NativeSelect, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { type Locale, localeNames, locales, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { fieldProblems } from '../../patterns/errors.ts';
import { type Draft, type ExperiencePatch, lockouts, patchOf } from './draft.ts';
import { useDraft } from './draft-context.ts';
import { messages } from './messages.ts';

const pages = ['sign-in', 'register', 'password', 'code', 'sso', 'error'] as const;
const devices = { phone: { width: 375, height: 700 }, desktop: { width: 1200, height: 860 } } as const;
const schemes = ['light', 'dark'] as const;

interface View {
  page: (typeof pages)[number];
  device: keyof typeof devices;
  scheme: (typeof schemes)[number];
  locale: Locale | undefined;
}

export function Preview() {
  const m = useMessages(messages);
  const { form, connectors } = useDraft();
  const [lockout] = Object.values(lockouts(form.values, m.rules, connectors?.length));
  const [view, setView] = useState<View>({
    page: 'sign-in',
    device: 'phone',
    scheme: 'light',
    locale: undefined,
  });
  const { url, problem } = useDraftPage(form.values, view, lockout);
  return (
    <Paper p="sm">
      <Stack gap="sm">
        <Choices view={view} onChange={(changes) => setView((before) => ({ ...before, ...changes }))} />
        {problem !== undefined && (
          <Alert color="yellow" title={m.preview.stale} role="status">
            {problem}
          </Alert>
        )}
        <Frame url={url} device={view.device} title={m.preview.frame(m.preview.pages[view.page])} />
        <Text size="xs" c="dimmed">
          {m.preview.note}
        </Text>
      </Stack>
    </Paper>
  );
}

/** The page of the draft, a moment after the last change; an impossible draft leaves the one before. */
function useDraftPage(draft: Draft, { page, scheme, locale }: View, lockout: string | undefined) {
  const [patch] = useDebouncedValue(JSON.stringify(patchOf(draft)), 400);
  const [url, setUrl] = useState<string>();
  const { data, error } = useApiQuery(
    ['sign-in-experience', 'preview', page, scheme, locale, patch],
    (api, signal) =>
      api.signInExperience.preview(
        { experience: JSON.parse(patch) as ExperiencePatch, page, colorScheme: scheme, locale },
        { signal },
      ),
    { enabled: lockout === undefined },
  );
  useEffect(() => {
    if (data) setUrl(data.url);
  }, [data]);
  const said = error && Object.values(fieldProblems(error)).join(' ');
  return { url, problem: lockout ?? (error ? said || error.message : undefined) };
}

function Choices({ view, onChange }: { view: View; onChange(changes: Partial<View>): void }) {
  const m = useMessages(messages);
  const { preview } = m;
  return (
    <Stack gap="xs">
      <Group gap="xs" grow preventGrowOverflow={false}>
        <NativeSelect
          size="xs"
          aria-label={preview.page}
          value={view.page}
          data={pages.map((value) => ({ value, label: preview.pages[value] }))}
          onChange={({ currentTarget }) =>
            onChange({ page: pages.find((one) => one === currentTarget.value) ?? 'sign-in' })
          }
        />
        <NativeSelect
          size="xs"
          aria-label={preview.language}
          value={view.locale ?? ''}
          data={[
            { value: '', label: preview.asSet },
            ...locales.map((value) => ({ value, label: localeNames[value] })),
          ]}
          onChange={({ currentTarget }) =>
            onChange({ locale: locales.find((one) => one === currentTarget.value) })
          }
        />
      </Group>
      <Group gap="xs" grow>
        <SegmentedControl
          size="xs"
          aria-label={preview.device}
          value={view.device}
          data={[
            { value: 'phone', label: preview.phone },
            { value: 'desktop', label: preview.desktop },
          ]}
          onChange={(device) => onChange({ device })}
        />
        <SegmentedControl
          size="xs"
          aria-label={preview.scheme}
          value={view.scheme}
          data={schemes.map((value) => ({ value, label: preview[value] }))}
          onChange={(scheme) => onChange({ scheme })}
        />
      </Group>
    </Stack>
  );
}

/** As wide as the device really is, and drawn as small as there is room. */
function Frame({ url, device, title }: { url: string | undefined; device: View['device']; title: string }) {
  const { ref, width } = useElementSize();
  const size = devices[device];
  const scale = Math.min(1, width / size.width);
  return (
    <Box
      ref={ref}
      h={size.height * scale}
      style={{ overflow: 'hidden', borderRadius: 8, border: '1px solid var(--mantine-color-default-border)' }}
    >
      {url && width > 0 && (
        <iframe
          title={title}
          src={url}
          sandbox="allow-same-origin"
          width={size.width}
          height={size.height}
          style={{
            border: 0,
            display: 'block',
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
            marginInline: scale === 1 ? 'auto' : 0,
          }}
        />
      )}
    </Box>
  );
}
