/** Custom data of a user: a JSON object, looked at while it is typed. */
import type { User } from '@gatehouse/sdk/management';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { messages } from './detail-messages.ts';
import { jsonMistake } from './json.ts';
import { usersKey, useUser } from './user-context.tsx';

const mostBytes = 16_384;

interface Values {
  text: string;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** The object; undefined while the text is none. */
function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes as they are counted by the server: without the blanks between. */
const bytesOf = (text: string) => {
  const value = objectIn(text);
  return new TextEncoder().encode(value ? JSON.stringify(value) : text).length;
};

function useProblem(): (text: string) => string | undefined {
  const m = useMessages(messages);
  const format = useFormat();
  return (text) => {
    const mistake = jsonMistake(text);
    if (mistake) return m.jsonWrong(String(mistake.line), String(mistake.column));
    if (!objectIn(text)) return m.jsonNoObject;
    const bytes = bytesOf(text);
    return bytes > mostBytes ? m.jsonTooLarge(format.number(bytes)) : undefined;
  };
}

export function CustomData() {
  const m = useMessages(messages);
  const format = useFormat();
  const user = useUser();
  const { can } = usePermissions();
  const problemOf = useProblem();
  const form = useSettings<Values, { customData?: Record<string, unknown> }, User>({
    stored: { text: pretty(user.customData) },
    etag: user.etag,
    toBody: ({ text }) => ({ customData: objectIn(text) }),
    save: (api, { customData }, ifMatch) =>
      api.users.update(user.id, { customData: customData as never }, { ifMatch }),
    check(values): Record<string, string> {
      const problem = problemOf(values.text);
      return problem ? { text: problem } : {};
    },
    refresh: [usersKey],
  });
  const { text } = form.values;
  const problem = problemOf(text);
  const object = objectIn(text);
  return (
    <form onSubmit={form.submit} noValidate>
      <Section title={m.customDataTitle} description={m.customDataText}>
        <Stack gap="xs">
          <Textarea
            label={m.json}
            autosize
            minRows={8}
            maxRows={30}
            spellCheck={false}
            readOnly={!can('users:write')}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', whiteSpace: 'pre' } }}
            {...form.text('text')}
            error={problem}
          />
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {m.size(format.number(bytesOf(text)))}
            </Text>
            {object && can('users:write') && (
              <Button size="xs" variant="default" onClick={() => form.set('text', pretty(object))}>
                {m.format}
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
      {form.bar}
    </form>
  );
}
