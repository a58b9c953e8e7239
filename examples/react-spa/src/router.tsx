// The smallest router that does; take the one you like.
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  addEventListener('popstate', listener);
  return () => removeEventListener('popstate', listener);
};

/** The path of this page; renders again when it changes. */
export const usePath = () => useSyncExternalStore(subscribe, () => location.pathname);

/** Goes to a path of this app, in place of the present one. */
export function navigate(path: string) {
  history.replaceState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Goes there as soon as it is shown. */
export function Redirect({ to }: { to: string }): ReactNode {
  useEffect(() => navigate(to), [to]);
  return null;
}
