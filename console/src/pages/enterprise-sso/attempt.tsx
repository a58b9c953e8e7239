/** One attempt, by the reference code on the error page: what happened, why, and what each rule said. */
import type { SsoAttempt } from '@gatehouse/sdk/management';
import { Alert, Anchor, Stack, Table, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { CopyId } from '../../patterns/copy.tsx';
import { detailsOf } from '../../patterns/errors.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { Moment } from '../../patterns/table.tsx';
import { CopyText } from './copy-text.tsx';
import { LookUp } from './look-up.tsx';
import { messages } from './messages.ts';
import { messages as detailMessages } from './messages-detail.ts';
import { OutcomeBadge } from './outcome.tsx';
import { Replay } from './replay.tsx';
import { attemptRoute } from './routes.ts';
import { Timeline } from './timeline.tsx';
import { Cause, type ClaimRows, Claims } from './verdicts.tsx';

export function Attempt() {
  const { title } = useMessages(messages);
  const { activity: m } = useMessages(detailMessages);
  const { tenant, reference } = attemptRoute.useParams();
  const { data, error, refetch } = useApiQuery(['sso-attempts', 'one', reference], (api, signal) =>
    api.ssoAttempts.get(reference, { signal }),
  );
  const list = `/${tenant}/enterprise-sso`;
  const connector = data && { label: data.connectorId, to: `${list}/${data.connectorId}/activity` };
  const missing = detailsOf(error).status === 404;
  return (
    <Page
      title={m.attempt(reference)}
      crumbs={[{ label: title, to: list }, ...(connector ? [connector] : [])]}
      actions={data && <CopyText attempt={data} />}
      beside={
        data && (
          <>
            <OutcomeBadge outcome={data.outcome} />
            <CopyId value={data.reference} what={m.copy} />
          </>
        )
      }
    >
      {missing && <Missing reference={reference} />}
      {error && !missing && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <>
          {data.cause && <Cause cause={data.cause} about={data} />}
          <Facts attempt={data} />
          <Replay attempt={data} />
          <Timeline steps={data.steps} about={data} whole={data.durationMs} />
          <AttemptClaims claims={data.claims} />
        </>
      )}
    </Page>
  );
}

function Missing({ reference }: { reference: string }) {
  const { activity: m } = useMessages(detailMessages);
  return (
    <Stack>
      <Alert color="yellow" title={m.missing(reference)} icon={<IconSearchOff aria-hidden />} role="alert">
        {m.missingText}
      </Alert>
      <LookUp />
    </Stack>
  );
}

function Facts({ attempt }: { attempt: SsoAttempt }) {
  const { activity: m } = useMessages(detailMessages);
  const tenant = useTenantId();
  const { connectorId, applicationId, userId, email, startedAt, finishedAt } = attempt;
  const to = (path: string, text: string) => (
    <Anchor component={Link} to={`/${tenant}/${path}`} size="sm">
      {text}
    </Anchor>
  );
  const person = email ?? userId ?? m.unknown;
  const rows: [string, ReactNode][] = [
    [m.when, <Moment key="when" at={startedAt} />],
    [m.finished, finishedAt ? <Moment key="finished" at={finishedAt} /> : '–'],
    [m.person, userId ? to(`users/${userId}`, person) : person],
    [m.connector, to(`enterprise-sso/${connectorId}`, connectorId)],
    [m.application, applicationId ? to(`applications/${applicationId}`, applicationId) : '–'],
  ];
  return (
    <Section title={m.facts}>
      <Table variant="vertical" highlightOnHover={false} verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={140}>
                {name}
              </Table.Th>
              <Table.Td>
                <Text span size="sm">
                  {value}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

/** An attempt keeps the names of the claims, and beside them the values that settle a dispute. */
function claimRows(claims: unknown): ClaimRows | undefined {
  if (typeof claims !== 'object' || claims === null) return undefined;
  const { names, ...values } = claims as Record<string, unknown>;
  return { names: Array.isArray(names) ? names.map(String) : [], values, verified: true };
}

function AttemptClaims({ claims }: { claims: unknown }) {
  const rows = claimRows(claims);
  return rows ? <Claims claims={rows} /> : null;
}
