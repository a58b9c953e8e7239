/** An attempt as plain text for a mail to whoever can fix it: what the API tells is redacted already, claims stay out. */
import type { SsoAttempt, SsoTraceStep } from '@gatehouse/sdk/management';

export interface TextWords {
  title: string;
  outcome: string;
  connector: string;
  application: string;
  person: string;
  cause: string;
  whose: string;
  fix: string;
  side(side: string): string;
  causeWords(cause: { code: string; title: string; fix: string }): { title: string; fix: string };
  rule(name: string): string;
  note(text: string): string;
  duration(ms: number): string;
}

const signs = { pass: '[ok]  ', fail: '[FAIL]', skip: '[-]   ' } as const;

function stepLines(step: SsoTraceStep, words: TextWords): string[] {
  const { rule, verdict, seen, explanation = '', cause, fix = '', atMs, durationMs } = step;
  const times = atMs === undefined ? '' : ` (+${words.duration(atMs)}, ${words.duration(durationMs ?? 0)})`;
  const said = cause
    ? words.causeWords({ code: cause, title: explanation, fix }).title
    : words.note(explanation);
  return [
    `${signs[verdict]} ${words.rule(rule)}${times}`,
    ...[said, seen && words.note(seen)].filter(Boolean).map((line) => `         ${line}`),
  ];
}

export function attemptText(attempt: SsoAttempt, words: TextWords): string {
  const { cause, startedAt, connectorId, applicationId, email, steps } = attempt;
  const told = cause && words.causeWords(cause);
  return [
    words.title,
    `${startedAt} · ${words.outcome}`,
    `${words.connector}: ${connectorId}`,
    ...(applicationId ? [`${words.application}: ${applicationId}`] : []),
    ...(email ? [`${words.person}: ${email}`] : []),
    ...(cause && told
      ? [
          '',
          `${words.cause}: ${told.title} (${cause.code})`,
          `${words.whose}: ${words.side(cause.side)}`,
          `${words.fix}: ${told.fix}`,
        ]
      : []),
    '',
    ...steps.flatMap((step) => stepLines(step, words)),
    '',
  ].join('\n');
}
