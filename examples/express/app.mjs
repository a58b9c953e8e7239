// A bookstore whose customers sign in through Gatehouse, with Logto's published SDK as it is.
//
//   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
//   npm run gatehouse -- idp-simulator              Acme's identity provider at http://localhost:4000
//   npm start -w examples/express                   this, at http://localhost:3000
import { randomBytes } from 'node:crypto';
import { handleAuthRoutes, UserScope, withLogto } from '@logto/express';
import cookieParser from 'cookie-parser';
import express from 'express';
import session from 'express-session';
import { page } from './page.mjs';

const port = Number(process.env.PORT ?? 3000);
const resource = process.env.API_RESOURCE ?? 'https://api.bookstore.example';

const config = {
  endpoint: process.env.GATEHOUSE_ENDPOINT ?? 'http://localhost:3001',
  appId: process.env.APP_ID ?? 'bookstore',
  appSecret: process.env.APP_SECRET ?? 'bookstore-sample-secret',
  baseUrl: process.env.BASE_URL ?? `http://localhost:${port}`,
  scopes: [UserScope.Email, UserScope.CustomData, UserScope.Identities, 'books:read', 'books:write'],
  resources: [resource],
};

const app = express();
app.use(cookieParser());
app.use(
  session({
    name: 'bookstore',
    secret: process.env.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    resave: false,
    saveUninitialized: false,
    // Lax, not strict: the way back from Gatehouse is a navigation from another site.
    cookie: { httpOnly: true, sameSite: 'lax', maxAge: 14 * 24 * 3600 * 1000 },
  }),
);

// /logto/sign-in, /logto/sign-up, /logto/sign-out and the way back, /logto/sign-in-callback.
app.use(handleAuthRoutes(config));
// /sso/sign-in: straight to the page that asks for the work email.
app.use(
  handleAuthRoutes({ ...config, authRoutesPrefix: 'sso', signInOptions: { firstScreen: 'single_sign_on' } }),
);

app.get(
  '/',
  withLogto({ ...config, fetchUserInfo: true, getAccessToken: true, resource }),
  (request, response) => {
    response.send(page({ user: request.user, resource, gatehouse: config.endpoint }));
  },
);

app.use((error, _request, response, _next) => {
  console.error(error);
  response.status(500).send(page({ error, gatehouse: config.endpoint }));
});

app.listen(port, () => console.log(`Bookstore: ${config.baseUrl} (signs in at ${config.endpoint})`));
