// An application as its developers would write it with Logto's SDK for Express, unmodified. Each entry of VARIANTS is
// a router of its own, so that one process can begin to sign in in every way that the SDK knows.
import { handleAuthRoutes, withLogto } from '@logto/express';
import cookieParser from 'cookie-parser';
import express from 'express';
import session from 'express-session';

const { PORT, BASE_URL, GATEHOUSE_ENDPOINT, APP_ID, APP_SECRET, VARIANTS } = process.env;
const config = {
  endpoint: GATEHOUSE_ENDPOINT,
  appId: APP_ID,
  appSecret: APP_SECRET,
  baseUrl: BASE_URL,
  scopes: ['email', 'custom_data', 'identities'],
  resources: ['https://api.bookstore.example'],
};

const app = express();
app.use(cookieParser());
app.use(
  session({
    secret: 'only-for-tests',
    cookie: { maxAge: 14 * 24 * 3600 * 1000 },
    resave: false,
    saveUninitialized: true,
    name: `${APP_ID}.sid`,
  }),
);
for (const [authRoutesPrefix, signInOptions] of Object.entries(JSON.parse(VARIANTS))) {
  app.use(handleAuthRoutes({ ...config, authRoutesPrefix, signInOptions }));
}

const escapeHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

app.get('/', withLogto({ ...config, fetchUserInfo: true }), (request, response) => {
  response
    .type('html')
    .send(`<!doctype html><html lang="en"><title>${APP_ID}</title><link rel="icon" href="data:,">
<h1>${APP_ID}</h1>
<pre id="user">${escapeHtml(JSON.stringify(request.user))}</pre>
<a href="/logto/sign-in">Sign in</a> <a href="/logto/sign-out">Sign out</a>`);
});

app.get(
  '/token',
  withLogto({ ...config, getAccessToken: true, resource: config.resources[0] }),
  (request, response) => {
    response.json(request.user);
  },
);

// What the SDK throws at the callback, for tests to read.
app.use((error, _request, response, _next) => {
  response
    .status(500)
    .type('html')
    .send(
      `<!doctype html><title>Failed</title><h1>Failed</h1><pre>${escapeHtml(String(error))} ${escapeHtml(JSON.stringify(error))}</pre>`,
    );
});

app.listen(Number(PORT));
