/** One event in full, in a drawer over the list; its address leads to it. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { CopyId } from '../../patterns/copy.tsx';
import { deviceName } from '../../patterns/device.ts';
import { useEventName } from '../../patterns/event-names.ts';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { EventData } from './event-data.tsx';
import type { EventFilter } from './filter.ts';
import { messages } from './messages.ts';
import { Actor, Thing, WithNames } from './who.tsx';

const route = getRouteApi('/$tenant/audit-log/$event');

export function EventDrawer() {
  const m = useMessages(messages);
  const eventName = useEventName();
  const { tenant, event: id } = route.useParams();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useApiQuery(['audit-events', 'one', id], (api, signal) =>
    api.auditEvents.get(id, { signal }),
  );
  const close = () =>
    void navigate({ to: '/$tenant/audit-log', params: { tenant }, search: (before) => before });
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="lg"
      title={data ? eventName(data.type) : m.event}
      closeButtonProps={{ 'aria-label': m.close }}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={6} />}
      {data && (
        <WithNames events={[data]}>
          <Event event={data} />
        </WithNames>
      )}
    </Drawer>
  );
}

function Event({ event }: { event: AuditEvent }) {
  const m = useMessages(messages);
  const { actor, subject } = event;
  const sameSubject = subject && aboutSubject(subject);
  return (
    <Stack gap="lg">
      <Stack gap="sm" component="dl" m={0}>
        <Facts event={event} />
      </Stack>
      <EventData data={event.data} />
      <Group gap="md">
        {actor.id && <More label={m.sameActor} search={{ actor: actor.id }} />}
        {sameSubject && <More label={m.sameSubject} search={sameSubject} />}
      </Group>
    </Stack>
  );
}

function Facts({ event }: { event: AuditEvent }) {
  const m = useMessages(messages);
  const format = useFormat();
  const { actor, subject, applicationId, connectorId, address, userAgent, requestId } = event;
  const subjectTypes: Record<string, string> = m.subjectTypes;
  return (
    <>
      <Fact label={m.type}>
        <Code>{event.type}</Code>
      </Fact>
      <Fact label={m.at}>{format.dateTime(event.createdAt)}</Fact>
      <Fact label={m.actor}>
        <Actor actor={actor} linked />
        {actor.id && <CopyId value={actor.id} />}
      </Fact>
      {subject && subject.id !== actor.id && (
        <Fact label={subjectTypes[subject.type] ?? subject.type}>
          <Thing type={subject.type} id={subject.id} linked />
          <CopyId value={subject.id} />
        </Fact>
      )}
      {applicationId && (
        <Fact label={m.application}>
          <Thing type="application" id={applicationId} linked />
        </Fact>
      )}
      {connectorId && (
        <Fact label={m.connector}>
          <Thing type="sso-connector" id={connectorId} linked />
        </Fact>
      )}
      {address && <Fact label={m.address}>{address}</Fact>}
      {userAgent && (
        <Fact label={m.userAgent}>
          {deviceName(userAgent)}
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {userAgent}
          </Text>
        </Fact>
      )}
      {requestId && (
        <Fact label={m.requestId}>
          <CopyId value={requestId} what={m.requestId} />
        </Fact>
      )}
      <Fact label="ID">
        <CopyId value={event.id} what={m.eventId} />
      </Fact>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}

/** The filter that finds what has to do with the same thing; none for what there is only one of. */
function aboutSubject({ type, id }: { type: string; id: string }): EventFilter | undefined {
  const filters: Record<string, EventFilter> = {
    user: { user: id },
    application: { application: id },
    'sso-connector': { connector: id },
  };
  return filters[type];
}

/** Shows the list with this filter alone. */
function More({ label, search }: { label: string; search: EventFilter }) {
  const { tenant } = route.useParams();
  return (
    <Anchor component={Link} to={`/${tenant}/audit-log`} search={search as never} size="sm">
      {label}
    </Anchor>
  );
}
