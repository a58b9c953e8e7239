/** What happened in a sign-in, step by step: each rule's verdict, when it was and how long it took; for tests and attempts. */
import type { SsoTraceStep } from '@gatehouse/sdk/management';
import { Badge, Group, Stack, Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconMinus,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import { useFormat, useLocale, useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import { durationText } from './duration-text.ts';
import { messages } from './messages-recorder.ts';
import { messages as ruleMessages } from './messages-rules.ts';
import { useCauseWords, useNote } from './server-words.ts';
import { type About, SettingLink } from './setting.tsx';
import classes from './timeline.module.css';
import { type Part, partsOf } from './timeline-parts.ts';

const looks = {
  pass: { icon: IconCheck, color: 'teal' },
  fail: { icon: IconX, color: 'red' },
  skip: { icon: IconMinus, color: 'gray' },
} as const;

interface Props {
  steps: readonly SsoTraceStep[];
  about: About;
  title?: string;
  text?: string;
  /** From start to end, in milliseconds. */
  whole?: number | null;
}

export function Timeline({ steps, about, title, text, whole }: Props) {
  const { timeline: m } = useMessages(messages);
  const { locale } = useLocale();
  if (steps.length === 0) return null;
  const longest = Math.max(1, ...steps.map(({ durationMs = 0 }) => durationMs));
  const inAll = whole === undefined || whole === null ? '' : ` ${m.whole(durationText(whole, locale))}.`;
  return (
    <Section title={title ?? m.title} description={(text ?? m.text) + inAll}>
      <ol className={classes.steps}>
        {partsOf(steps).map((part) => (
          <PartOf key={part.key} part={part} longest={longest} about={about} />
        ))}
      </ol>
    </Section>
  );
}

function PartOf({ part, ...rest }: { part: Part; longest: number; about: About }) {
  if (part.kind === 'away') return <Away ms={part.ms} />;
  if (part.kind === 'passed') return <Passed steps={part.steps} {...rest} />;
  return <Step step={part.step} {...rest} />;
}

/** A run of steps in which all is well, folded up. */
function Passed({ steps, ...rest }: { steps: readonly SsoTraceStep[]; longest: number; about: About }) {
  const { timeline: m } = useMessages(messages);
  const format = useFormat();
  const [opened, { toggle }] = useDisclosure(false);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <li className={classes.step}>
        <ThemeIcon size={22} radius="xl" color="teal" variant="light" mt={1} aria-hidden>
          <IconCheck size={14} />
        </ThemeIcon>
        <UnstyledButton onClick={toggle} aria-expanded={opened}>
          <Group gap={4}>
            <Text size="sm" fw={500}>
              {m.passed(format.number(steps.length))}
            </Text>
            <Chevron size={14} aria-hidden />
            <Text size="xs" c="dimmed">
              {opened ? m.hide : m.show}
            </Text>
          </Group>
        </UnstyledButton>
      </li>
      {opened &&
        steps.map((step, place) => <Step key={`${step.rule}-${place.toString()}`} step={step} {...rest} />)}
    </>
  );
}

function Away({ ms }: { ms: number }) {
  const { timeline: m } = useMessages(messages);
  const { locale } = useLocale();
  return (
    <li className={classes.step} data-away>
      <ThemeIcon size={22} radius="xl" color="gray" variant="default" mt={1} aria-hidden>
        <IconUser size={14} />
      </ThemeIcon>
      <Text size="sm" c="dimmed">
        {m.away} · {durationText(ms, locale)}
      </Text>
    </li>
  );
}

function Step({ step, longest, about }: { step: SsoTraceStep; longest: number; about: About }) {
  const m = useMessages(ruleMessages);
  const note = useNote();
  const { rule, verdict, seen } = step;
  const { icon: Icon, color } = looks[verdict];
  return (
    <li className={classes.step}>
      <ThemeIcon size={22} radius="xl" color={color} variant="light" mt={1} aria-hidden>
        <Icon size={14} />
      </ThemeIcon>
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text size="sm" fw={verdict === 'fail' ? 600 : 500}>
            {m.ruleNames[rule] ?? rule}
          </Text>
          <Badge size="sm" color={color} miw="max-content">
            {m.verdicts[verdict]}
          </Badge>
        </Group>
        <Words step={step} about={about} />
        {seen && (
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {note(seen)}
          </Text>
        )}
      </Stack>
      <Times step={step} longest={longest} color={color} />
    </li>
  );
}

/** Why, whose side it is on and how to fix it; or why it was not looked at. */
function Words({ step, about }: { step: SsoTraceStep; about: About }) {
  const m = useMessages(ruleMessages);
  const wordsOf = useCauseWords();
  const note = useNote();
  const { verdict, cause, explanation = '', fix = '', side, setting } = step;
  if (!cause) return explanation ? <Text size="sm">{note(explanation)}</Text> : null;
  const words = wordsOf({ code: cause, title: explanation, fix });
  return (
    <>
      <Text size="sm">{words.title}</Text>
      {verdict === 'fail' && side && (
        <Text size="sm">
          <strong>{m.whose}:</strong> {m.sides[side]}
        </Text>
      )}
      {words.fix && (
        <Text size="sm">
          <strong>{m.fix}:</strong> {words.fix}
        </Text>
      )}
      {verdict === 'fail' && <SettingLink setting={setting} about={about} />}
    </>
  );
}

/** When and how long, in words and as a bar beside the longest step's. */
function Times({ step, longest, color }: { step: SsoTraceStep; longest: number; color: string }) {
  const { timeline: m } = useMessages(messages);
  const { locale } = useLocale();
  const { atMs, durationMs = 0 } = step;
  if (atMs === undefined) return null;
  const share = Math.max(durationMs > 0 ? 2 : 0, Math.round((durationMs / longest) * 100));
  const [offset, took] = [durationText(atMs, locale), durationText(durationMs, locale)];
  return (
    <div className={classes.times}>
      <Text size="xs" c="dimmed" component="span" title={m.at(offset)}>
        +{offset}
      </Text>
      <div className={classes.track} aria-hidden>
        <div
          className={classes.bar}
          style={{ width: `${share.toString()}%`, background: `var(--mantine-color-${color}-6)` }}
        />
      </div>
      <Text size="xs" c="dimmed" component="span" title={m.took(took)} className={classes.took}>
        {took}
      </Text>
    </div>
  );
}
