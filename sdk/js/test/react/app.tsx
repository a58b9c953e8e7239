/** The app that react.test.ts drives: every export once, under StrictMode, with paths instead of a router. */
import { type ReactNode, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  GatehouseProvider,
  RequireSignIn,
  SignInCallback,
  type UseGatehouse,
  useGatehouse,
  useUserInfo,
} from '../../src/react/index.ts';

declare global {
  interface Window {
    settings: { endpoint: string; appId: string };
    /** How often the callback was told that it is done. */
    done: number;
    token?: UseGatehouse['getAccessToken'];
    signIn?: UseGatehouse['signIn'];
  }
}
window.done = 0;

function Session(): ReactNode {
  const { isLoading, isAuthenticated, claims, error, signIn, signOut, getAccessToken } = useGatehouse();
  Object.assign(window, { token: getAccessToken, signIn });
  if (isLoading) return <p id="loading">…</p>;
  return (
    <main>
      <p id="who">{isAuthenticated ? String(claims?.username) : 'nobody'}</p>
      {error && <p id="error">{error.code}</p>}
      <button type="button" onClick={() => void signIn({ returnTo: '/after?x=1' })}>
        Sign in
      </button>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </main>
  );
}

function Info(): ReactNode {
  const { userInfo, isLoading, error, reload } = useUserInfo();
  return (
    <main>
      <button type="button" onClick={reload}>
        Again
      </button>
      <pre id="info">{isLoading ? 'loading' : (error?.code ?? JSON.stringify(userInfo ?? null))}</pre>
    </main>
  );
}

function App(): ReactNode {
  const [path, setPath] = useState(location.pathname);
  const go = ({ returnTo }: { returnTo: string }): void => {
    window.done += 1;
    history.replaceState(null, '', returnTo);
    setPath(location.pathname);
  };
  if (path === '/callback') return <SignInCallback onDone={go} fallback={<p>Signing you in…</p>} />;
  if (path === '/plain-callback') return <SignInCallback />;
  if (path === '/info') return <Info />;
  if (path === '/secret') {
    return (
      <RequireSignIn fallback={<p>One moment…</p>}>
        <p id="secret">The secret of the shop</p>
      </RequireSignIn>
    );
  }
  return <Session />;
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <GatehouseProvider config={{ ...window.settings, resources: ['https://api.example'] }}>
      <App />
    </GatehouseProvider>
  </StrictMode>,
);
