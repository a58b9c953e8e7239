/** The further counts, each folded to a sentence until somebody wants to change it. */
import { Accordion, Text } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import type { Form } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages.ts';
import { SlowdownFields, useSummary } from './slowdown.tsx';
import { countNames, type Values } from './values.ts';

export function RateLimits({ form }: { form: Form<Values> }) {
  const m = useMessages(messages);
  const summary = useSummary();
  const [opened, setOpened] = useState<string[]>([]);
  // What is wrong has to be seen.
  const wrong = countNames.filter((name) =>
    Object.keys(form.problems).some((path) => path.startsWith(`rateLimits.${name}.`)),
  );
  return (
    <Section title={m.rateLimits} description={m.rateLimitsText}>
      <Accordion
        multiple
        order={3}
        variant="contained"
        value={[...new Set([...opened, ...wrong])]}
        onChange={setOpened}
      >
        {countNames.map((name) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>
              <Text size="sm" fw={500}>
                {m.counts[name]}
              </Text>
              <Text size="xs" c="dimmed">
                {summary(form.values.rateLimits[name])}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <SlowdownFields form={form} path={`rateLimits.${name}`} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
