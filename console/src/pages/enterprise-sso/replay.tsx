/** "Would it pass now?": what the provider said in an attempt, judged by the settings as they are now. */
import type { SsoAttemptDetail, SsoAttemptReplay } from '@gatehouse/sdk/management';
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconHelpCircle, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages-recorder.ts';
import { messages as ruleMessages } from './messages-rules.ts';
import { useNote } from './server-words.ts';
import { Timeline } from './timeline.tsx';
import { Cause } from './verdicts.tsx';

export function Replay({ attempt }: { attempt: SsoAttemptDetail }) {
  const { replay: m } = useMessages(messages);
  const format = useFormat();
  const [answer, setAnswer] = useState<SsoAttemptReplay>();
  const [undecided, setUndecided] = useState(false);
  const { can } = usePermissions();
  const { reference, replayable, replayUntil, outcome } = attempt;
  const ask = useChange<void, SsoAttemptReplay>({
    run: (api) => api.ssoAttempts.replay(reference),
    after(result) {
      setUndecided(false);
      setAnswer(result);
    },
    failed(error) {
      const open = detailsOf(error).code === 'sso.attempt_undecided';
      setUndecided(open);
      if (open) setAnswer(undefined);
      return open;
    },
  });
  return (
    <>
      <Section title={m.title} description={m.text}>
        {replayable && !can('sso-connectors:write') && (
          <Text size="sm" c="dimmed">
            {m.mayNot}
          </Text>
        )}
        {replayable && can('sso-connectors:write') && (
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => ask.mutate()}
              loading={ask.isPending}
            >
              {m.action}
            </Button>
            {replayUntil && (
              <Text size="xs" c="dimmed">
                {m.until(format.dateTime(replayUntil))}
              </Text>
            )}
          </Group>
        )}
        {!replayable && (
          <Text size="sm" c="dimmed">
            {outcome === 'started' ? m.cannot.started : m.cannot.gone}
          </Text>
        )}
        <div aria-live="polite">
          {undecided && (
            <Alert color="yellow" title={m.undecided} icon={<IconHelpCircle aria-hidden />} role="note">
              <Text size="sm">{m.undecidedText}</Text>
            </Alert>
          )}
          {answer && <Answer answer={answer} attempt={attempt} />}
        </div>
      </Section>
      {answer && <Timeline title={m.steps} text={m.stepsText} steps={answer.steps} about={attempt} />}
    </>
  );
}

function Answer({ answer, attempt }: { answer: SsoAttemptReplay; attempt: SsoAttemptDetail }) {
  const { replay: m } = useMessages(messages);
  const { outcome, cause, evidence, connectionChangedSince } = answer;
  return (
    <Stack gap="sm">
      {outcome === 'pass' ? (
        <Alert color="teal" title={m.pass} icon={<IconCircleCheck aria-hidden />} role="note">
          <Text size="sm">{evidence === 'none' ? m.passNone : m.passText}</Text>
        </Alert>
      ) : (
        <>
          <Text fw={600}>{m.fail}</Text>
          {cause && <Cause cause={cause} about={attempt} />}
        </>
      )}
      <Text size="sm">
        {m.evidence[evidence]} {connectionChangedSince ? m.changed : m.unchanged}
      </Text>
      <NotRepeated answer={answer} />
    </Stack>
  );
}

function NotRepeated({ answer: { notRepeated } }: { answer: SsoAttemptReplay }) {
  const { replay: m } = useMessages(messages);
  const { ruleNames } = useMessages(ruleMessages);
  const note = useNote();
  if (notRepeated.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {m.notRepeated}
      </Text>
      <List size="sm" spacing={4}>
        {notRepeated.map(({ rule, why }) => (
          <List.Item key={rule}>
            {ruleNames[rule] ?? rule}: {note(why)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
