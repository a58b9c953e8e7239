/** What can be done with a custom domain in its state: verify, activate, deactivate, delete. */
import type { CustomDomain, ManagementClient } from '@gatehouse/sdk/management';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { Confirm } from '../../patterns/confirm.tsx';
import { messages } from './domain-messages.ts';
import { isRefused, Refusal } from './refusal.tsx';
import { domainsKey, tenantKey } from './tenant.ts';

type Texts = (typeof messages)['en'];

/** A change of where the tenant answers: other pages show its first address. */
function useDomainChange(run: (api: ManagementClient) => Promise<unknown>, done: () => string) {
  const m = useMessages(messages);
  const client = useQueryClient();
  return useChange({
    run,
    done,
    refresh: [domainsKey, tenantKey],
    after: () => client.invalidateQueries({ queryKey: ['tenants'] }),
    failed: (error) => isRefused(error, m.refusals),
  });
}

interface Question {
  title: string;
  text: string;
  more?: string;
  /** What has to be typed. */
  name?: string;
}

const questions = {
  activate: (m: Texts, { domain, issuer }: CustomDomain): Question => ({
    title: m.activateTitle(domain),
    text: m.activateText(issuer),
    more: m.activateMore,
  }),
  deactivate: (m: Texts, { domain, issuer }: CustomDomain): Question => ({
    title: m.deactivateTitle(domain),
    text: m.deactivateText(issuer),
    name: domain,
  }),
  remove: (m: Texts, { domain }: CustomDomain): Question => ({
    title: m.removeTitle(domain),
    text: m.removeText,
  }),
};

type Asked = keyof typeof questions;

export function DomainActions({ domain: shown }: { domain: CustomDomain }) {
  const m = useMessages(messages);
  const [asked, setAsked] = useState<Asked>();
  const { domain, issuer, status, primary } = shown;
  const verify = useDomainChange(
    (api) => api.customDomains.verify(domain),
    () => (status === 'unproved' ? m.verified(domain) : m.stillProved),
  );
  const first = useDomainChange(
    (api) => api.customDomains.activate(domain, { issuer }),
    () => m.madePrimary(domain),
  );
  const error = verify.error ?? first.error;
  return (
    <>
      {isRefused(error, m.refusals) && <Refusal error={error} refusals={m.refusals} />}
      <Group gap="xs">
        {status === 'proved' && <Button onClick={() => setAsked('activate')}>{m.activate}</Button>}
        <Button
          variant={status === 'unproved' ? 'filled' : 'default'}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {m.verify}
        </Button>
        {status === 'active' && !primary && (
          <Button variant="default" loading={first.isPending} onClick={() => first.mutate()}>
            {m.makePrimary}
          </Button>
        )}
        <Button
          variant="light"
          color="red"
          onClick={() => setAsked(status === 'active' ? 'deactivate' : 'remove')}
        >
          {status === 'active' ? m.deactivate : m.remove}
        </Button>
      </Group>
      {asked && <Asking domain={shown} asked={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Asking(props: { domain: CustomDomain; asked: Asked; onClose(): void }) {
  const { domain: shown, asked, onClose } = props;
  const m = useMessages(messages);
  const { domain, issuer } = shown;
  const done = { activate: m.activated, deactivate: m.deactivated, remove: m.removed }[asked];
  const change = useDomainChange(
    (api) =>
      asked === 'remove' ? api.customDomains.delete(domain) : api.customDomains[asked](domain, { issuer }),
    () => done(domain),
  );
  const { title, text, more, name } = questions[asked](m, shown);
  return (
    <Confirm
      opened
      onClose={onClose}
      title={title}
      action={m[asked]}
      name={name}
      color={asked === 'activate' ? 'gate' : undefined}
      onConfirm={() => change.mutateAsync()}
    >
      <Stack gap="sm" style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm">{text}</Text>
        {more && <Text size="sm">{more}</Text>}
        {isRefused(change.error, m.refusals) && <Refusal error={change.error} refusals={m.refusals} />}
      </Stack>
    </Confirm>
  );
}
