/** The buttons of a connector's life, each with what it means for people. */
import { Anchor, Button, Group, List, Modal, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { messages } from './messages-life.ts';

const provedOf = (domains: readonly { name: string; proved: boolean }[]): string =>
  domains
    .filter(({ proved }) => proved)
    .map(({ name }) => name)
    .join(', ');

export function Enable() {
  const m = useMessages(messages);
  const { id, name, domains } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const proved = provedOf(domains);
  const enable = useChange({
    run: (api) => api.ssoConnectors.enable(id),
    done: () => m.enableDone(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button onClick={open}>{m.enable}</Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.enableTitle(name)}
        action={m.enable}
        color="gate"
        onConfirm={() => enable.mutateAsync()}
      >
        {proved ? m.enableDomains(proved) : m.enableNoDomains}
      </Confirm>
    </>
  );
}

export function Enforce() {
  const m = useMessages(messages);
  const { id, name, domains } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const enforcement = useApiQuery(
    [...connectorsKey, 'enforcement', id],
    (api, signal) => api.ssoConnectors.enforcement.get(id, { signal }),
    { enabled: opened },
  );
  const enforce = useChange({
    run: (api) => api.ssoConnectors.enforce(id),
    done: () => m.enforceDone(name),
    after: close,
    refresh: [connectorsKey],
  });
  const { data, error, refetch } = enforcement;
  const ready = data?.missing.length === 0;
  return (
    <>
      <Button onClick={open}>{m.enforce}</Button>
      <Modal
        opened={opened}
        onClose={close}
        title={m.enforceTitle(name)}
        closeButtonProps={{ 'aria-label': m.close }}
        centered
      >
        <Stack>
          <Text size="sm">{m.enforceText(provedOf(domains) || '–')}</Text>
          {error && <Failure error={error} retry={() => void refetch()} />}
          {!data && !error && <Loading />}
          {data && <Needs missing={data.missing} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {m.close}
            </Button>
            <Button disabled={!ready} loading={enforce.isPending} onClick={() => enforce.mutate()}>
              {m.enforce}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

const needs = ['enabled', 'proved-domain', 'administrator', 'break-glass'] as const;
type Need = (typeof needs)[number];

/** What is met, what is missing, and where to see to it. */
function Needs({ missing }: { missing: readonly Need[] }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { id } = useThisConnector();
  const base = `/${tenant}/enterprise-sso/${id}`;
  const places: Record<Need, string> = {
    enabled: base,
    'proved-domain': `${base}/experience`,
    administrator: `${base}/test`,
    'break-glass': `/${tenant}/settings/administrators`,
  };
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {m.needsTitle}
      </Text>
      <List spacing="xs" size="sm" center={false}>
        {needs.map((need) => {
          const open = missing.includes(need);
          return (
            <List.Item
              key={need}
              icon={
                <ThemeIcon size={20} radius="xl" variant="light" color={open ? 'orange' : 'teal'} aria-hidden>
                  {open ? <IconX size={12} /> : <IconCheck size={12} />}
                </ThemeIcon>
              }
            >
              {m.needs[need]} <VisuallyHidden>({open ? m.unmet : m.met})</VisuallyHidden>
              {open && (
                <Anchor component={Link} to={places[need]} size="sm" display="block">
                  {m.fixes[need]}
                </Anchor>
              )}
            </List.Item>
          );
        })}
      </List>
    </Stack>
  );
}

export function Unenforce() {
  const m = useMessages(messages);
  const { id, name } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const unenforce = useChange({
    run: (api) => api.ssoConnectors.unenforce(id),
    done: () => m.unenforceDone(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {m.unenforce}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.unenforceTitle(name)}
        action={m.unenforce}
        onConfirm={() => unenforce.mutateAsync()}
      >
        {m.unenforceText}
      </Confirm>
    </>
  );
}

export function Disable() {
  const m = useMessages(messages);
  const { id, name } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const disable = useChange({
    run: (api) => api.ssoConnectors.disable(id),
    done: () => m.disableDone(name),
    refresh: [connectorsKey],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconMinus size={16} aria-hidden />} onClick={open}>
        {m.disable}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.disableTitle(name)}
        action={m.disable}
        onConfirm={() => disable.mutateAsync()}
      >
        {m.disableText}
      </Confirm>
    </>
  );
}
