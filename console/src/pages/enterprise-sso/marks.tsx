/** Small signs of a connector: its state, its domains, and the mark of its provider. */
import type { SsoConnector, SsoDomain } from '@gatehouse/sdk/management';
import { Badge, Group, Text, ThemeIcon } from '@mantine/core';
import {
  IconBrandGoogle,
  IconBrandWindows,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconFlask,
  IconKey,
  IconLock,
  IconPencil,
  IconWorld,
} from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { messages } from './messages.ts';

type State = SsoConnector['state'];
const looks: Record<State, { color: string; icon: typeof IconWorld }> = {
  draft: { color: 'gray', icon: IconPencil },
  tested: { color: 'blue', icon: IconFlask },
  enabled: { color: 'teal', icon: IconCircleCheck },
  enforced: { color: 'teal', icon: IconLock },
  disabled: { color: 'orange', icon: IconCircleOff },
};

export function StateBadge({ state }: { state: State }) {
  const m = useMessages(messages);
  const { color, icon: Icon } = looks[state];
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {m.states[state]}
    </Badge>
  );
}

export function ProvedBadge({ proved }: { proved: boolean }) {
  const m = useMessages(messages);
  const Icon = proved ? IconCircleCheck : IconCircleDashed;
  return (
    <Badge color={proved ? 'teal' : 'yellow'} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {proved ? m.proved : m.unproved}
    </Badge>
  );
}

/** The first few domains of a connector, in a cell. */
export function Domains({ domains }: { domains: readonly SsoDomain[] }) {
  const m = useMessages(messages);
  const shown = domains.slice(0, 2);
  if (domains.length === 0)
    return (
      <Text span size="sm" c="dimmed">
        {m.noDomains}
      </Text>
    );
  return (
    <Group gap={4}>
      {shown.map(({ name }) => (
        <Badge key={name} color="gray">
          {name}
        </Badge>
      ))}
      {domains.length > shown.length && (
        <Badge color="gray">{m.more(String(domains.length - shown.length))}</Badge>
      )}
    </Group>
  );
}

const marks: Partial<Record<string, typeof IconWorld>> = {
  'entra-oidc': IconBrandWindows,
  'google-workspace': IconBrandGoogle,
  okta: IconCircleDashed,
  oidc: IconKey,
  'entra-saml': IconBrandWindows,
  'google-workspace-saml': IconBrandGoogle,
  'okta-saml': IconCircleDashed,
};

export function ProviderMark({ provider, size = 40 }: { provider: string; size?: number }) {
  const Icon = marks[provider] ?? IconWorld;
  return (
    <ThemeIcon variant="light" size={size}>
      <Icon size={size * 0.55} aria-hidden />
    </ThemeIcon>
  );
}
