/** Who did something, with the way to their page. */
import type { AuditEvent } from '@gatehouse/sdk/management';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { credentialMessages } from './messages-credentials.ts';

export function EventActor({ event: { actor, subject } }: { event: AuditEvent }) {
  const m = useMessages(credentialMessages);
  const tenant = useTenantId();
  if (actor.type === 'system') return m.system;
  if (actor.type === 'anonymous' || actor.id === null) return m.anonymous;
  // Administrators are people of another tenant: only who did it to themselves has a page here.
  if (actor.id !== subject?.id) return actor.id;
  const folder = actor.type === 'user' ? 'users' : 'applications';
  return (
    <Anchor component={Link} to={`/${tenant}/${folder}/${actor.id}`} size="sm">
      {actor.id}
    </Anchor>
  );
}
