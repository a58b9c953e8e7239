/** Copies an attempt as text, for a mail to whoever can fix it. */
import type { SsoAttempt } from '@gatehouse/sdk/management';
import { Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { attemptText, type TextWords } from './attempt-text.ts';
import { durationText } from './duration-text.ts';
import { messages as detailMessages } from './messages-detail.ts';
import { messages } from './messages-recorder.ts';
import { messages as ruleMessages } from './messages-rules.ts';
import { useCauseWords, useNote } from './server-words.ts';

function useTextWords({ reference, outcome }: SsoAttempt): TextWords {
  const m = useMessages(messages);
  const { activity } = useMessages(detailMessages);
  const rules = useMessages(ruleMessages);
  const { locale } = useLocale();
  const causeWords = useCauseWords();
  const note = useNote();
  return {
    title: m.textTitle(reference),
    outcome: activity.outcomes[outcome],
    connector: activity.connector,
    application: activity.application,
    person: activity.person,
    cause: activity.cause,
    whose: rules.whose,
    fix: rules.fix,
    side: (side) => (rules.sides as Partial<Record<string, string>>)[side] ?? side,
    causeWords,
    rule: (name) => rules.ruleNames[name] ?? name,
    note,
    duration: (ms) => durationText(ms, locale),
  };
}

export function CopyText({ attempt }: { attempt: SsoAttempt }) {
  const m = useMessages(messages);
  const words = useTextWords(attempt);
  return (
    <CopyButton value={attemptText(attempt, words)}>
      {({ copied, copy }) => (
        <Tooltip label={m.copyText}>
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {copied ? m.copied : m.copy}
          </Button>
        </Tooltip>
      )}
    </CopyButton>
  );
}
