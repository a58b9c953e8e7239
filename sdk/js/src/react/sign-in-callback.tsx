'use client';
/** `<SignInCallback>`: the page that the sign-in comes back to. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { GatehouseError } from '../core/errors.ts';
import { Failure, type FailureFallback } from './failure.tsx';
import { useSession } from './provider.tsx';
import { asGatehouseError, type Session } from './session.ts';

/** What {@link SignInCallback} takes. */
export interface SignInCallbackProps {
  /**
   * Called once when somebody is signed in: go to `returnTo` with your router, replacing this entry of the history,
   * as its address has worked once. Without it the browser loads `returnTo`.
   */
  onDone?: (result: { returnTo: string }) => void;
  /** Shown meanwhile. */
  fallback?: ReactNode;
  /** Shown when it fails; without it the reason and a button that starts again. */
  errorFallback?: FailureFallback;
}

const load = ({ returnTo }: { returnTo: string }): void => window.location.replace(returnTo);

/** Handles the answer of the sign-in in this page's address, once, however often React mounts the component. */
export function SignInCallback({
  onDone = load,
  fallback = null,
  errorFallback,
}: SignInCallbackProps): ReactNode {
  const session = useSession();
  const [error, setError] = useState<GatehouseError>();
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    let wanted = true;
    handleOnce(session, window.location.href).then(
      (result) => wanted && done.current(result),
      (thrown: unknown) => wanted && setError(asGatehouseError(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [session]);
  if (!error) return fallback;
  const retry = (): void => {
    session.signIn().catch((thrown: unknown) => setError(asGatehouseError(thrown)));
  };
  return <Failure error={error} fallback={errorFallback} retry={retry} />;
}

/** An answer works once, but StrictMode mounts twice, and a suspended tree may start anew with another client. */
const handled = new Map<string, Promise<{ returnTo: string }>>();

function handleOnce(session: Session, url: string): Promise<{ returnTo: string }> {
  const known = handled.get(url);
  if (known) return known;
  const result = handle(session, url);
  handled.set(url, result);
  return result;
}

async function handle({ client, refresh }: Session, url: string): Promise<{ returnTo: string }> {
  try {
    const { returnTo = '/' } = await client.handleSignInCallback(url);
    return { returnTo };
  } catch (thrown) {
    // Somebody came Back to this page, or reloaded it: they are signed in, and nothing in the address is believed.
    const used = ['sign_in_not_found', 'state_mismatch'].includes(asGatehouseError(thrown).code);
    if (used && (await client.isAuthenticated())) return { returnTo: '/' };
    throw thrown;
  } finally {
    await refresh();
  }
}
