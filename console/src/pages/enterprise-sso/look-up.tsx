/** From the code on an error page, or the person's address, to the trace of what happened. */
import { Anchor, Button, Group, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { isAddress, referenceIn } from './attempts-search.ts';
import { messages } from './messages-recorder.ts';

export function LookUp() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const go = (event: FormEvent) => {
    event.preventDefault();
    const given = text.trim();
    if (isAddress(given))
      void navigate({
        to: '/$tenant/enterprise-sso/attempts',
        params: { tenant },
        search: { search: given },
      });
    else if (given !== '')
      void navigate({
        to: '/$tenant/enterprise-sso/attempts/$reference',
        params: { tenant, reference: referenceIn(given) },
      });
  };
  return (
    <Section
      title={m.lookUpTitle}
      description={m.lookUpText}
      actions={
        <Anchor component={Link} to={`/${tenant}/enterprise-sso/attempts`} size="sm">
          {m.open}
        </Anchor>
      }
    >
      <form onSubmit={go}>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={m.searchLabel}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            placeholder="H7KP-2MQX-9T"
            autoComplete="off"
            spellCheck={false}
            flex={1}
            maw={320}
          />
          <Button type="submit" variant="default">
            {m.lookUp}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
