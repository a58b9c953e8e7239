// app.mjs
// A bookstore for the terminal: sign in on any device, stay signed in between runs.
//
//   npm start -w examples/cli-device                sign in, show who it is and the books
//   npm start -w examples/cli-device -- sign-out    sign out
import { homedir } from 'node:os';
import { join } from 'node:path';
import { GatehouseClient, GatehouseError } from '@gatehouse/sdk';
import { FileStorage, signInWithDevice } from '@gatehouse/sdk/node';

const resource = 'https://api.bookstore.example';
const api = process.env.API_URL ?? 'http://localhost:3004';
const file = process.env.SESSION_FILE ?? join(homedir(), '.config', 'bookstore-cli', 'session.json');

const client = new GatehouseClient(
  {
    endpoint: process.env.GATEHOUSE_ENDPOINT ?? 'http://localhost:3001',
    appId: process.env.APP_ID ?? 'bookstorecli',
    scopes: ['email', 'books:read'],
    resources: [resource],
  },
  { storage: new FileStorage(file) },
);

async function signIn() {
  await signInWithDevice(client, {
    onPrompt({ userCode, verificationUri, verificationUriComplete }) {
      console.log(`To sign in, open ${verificationUri}\nand enter the code ${userCode}`);
      if (verificationUriComplete) console.log(`or open ${verificationUriComplete}`);
    },
  });
}

async function listBooks() {
  const token = await client.getAccessToken(resource);
  const response = await fetch(`${api}/books`, { headers: { authorization: `Bearer ${token}` } }).catch(
    () => null,
  );
  if (!response) return console.log(`No API at ${api}. Start it: npm start -w examples/hono-api`);
  if (!response.ok) return console.log(`The API answers ${response.status}: ${await response.text()}`);
  for (const { title } of await response.json()) console.log(`- ${title}`);
}

async function signOut() {
  const signedIn = await client.isAuthenticated();
  const url = await client.signOut();
  console.log(signedIn ? 'Signed out.' : 'Nobody was signed in.');
  console.log(`The browser may still be signed in: ${url}`);
}

async function main() {
  if (process.argv[2] === 'sign-out') return signOut();
  if (!(await client.isAuthenticated())) await signIn();
  const claims = await client.getIdTokenClaims();
  console.log(`\nHello, ${claims.name ?? claims.username ?? claims.email ?? claims.sub}.\n`);
  console.log('Claims:', claims);
  console.log('User info:', await client.fetchUserInfo());
  console.log('Books:');
  await listBooks();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof GatehouseError)) throw error;
  console.error(`${error.message} (${error.code}). ${error.hint}`);
  process.exitCode = 1;
}
