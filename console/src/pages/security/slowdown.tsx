/** How attempts are slowed down: free ones, then waits that double up to a longest one. */
import { schema } from 'virtual:schema/patchSecuritySettings';
import { NumberInput, SimpleGrid } from '@mantine/core';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { boundsOf, DurationInput, formatDuration } from '../../patterns/duration.tsx';
import type { Form, Problems } from '../../patterns/form.ts';
import { messages } from './messages.ts';
import { countNames, type Slowdown, type Values } from './values.ts';

type Words = (typeof messages)['en']['fields'];

/** What the server asks of numbers that belong together. */
function refused({ firstDelaySeconds, maxDelaySeconds, forgetAfterSeconds }: Slowdown, m: Words) {
  return {
    ...(firstDelaySeconds > maxDelaySeconds && { maxDelaySeconds: m.notBelowFirst }),
    ...(maxDelaySeconds > forgetAfterSeconds && { forgetAfterSeconds: m.notBelowMax }),
  };
}

export function slowdownProblems({ lockout, rateLimits }: Values, m: Words): Problems {
  const all: [string, Slowdown][] = [
    ['lockout', lockout],
    ...countNames.map((name): [string, Slowdown] => [`rateLimits.${name}`, rateLimits[name]]),
  ];
  return Object.fromEntries(
    all.flatMap(([path, slowdown]) =>
      Object.entries(refused(slowdown, m)).map(([name, text]) => [`${path}.${name}`, text]),
    ),
  );
}

export function SlowdownFields({ form, path }: { form: Form<Values>; path: string }) {
  const { fields: m } = useMessages(messages);
  const duration = (name: string) => ({
    bounds: boundsOf(schema, `${path}.${name}`),
    ...form.value<number | null>(`${path}.${name}`),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
      <NumberInput
        label={m.freeAttempts}
        description={m.freeAttemptsText}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        {...form.value<number | string>(`${path}.freeAttempts`)}
      />
      <DurationInput label={m.firstDelay} description={m.firstDelayText} {...duration('firstDelaySeconds')} />
      <DurationInput label={m.maxDelay} description={m.maxDelayText} {...duration('maxDelaySeconds')} />
      <DurationInput
        label={m.forgetAfter}
        description={m.forgetAfterText}
        {...duration('forgetAfterSeconds')}
      />
    </SimpleGrid>
  );
}

/** The four numbers in a sentence. */
export function useSummary(): (slowdown: Slowdown) => string {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const words = (seconds: number | null) => (seconds ? formatDuration(seconds, locale) : '…');
  return ({ freeAttempts, firstDelaySeconds, maxDelaySeconds, forgetAfterSeconds }) =>
    m.summary(
      String(freeAttempts),
      words(firstDelaySeconds),
      words(maxDelaySeconds),
      words(forgetAfterSeconds),
    );
}
