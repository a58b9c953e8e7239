/** Beside the mapping: what it makes, as it stands in the form, of pasted claims or of a recent sign-in. */
import type { OperationBody, SsoMappingSimulation } from '@gatehouse/sdk/management';
import { Button, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { useThisConnector } from './data.ts';
import { SimulationResult } from './mapping-result.tsx';
import { bodyOf, type MappingValues } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

const kinds = ['claims', 'saml', 'attempt'] as const;
type Kind = (typeof kinds)[number];

type Claims = NonNullable<OperationBody<'postSsoConnectorsIdMappingSimulate'>['claims']>;

function parsed(text: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

const example = `{
  "email": "anna@acme.example",
  "name": "Anna Berg",
  "groups": ["Engineering"]
}`;

export function Simulator({ values }: { values: MappingValues }) {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const [kind, setKind] = useState<Kind>('claims');
  const [texts, setTexts] = useState<Record<Kind, string>>({ claims: example, saml: '', attempt: '' });
  const [problem, setProblem] = useState<string>();
  const simulate = useChange<OperationBody<'postSsoConnectorsIdMappingSimulate'>, SsoMappingSimulation>({
    run: (api, body) => api.ssoConnectors.mapping.simulate(id, body),
  });
  const set = (text: string) => {
    setProblem(undefined);
    setTexts({ ...texts, [kind]: text });
  };
  const run = () => {
    const text = texts[kind].trim();
    const claims = kind === 'claims' ? parsed(text) : undefined;
    if (text === '') return setProblem(m.nothingPasted);
    if (kind === 'claims' && !claims) return setProblem(m.notJson);
    simulate.mutate({ ...(claims ? { claims } : { [kind]: text }), ...bodyOf(values) });
  };
  return (
    <Section title={m.simulator} description={m.simulatorText}>
      <Stack>
        <SegmentedControl
          fullWidth
          aria-label={m.source}
          data={kinds.map((value) => ({ value, label: m.sources[value] }))}
          value={kind}
          onChange={(value) => {
            setProblem(undefined);
            setKind(value as Kind);
          }}
        />
        <Source kind={kind} value={texts[kind]} problem={problem} onChange={set} />
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={simulate.isPending}
          onClick={run}
        >
          {m.run}
        </Button>
        {simulate.data && <SimulationResult result={simulate.data} />}
      </Stack>
    </Section>
  );
}

interface SourceProps {
  kind: Kind;
  value: string;
  problem: string | undefined;
  onChange(text: string): void;
}

function Source({ kind, value, problem, onChange }: SourceProps) {
  const m = useMessages(messages);
  if (kind === 'attempt') return <Attempts value={value} problem={problem} onChange={onChange} />;
  return (
    <Textarea
      key={kind}
      label={kind === 'saml' ? m.samlLabel : m.claimsLabel}
      description={kind === 'saml' ? m.samlHelp : m.claimsHelp}
      autosize
      minRows={6}
      maxRows={14}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      spellCheck={false}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Attempts({ value, problem, onChange }: Omit<SourceProps, 'kind'>) {
  const m = useMessages(messages);
  const format = useFormat();
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['sso-attempts', 'to-simulate', id],
    (api, signal) =>
      api.ssoAttempts.list({ connectorId: id, outcome: 'succeeded', pageSize: 20 }, { signal }),
    { enabled: can('users:read') },
  );
  const note = !can('users:read') ? m.attemptsHidden : data?.items.length === 0 ? m.noAttempts : undefined;
  if (note)
    return (
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    );
  const options = (data?.items ?? []).map(({ reference, email, startedAt }) => ({
    value: reference,
    label: `${email ?? reference} · ${format.ago(startedAt)}`,
  }));
  return (
    <Select
      label={m.attemptLabel}
      description={m.attemptHelp}
      data={options}
      value={value === '' ? null : value}
      error={problem}
      onChange={(reference) => onChange(reference ?? '')}
    />
  );
}
