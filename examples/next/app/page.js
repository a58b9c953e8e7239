import { auth } from '../lib/auth.js';
import { Links } from './links.js';

// Claims without a value are null.
const told = (claims) => Object.entries(claims).filter(([, value]) => value !== null);

export default async function Home() {
  const { isAuthenticated, claims } = await auth.getContext();
  if (!isAuthenticated) {
    return (
      <>
        <p>You are not signed in.</p>
        <nav>
          <a className="first" href="/auth/sign-in">
            Sign in
          </a>
          <a href="/auth/sign-up">Create account</a>
        </nav>
      </>
    );
  }
  return (
    <>
      <p>
        Hello, <strong id="user">{claims.name ?? claims.username ?? claims.email ?? claims.sub}</strong>.
      </p>
      <Links />
      <h2>What the ID token says</h2>
      <table id="claims">
        <tbody>
          {told(claims).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{String(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
