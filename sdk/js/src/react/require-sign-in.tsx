'use client';
/** `<RequireSignIn>`: what only people who are signed in may see. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Failure, type FailureFallback } from './failure.tsx';
import { useGatehouse } from './hooks.ts';
import type { ReactSignInOptions } from './session.ts';

/** What {@link RequireSignIn} takes. */
export interface RequireSignInProps {
  children?: ReactNode;
  /** Shown until it is known who is signed in, and while the browser leaves for the sign-in. */
  fallback?: ReactNode;
  /** Shown when the sign-in can't start; without it the reason and a button that tries again. */
  errorFallback?: FailureFallback;
  /** Shown when the session ends while the page is open, here or in another tab; without it a button to sign in. */
  signedOutFallback?: ReactNode | ((signIn: () => void) => ReactNode);
  /** How to sign in. */
  signInOptions?: ReactSignInOptions;
}

/**
 * Shows its children to people who are signed in, and sends everybody else to the sign-in, after which they come
 * back to this page. It hides and shows; what protects data is the API that it comes from.
 *
 * A session that ends while the page is open never sends anybody away unasked: something may be half typed, and a
 * sign-out in another tab would meet a sign-in in this one and be undone by it.
 */
export function RequireSignIn(props: RequireSignInProps): ReactNode {
  const { children, fallback = null, errorFallback, signedOutFallback, signInOptions } = props;
  const { isLoading, isAuthenticated, error, signIn } = useGatehouse();
  const wasSignedIn = useRef(false);
  const started = useRef(false);
  const start = (): void => {
    started.current = true;
    // Back leads past this page, which would only send the person on again. A failure is shown as `error`.
    signIn({ replaceHistory: true, ...signInOptions }).catch(() => {});
  };
  const automatic = !isLoading && !isAuthenticated && !error && !wasSignedIn.current;
  useEffect(() => {
    if (isAuthenticated) wasSignedIn.current = true;
    if (error) started.current = false;
    if (automatic && !started.current) start();
  });
  if (isAuthenticated) return children;
  if (error) return <Failure error={error} fallback={errorFallback} retry={start} />;
  if (isLoading || !wasSignedIn.current) return fallback;
  if (typeof signedOutFallback === 'function') return signedOutFallback(start);
  return signedOutFallback ?? <SignedOut signIn={start} />;
}

function SignedOut({ signIn }: { signIn: () => void }): ReactNode {
  return (
    <p role="status">
      You are signed out.{' '}
      <button type="button" onClick={signIn}>
        Sign in
      </button>
    </p>
  );
}
