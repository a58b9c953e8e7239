// A bookstore whose customers sign in through Gatehouse.
//
//   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
//   npm run gatehouse -- idp-simulator              Acme's identity provider at http://localhost:4000
//   npm start -w examples/hono-api                  the books, at http://localhost:3004
//   npm start -w examples/express                   this, at http://localhost:3000
import { gatehouse } from '@gatehouse/sdk/express';
import express from 'express';
import { bookList, failure, profile, userInfo, welcome } from './page.mjs';

const { PORT = 3000, GATEHOUSE_ENDPOINT, APP_ID, APP_SECRET, COOKIE_SECRET, BASE_URL, API_URL } = process.env;
const booksApi = 'https://api.bookstore.example';

const auth = gatehouse({
  endpoint: GATEHOUSE_ENDPOINT ?? 'http://localhost:3001',
  appId: APP_ID ?? 'bookstore',
  appSecret: APP_SECRET ?? 'bookstore-sample-secret',
  baseUrl: BASE_URL ?? `http://localhost:${PORT}`,
  cookieSecret: COOKIE_SECRET ?? 'for trying out: use 32 random characters',
  scopes: ['email', 'custom_data', 'books:read', 'books:write'],
  resources: [booksApi],
});

const app = express();
app.use(auth); // /sign-in, /sign-up, /callback, /sign-out, and req.gatehouse

app.get('/', (req, res) => {
  const { isAuthenticated, claims } = req.gatehouse;
  res.send(isAuthenticated ? profile(claims) : welcome());
});

app.get('/user-info', auth.requireSignIn(), async (req, res) => {
  res.send(userInfo(await req.gatehouse.fetchUserInfo()));
});

app.get('/books', auth.requireSignIn(), async (req, res) => {
  const token = await req.gatehouse.getAccessToken(booksApi);
  const books = await fetch(`${API_URL ?? 'http://localhost:3004'}/books`, {
    headers: { authorization: `Bearer ${token}` },
  }).then(
    (answer) => answer.json(),
    () => null,
  );
  res.send(bookList(books));
});

app.use((error, _req, res, _next) => {
  if (error.code === 'session_expired') return res.redirect('/sign-in');
  console.error(error);
  res.status(500).send(failure(error));
});

app.listen(PORT, () => console.log(`Bookstore: ${BASE_URL ?? `http://localhost:${PORT}`}`));
