/** A look at the identity provider while the form is being filled in: what it is, and exactly what is wrong. */
import type { SsoProviderPreview } from '@gatehouse/sdk/management';
import { Alert, Anchor, Badge, Button, Code, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useChange } from '../../app/queries.ts';
import { detailsOf } from '../../patterns/errors.ts';
import type { Config } from './config.ts';
import { SaidBySaml } from './discovery-saml.tsx';
import { messages } from './messages-connection.ts';
import { usePreviewWords } from './server-words.ts';

type Problem = SsoProviderPreview['problems'][number];

export interface Discovery {
  found: SsoProviderPreview | undefined;
  /** The issuer that was taken out of what was pasted. */
  took: string | undefined;
  busy: boolean;
  tooOften: boolean;
  /** Looks, unless the same was looked at already and `again` is false. */
  look(config: Config, again?: boolean): void;
}

/** What the preview reads of a half-filled form. */
function asked(config: Config) {
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : undefined);
  const list = (name: string) => {
    const value = config[name];
    return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined;
  };
  return {
    issuer: text('issuer'),
    clientAuthentication: text('clientAuthentication'),
    extraScopes: list('extraScopes'),
    allowedTenants: list('allowedTenants'),
    metadataUrl: text('metadataUrl'),
    metadata: text('metadata'),
    entityId: text('entityId'),
  };
}

/** Whether there is anything to look at. */
export const lookedAt = ({ issuer, metadataUrl, metadata }: Config): boolean =>
  [issuer, metadataUrl, metadata].some((one) => typeof one === 'string' && one.trim() !== '');

/** `onIssuer` takes the issuer that was meant, when something else was pasted. */
export function useDiscovery(provider: string, onIssuer: (issuer: string) => void): Discovery {
  const [looked, setLooked] = useState('');
  const [took, setTook] = useState<string>();
  const [tooOften, setTooOften] = useState(false);
  const preview = useChange<ReturnType<typeof asked>, SsoProviderPreview>({
    run: (api, config) => api.ssoConnectors.preview({ provider, config }),
    after({ ok, issuer }, config) {
      setTooOften(false);
      const meant =
        ok && issuer !== null && config.issuer !== undefined && issuer !== config.issuer.trim()
          ? issuer
          : undefined;
      setTook(meant);
      if (meant) {
        setLooked(JSON.stringify({ ...config, issuer: meant }));
        onIssuer(meant);
      }
    },
    failed(error) {
      const busy = detailsOf(error).status === 429;
      setTooOften(busy);
      return busy;
    },
  });
  return {
    found: preview.data,
    took,
    busy: preview.isPending,
    tooOften,
    look(config, again = false) {
      const input = asked(config);
      const text = JSON.stringify(input);
      if (!lookedAt(input) || preview.isPending || (text === looked && !again)) return;
      setLooked(text);
      preview.mutate(input);
    },
  };
}

export function DiscoveryPanel({
  discovery: { found, took, busy, tooOften },
  onSuggestion,
}: {
  discovery: Discovery;
  onSuggestion(field: string, value: string): void;
}) {
  const m = useMessages(messages);
  if (busy)
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm" c="dimmed">
          {m.looking}
        </Text>
      </Group>
    );
  if (tooOften)
    return (
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="status">
        {m.busy}
      </Alert>
    );
  if (!found) return null;
  const { ok, problems } = found;
  const title = ok ? (problems.length > 0 ? m.answersBut : m.answers) : m.doesNot;
  const color = ok ? (problems.length > 0 ? 'yellow' : 'teal') : 'red';
  const Icon = ok ? (problems.length > 0 ? IconAlertTriangle : IconCircleCheck) : IconCircleX;
  return (
    <Alert color={color} title={title} icon={<Icon aria-hidden />} role="status">
      <Stack gap="md">
        {took && <Text size="sm">{m.took(took)}</Text>}
        {problems.map((problem) => (
          <OneProblem
            key={problem.code + (problem.seen ?? '')}
            problem={problem}
            onSuggestion={onSuggestion}
          />
        ))}
        {found.said && <Said found={found} />}
        {found.saml && <SaidBySaml said={found.saml} />}
      </Stack>
    </Alert>
  );
}

function OneProblem({
  problem,
  onSuggestion,
}: {
  problem: Problem;
  onSuggestion(field: string, value: string): void;
}) {
  const m = useMessages(messages);
  const { title, fix } = usePreviewWords(problem);
  const { severity, seen, suggestion, field } = problem;
  return (
    <Stack gap={4} align="flex-start">
      <Group gap="xs">
        <Badge color={severity === 'error' ? 'red' : 'yellow'}>{m[severity]}</Badge>
        <Text size="sm" fw={600}>
          {title}
        </Text>
      </Group>
      {seen && (
        <Text size="sm">
          {m.seen}: <Code style={{ overflowWrap: 'anywhere' }}>{seen}</Code>
        </Text>
      )}
      <Text size="sm">
        {m.fix}: {fix}
      </Text>
      {suggestion && (
        <Button size="xs" variant="default" onClick={() => onSuggestion(field, suggestion)} h="auto" py={6}>
          <span style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{m.use(suggestion)}</span>
        </Button>
      )}
    </Stack>
  );
}

const members = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
] as const;

function Said({ found: { said, keys } }: { found: SsoProviderPreview }) {
  const m = useMessages(messages);
  const [opened, { toggle }] = useDisclosure(false);
  const rows = members.flatMap((name) => (said?.[name] ? [[m.members[name], said[name]] as const] : []));
  if (keys !== null) rows.push([m.members.keys, String(keys)]);
  return (
    <Stack gap="xs" align="flex-start">
      <Anchor
        component="button"
        type="button"
        size="sm"
        c="inherit"
        underline="always"
        onClick={toggle}
        aria-expanded={opened}
      >
        {m.said}
      </Anchor>
      {opened && (
        <Table fz="xs" variant="vertical" layout="auto" highlightOnHover={false}>
          <Table.Tbody>
            {rows.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
