import { gatehouse } from '@gatehouse/sdk/next';

const { PORT = 3002, GATEHOUSE_ENDPOINT, APP_ID, APP_SECRET, COOKIE_SECRET, BASE_URL } = process.env;
export const booksApi = 'https://api.bookstore.example';

export const auth = gatehouse({
  endpoint: GATEHOUSE_ENDPOINT ?? 'http://localhost:3001',
  appId: APP_ID ?? 'bookstorenext',
  appSecret: APP_SECRET ?? 'bookstore-next-sample-secret',
  baseUrl: BASE_URL ?? `http://localhost:${PORT}`,
  cookieSecret: COOKIE_SECRET ?? 'for trying out: use 32 random characters',
  cookieName: 'bookstore_next',
  scopes: ['email', 'custom_data', 'books:read', 'books:write'],
  resources: [booksApi],
});
