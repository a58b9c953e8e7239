/** A failed reading, in the place of what was to be read: what happened, the request's id, and another try. */
import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { defineMessages, useLocale, useMessages } from '../app/i18n.ts';
import { describeError } from './errors.ts';

const messages = defineMessages({ retry: 'Try again' }, { retry: '重试' });

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const m = useMessages(messages);
  const { title, text, requestId, code } = describeError(error, useLocale().locale);
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{text}</Text>
        {(requestId || code) && (
          <Group gap="xs">
            {code && <Code>{code}</Code>}
            {requestId && (
              <Text size="xs" c="dimmed">
                {requestId}
              </Text>
            )}
          </Group>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {m.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** For errors that a page didn't expect. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  return <Failure error={error} retry={reset} />;
}
