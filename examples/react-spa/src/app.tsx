// The bookstore's pages, by path.
import { RequireSignIn, SignInCallback, useGatehouse, useUserInfo } from '@gatehouse/sdk/react';
import { type ReactNode, useEffect, useState } from 'react';
import { navigate, Redirect, usePath } from './router.tsx';

const wait = <p>One moment…</p>;

export function App(): ReactNode {
  const path = usePath();
  const protectedPage = pages[path];
  return (
    <>
      <h1>
        <a href="/">Bookstore</a>
      </h1>
      {path === '/' && <Home />}
      {path === '/callback' && (
        <SignInCallback onDone={({ returnTo }) => navigate(returnTo)} fallback={wait} />
      )}
      {path === '/sign-in' && <SignIn />}
      {path === '/sign-up' && <SignIn firstScreen="register" />}
      {path === '/sign-out' && <SignOut />}
      {protectedPage && <RequireSignIn fallback={wait}>{protectedPage}</RequireSignIn>}
    </>
  );
}

/** What only people who are signed in see. */
const pages: Record<string, ReactNode> = { '/user-info': <UserInfo />, '/books': <Books /> };

function Home(): ReactNode {
  const { isLoading, isAuthenticated, claims, error } = useGatehouse();
  if (isLoading) return wait;
  if (error) return <p role="alert">{error.message}</p>;
  if (!isAuthenticated) {
    return (
      <>
        <p>You are not signed in.</p>
        <nav>
          <a href="/sign-in">Sign in</a>
          <a href="/sign-up">Create account</a>
        </nav>
      </>
    );
  }
  // Gatehouse says null where it was asked and doesn't know.
  const told = Object.entries(claims ?? {}).filter(([, value]) => value !== null);
  return (
    <>
      <p>
        Hello, <strong id="user">{String(claims?.name ?? claims?.username ?? claims?.email)}</strong>.
      </p>
      <nav>
        <a href="/user-info">User info</a>
        <a href="/books">Books</a>
        <a href="/sign-out">Sign out</a>
      </nav>
      <h2>Claims of the ID token</h2>
      <table id="claims">
        <tbody>
          {told.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Whoever comes here signs in, and goes on to the first page. */
function SignIn({ firstScreen }: { firstScreen?: 'register' }): ReactNode {
  return (
    <RequireSignIn fallback={wait} signInOptions={{ firstScreen, returnTo: '/' }}>
      <Redirect to="/" />
    </RequireSignIn>
  );
}

function SignOut(): ReactNode {
  const { signOut, error } = useGatehouse();
  useEffect(() => {
    signOut().catch(() => {}); // shown below
  }, [signOut]);
  return error ? <p role="alert">{error.message}</p> : wait;
}

function UserInfo(): ReactNode {
  const { userInfo, error } = useUserInfo();
  if (error) return <p role="alert">{error.message}</p>;
  return (
    <>
      <h2>User info</h2>
      <pre id="user-info">{userInfo ? JSON.stringify(userInfo, null, 2) : '…'}</pre>
    </>
  );
}

function Books(): ReactNode {
  const { getAccessToken } = useGatehouse();
  const [books, setBooks] = useState<{ title: string }[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    async function load() {
      const token = await getAccessToken('https://api.bookstore.example');
      const response = await fetch('/api/books', { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok) throw new Error(`the API answered ${response.status}`);
      setBooks(await response.json());
    }
    load().catch((error: Error) => setProblem(error.message));
  }, [getAccessToken]);
  if (problem) {
    return (
      <p role="alert">
        No books: {problem}. Is the API running? <code>npm start -w examples/hono-api</code>
      </p>
    );
  }
  return (
    <>
      <h2>Books</h2>
      <ul id="books">
        {books?.map(({ title }) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </>
  );
}
