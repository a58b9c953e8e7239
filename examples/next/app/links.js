// Plain links where they leave the application: a route that redirects to Gatehouse is not a page of Next.js.
import Link from 'next/link';

export function Links() {
  return (
    <nav>
      <Link href="/">Home</Link>
      <Link href="/user-info">User info</Link>
      <Link href="/books">Books</Link>
      <a href="/auth/sign-out">Sign out</a>
    </nav>
  );
}
