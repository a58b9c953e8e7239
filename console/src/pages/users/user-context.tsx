/** The user whose page is open, for its tabs. */
import type { User, WithEtag } from '@gatehouse/sdk/management';
import { createContext, useContext } from 'react';

export const UserContext = createContext<WithEtag<User> | undefined>(undefined);

export function useUser(): WithEtag<User> {
  const user = useContext(UserContext);
  if (!user) throw new Error('There is no user around this component.');
  return user;
}

/** Everything that is read of users. */
export const usersKey = ['users'];
export const userKey = (id: string) => [...usersKey, id];
