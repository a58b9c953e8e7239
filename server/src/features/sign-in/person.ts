/** A user as a page shows them. */
import type { Person } from '../../kernel/html/components.tsx';
import type { User } from '../users/index.ts';

export function personOf(user: User | undefined): Person {
  if (!user) return { name: '?' };
  const identifier = user.email ?? user.username ?? undefined;
  const name = user.name ?? identifier ?? user.id;
  return {
    name,
    identifier: identifier === name ? undefined : identifier,
    pictureUrl: user.picture ?? undefined,
  };
}
