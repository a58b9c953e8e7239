/** Who did something, with the way to their page. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { credentialMessages } from './messages-credentials.ts';

/** Administrators are people of another tenant: only who did it to themselves has a page here. */
export const byThemselves = ({ actor, subject }: AuditEvent): boolean =>
  actor.type === 'user' && actor.id !== null && actor.id === subject?.id;

export function EventActor({
  event,
  people,
}: {
  event: AuditEvent;
  /** Names by the ids of users. */
  people: ReadonlyMap<string, string>;
}) {
  const m = useMessages(credentialMessages);
  const tenant = useTenantId();
  const { actor } = event;
  if (actor.type === 'system') return m.system;
  if (actor.type === 'anonymous' || actor.id === null) return m.anonymous;
  if (!byThemselves(event)) return actor.id;
  return (
    <Anchor component={Link} to={`/${tenant}/users/${actor.id}`} size="sm">
      {people.get(actor.id) ?? actor.id}
    </Anchor>
  );
}
