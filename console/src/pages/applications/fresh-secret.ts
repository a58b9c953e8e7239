/** Secrets that were made during this visit: the server can't show them again, the guide fills them in until a reload. */
import { useSyncExternalStore } from 'react';
import { useTenantId } from '../../app/session.tsx';

const secrets = new Map<string, string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFreshSecret(applicationId: string): string | undefined {
  const key = `${useTenantId()}/${applicationId}`;
  return useSyncExternalStore(subscribe, () => secrets.get(key));
}

export function useRememberSecret(): (applicationId: string, secret: string | null | undefined) => void {
  const tenant = useTenantId();
  return (applicationId, secret) => {
    if (!secret) return;
    secrets.set(`${tenant}/${applicationId}`, secret);
    for (const listener of listeners) listener();
  };
}
