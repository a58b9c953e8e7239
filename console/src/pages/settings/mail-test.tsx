/** Sends a test mail, and says what the mail server answered. */

import { schema } from 'virtual:schema/postMailSettingsTest';
import type { MailTest as Result } from '@gatehouse/sdk/management';
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconMailX, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApi, usePerson } from '../../app/session.tsx';
import { type Form, useForm } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './mail-messages.ts';

export function MailTest({ unsaved }: { unsaved: boolean }) {
  const m = useMessages(messages);
  const api = useApi();
  const { email = '' } = usePerson();
  const [result, setResult] = useState<Result & { to: string }>();
  const form: Form<{ to: string }> = useForm({
    initial: { to: email },
    schema,
    toBody: ({ to }) => ({ to: to.trim() }),
    save(body) {
      setResult(undefined);
      return api.mailSettings.test(body);
    },
    saved: (answer) => setResult({ ...answer, to: form.values.to }),
  });
  return (
    <Section title={m.test} description={m.testText}>
      <form onSubmit={form.submit} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            type="email"
            label={m.to}
            required
            maw={360}
            flex="1 1 220px"
            autoComplete="email"
            inputWrapperOrder={['label', 'input', 'error']}
            {...form.text('to')}
          />
          <Button
            type="submit"
            variant="default"
            loading={form.saving}
            disabled={unsaved}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {m.testAction}
          </Button>
        </Group>
      </form>
      {unsaved && (
        <Text size="sm" c="dimmed">
          {m.testSaveFirst}
        </Text>
      )}
      <div aria-live="polite">{result && !unsaved && <Outcome result={result} />}</div>
    </Section>
  );
}

function Outcome({ result: { sent, problem, hint, durationMs, to } }: { result: Result & { to: string } }) {
  const m = useMessages(messages);
  const { number } = useFormat();
  if (sent)
    return (
      <Alert color="teal" title={m.sent} icon={<IconCheck aria-hidden />}>
        {m.sentText(to, number(durationMs))}
      </Alert>
    );
  return (
    <Alert color="red" title={m.notSent} icon={<IconMailX aria-hidden />}>
      <Stack gap={4}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {problem}
        </Text>
        <Text size="sm" fw={500}>
          {hint}
        </Text>
      </Stack>
    </Alert>
  );
}
