'use client';
/** What is shown when a sign-in fails and the app shows nothing of its own. */
import type { ReactNode } from 'react';
import type { GatehouseError } from '../core/errors.ts';

/** What to show for an error; `retry` starts a new sign-in. */
export type FailureFallback = ReactNode | ((error: GatehouseError, retry: () => void) => ReactNode);

interface FailureProps {
  error: GatehouseError;
  fallback: FailureFallback | undefined;
  retry: () => void;
}

/** For the person who signs in: what happened, in plain words, and a way on. The code is for whoever they ask. */
const words: Partial<Record<GatehouseError['code'], string>> = {
  access_denied: 'The sign-in was cancelled.',
  sign_in_not_found: 'This sign-in is too old or was finished before.',
  provider_unreachable: 'The sign-in service does not answer.',
};

export function Failure({ error, fallback, retry }: FailureProps): ReactNode {
  if (typeof fallback === 'function') return fallback(error, retry);
  if (fallback !== undefined) return fallback;
  return (
    <div role="alert">
      <p>
        {words[error.code] ?? 'The sign-in did not work.'} <small>({error.code})</small>
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
