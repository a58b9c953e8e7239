import { auth, booksApi } from '../../lib/auth.js';
import { Links } from '../links.js';

async function loadBooks(token) {
  const address = `${process.env.API_URL ?? 'http://localhost:3004'}/books`;
  try {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    return await answer.json();
  } catch {
    return { message: 'The API does not answer. Start it: npm start -w examples/hono-api' };
  }
}

export default async function Books() {
  const { accessToken } = await auth.getContext({ resource: booksApi });
  const books = await loadBooks(accessToken);
  return (
    <>
      <Links />
      <h2>Books</h2>
      {Array.isArray(books) ? (
        <ul id="books">
          {books.map(({ title }) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      ) : (
        <p>{books.message}</p>
      )}
    </>
  );
}
