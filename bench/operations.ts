/** The operations that are measured, the same for Gatehouse and its peers: `prepare` once for each worker, then repeat. */
import { type Application, codeOf, tokensOf } from '../e2e/wire/application.ts';
import { browserOf } from '../e2e/wire/person.ts';
import { type Answer, request } from '../e2e/wire/request.ts';
import { signInAtIdp } from '../server/src/testing/idp/index.ts';
import { apiOf, entra, people } from './declaration.ts';

export interface Seat {
  /** 0 … workers - 1 */
  worker: number;
  endpoint: string;
  bookstore: Application;
  operator: Application;
  /** Where this seat's next request goes. */
  node: string;
}

type Repeat = (seat: Seat) => Promise<void>;

function expectOk({ status, url, text }: Answer): Answer {
  if (status !== 200) throw new Error(`${url} answered ${status}: ${text.slice(0, 300)}`);
  return text.includes('"active":false')
    ? expectOk({ status: 0, url, text, headers: {} })
    : { status, url, text, headers: {} };
}

/** Ours asks for the identifier, then for the password; the peer's page has both fields. */
async function passwordSignIn({ worker, endpoint, node, bookstore }: Seat) {
  const person = people[worker]!;
  const browser = browserOf(person, endpoint, node);
  const { url, verifier } = bookstore.authorizationRequest();
  const first = await browser.open(url);
  const { email: identifier, password } = person;
  if (!first.text.includes('name="password"')) await browser.submit({ identifier });
  const last = await browser.submit(browser.page === first ? { identifier, password } : { password });
  return tokensOf(await bookstore.at(node).exchange(codeOf(last), verifier));
}

/** The person's browser at the IdP stays signed in, as in life. */
async function ssoSignIn({ worker, endpoint, node, bookstore }: Seat, cookies: Map<string, string>) {
  const browser = browserOf(people[worker]!, endpoint, node);
  const { url, verifier } = bookstore.authorizationRequest({ direct_sign_in: 'sso:acme' });
  const atIdp = await browser.open(url);
  const idp = { url: new URL(atIdp.url).origin };
  const { callbackUrl } = await signInAtIdp(idp, atIdp.url, { username: entra.people[worker], cookies });
  const last = await browser.open(callbackUrl.href);
  return tokensOf(await bookstore.at(node).exchange(codeOf(last), verifier));
}

export const operations = {
  client_credentials:
    async () =>
    async ({ operator, node, endpoint }) =>
      void expectOk(await operator.at(node).clientCredentials(apiOf(endpoint), 'all')),
  userinfo: async (seat) => {
    const { access_token } = await passwordSignIn(seat);
    return async ({ bookstore, node }) => void expectOk(await bookstore.at(node).userinfo(access_token));
  },
  introspection: async (seat) => {
    const { access_token } = await passwordSignIn(seat);
    return async ({ bookstore, node }) => void expectOk(await bookstore.at(node).introspect(access_token));
  },
  refresh: async (seat) => {
    let { refresh_token } = await passwordSignIn(seat);
    return async ({ bookstore, node }) => {
      ({ refresh_token } = tokensOf(await bookstore.at(node).refresh(refresh_token)));
    };
  },
  'password sign-in': async () => async (seat) => void (await passwordSignIn(seat)),
  'SSO sign-in': async () => {
    const cookies = new Map<string, string>();
    return async (seat) => void (await ssoSignIn(seat, cookies));
  },
  jwks:
    async () =>
    async ({ endpoint, node }) =>
      void expectOk(await request(`${endpoint}/oidc/jwks`, { node })),
} satisfies Record<string, (seat: Seat) => Promise<Repeat>>;

export type Operation = keyof typeof operations;
