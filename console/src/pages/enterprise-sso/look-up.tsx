/** From the code on an error page to the trace of what happened. */
import { Button, Group, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages.ts';

export function LookUp() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const go = (event: FormEvent) => {
    event.preventDefault();
    const reference = code.trim().toUpperCase();
    if (reference)
      void navigate({ to: '/$tenant/enterprise-sso/attempts/$reference', params: { tenant, reference } });
  };
  return (
    <Section title={m.lookUpTitle} description={m.lookUpText}>
      <form onSubmit={go}>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={m.reference}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            placeholder="H7KP-2MQX-9T"
            autoComplete="off"
            spellCheck={false}
            w={220}
          />
          <Button type="submit" variant="default">
            {m.lookUp}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
