// The bookstore's API: it asks every request for an access token of Gatehouse's.
//
//   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
//   npm start -w examples/hono-api                  this, at http://localhost:3004
import { createApiProtector } from '@gatehouse/sdk/api/hono';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

const api = createApiProtector({
  endpoint: process.env.GATEHOUSE_ENDPOINT ?? 'http://localhost:3001',
  audience: 'https://api.bookstore.example',
});

const books = [{ title: 'The Left Hand of Darkness' }, { title: 'Middlemarch' }, { title: 'Ficciones' }];

const app = new Hono();
app.use(cors()); // a single-page app calls it from another origin; the token is in a header, not in a cookie

app.get('/books', api.requireToken({ scopes: ['books:read'] }), (c) => c.json(books));

app.post('/books', api.requireToken({ scopes: ['books:write'] }), async (c) => {
  const { title } = await c.req.json();
  if (typeof title !== 'string') return c.json({ message: 'A book has a title.' }, 400);
  books.push({ title });
  return c.json({ title, addedBy: c.get('token').subject }, 201);
});

const port = Number(process.env.PORT ?? 3004);
serve({ fetch: app.fetch, port }, () => console.log(`Books: http://localhost:${port}/books`));
