/** Who did something, and to what: by name, with a link to where it is managed. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import {
  type Named,
  useAdministratorNames,
  useApplicationNames,
  useConnectorNames,
  useUserNames,
} from '../../patterns/names.ts';
import { messages } from './messages.ts';

interface Names {
  users: ReadonlyMap<string, string>;
  administrators: readonly Named[];
  applications: readonly Named[];
  connectors: readonly Named[];
}

const NamesContext = createContext<Names>({
  users: new Map(),
  administrators: [],
  applications: [],
  connectors: [],
});

export const useNames = () => useContext(NamesContext);

/** Brings the names that some events need; each person is asked for once. */
export function WithNames({ events, children }: { events: readonly AuditEvent[]; children: ReactNode }) {
  const administrators = useAdministratorNames();
  const applications = useApplicationNames();
  const connectors = useConnectorNames();
  const ids = events.flatMap(({ actor, subject }) => [
    ...(actor.type === 'user' && actor.id ? [actor.id] : []),
    ...(subject?.type === 'user' ? [subject.id] : []),
  ]);
  const administrates = (id: string) => administrators.some((one) => one.id === id);
  const users = useUserNames(ids.filter((id) => !administrates(id)));
  return (
    <NamesContext.Provider value={{ users, administrators, applications, connectors }}>
      {children}
    </NamesContext.Provider>
  );
}

const find = (list: readonly Named[], id: string) => list.find((one) => one.id === id)?.name;

export function Actor({ actor, linked = false }: { actor: AuditEvent['actor']; linked?: boolean }) {
  const m = useMessages(messages);
  const { administrators } = useNames();
  if (!actor.id)
    return (
      <Text span size="sm" c="dimmed">
        {m.who[actor.type]}
      </Text>
    );
  const administrator = actor.type === 'user' ? find(administrators, actor.id) : undefined;
  if (administrator)
    return (
      <Text span size="sm">
        {administrator}{' '}
        <Text span size="xs" c="dimmed">
          {m.administrator}
        </Text>
      </Text>
    );
  return <Thing type={actor.type} id={actor.id} linked={linked} />;
}

/** Where things of a type are managed, below the tenant's address. */
const places: Record<string, string> = {
  user: 'users',
  application: 'applications',
  'sso-connector': 'enterprise-sso',
};

/** Something by its name, or by its id where it has none (any more). */
export function Thing({ type, id, linked }: { type: string; id: string; linked: boolean }) {
  const tenant = useTenantId();
  const { users, administrators, applications, connectors } = useNames();
  const named: Record<string, string | undefined> = {
    user: users.get(id) ?? find(administrators, id),
    application: find(applications, id),
    'sso-connector': find(connectors, id),
  };
  const name = named[type];
  const place = places[type];
  const text = (
    <Text span size="sm" style={{ overflowWrap: 'anywhere' }} {...(!name && { ff: 'monospace', fz: 'xs' })}>
      {name ?? id}
    </Text>
  );
  const isHere = type !== 'user' || users.has(id);
  if (!linked || !name || !place || !isHere) return text;
  return (
    <Anchor component={Link} to={`/${tenant}/${place}/${id}`} size="sm">
      {text}
    </Anchor>
  );
}
