/** A tenant with a custom domain, another one with its own, an application and a person: for the tests of both. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import { startDomains } from '../src/features/tenants/domains-harness.ts';
import { leadEveryHostHere } from '../src/testing/any-host.ts';
import { Visitor } from '../src/testing/visitor.ts';

export const redirectUri = 'http://localhost:3000/callback';
export const discovery = '/oidc/.well-known/openid-configuration';
const password = 'correct-horse-battery';

export type ShopWorld = Awaited<ReturnType<typeof startShop>>;

export async function startShop() {
  /** What the application is told by back-channel. */
  const logoutTokens: string[] = [];
  const application = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    logoutTokens.push(new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? '');
    res.end();
  });
  const comeBack = leadEveryHostHere();
  const d = await startDomains();
  await new Promise<void>((resolve) => application.listen(0, 'localhost', resolve));
  const at = (name: string) => d.app.endpoint.replace('localhost', name);
  const { tenants, applications, users, credentials } = d.app;
  const shop = await tenants.create({ id: 'shop', name: 'Shop', tag: 'production' });
  const other = await tenants.create({ id: 'other', name: 'Other' });
  const call = await d.managing(shop);
  const input = {
    id: 'bookstore',
    name: 'Bookstore',
    type: 'traditional' as const,
    redirectUris: [redirectUri],
    postLogoutRedirectUris: ['http://localhost:3000/'],
    backchannelLogoutUri: `http://localhost:${(application.address() as AddressInfo).port}/`,
  };
  const secret = (await applications.create(shop.db, input, shop)).secret ?? '';
  const passwordHash = await credentials.hashPassword(password);
  const alice = { username: 'alice', email: 'alice@example.com', emailVerified: true, name: 'Alice' };
  await users.create(shop.db, { ...alice, passwordHash });
  await d.moveTo(call, 'login.shop.example');
  await d.moveTo(await d.managing(other), 'other.localhost');

  /** A request as no client library would send it, with the Host header given. */
  function raw(path: string, headers: Record<string, string>) {
    const { port } = new URL(d.app.endpoint);
    return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
      (resolve, reject) => {
        const req = request({ host: 'localhost', port, path, headers }, (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () =>
            resolve({
              status: res.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              headers: res.headers,
            }),
          );
        });
        req.on('error', reject);
        req.end();
      },
    );
  }

  /** Configures openid-client as the application does: with an issuer and nothing else. */
  const discover = (issuer: string) =>
    client.discovery(new URL(issuer), 'bookstore', secret, undefined, {
      execute: [client.allowInsecureRequests],
    });

  /** Signs Alice in with a password, and redeems the code. */
  async function signIn(issuer: string, visitor = new Visitor(new URL(issuer).origin)) {
    const config = await discover(issuer);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedNonce = client.randomNonce();
    const expectedState = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid profile email offline_access',
      prompt: 'consent',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      nonce: expectedNonce,
      state: expectedState,
    });
    const pages: string[] = [];
    let page = await visitor.open(url.href);
    pages.push(page.url);
    if (page.url.includes('/sign-in/')) {
      page = await visitor.submit({ identifier: 'alice@example.com' });
      pages.push(page.url);
      page = await visitor.submit({ password });
      pages.push(page.url);
    }
    const checks = { pkceCodeVerifier, expectedNonce, expectedState };
    const tokens = await client.authorizationCodeGrant(config, new URL(page.url), checks);
    return { config, tokens, visitor, pages };
  }

  return {
    d,
    shop,
    other,
    call,
    secret,
    /** Of the shop's custom domain, and of another tenant's. */
    origin: at('login.shop.example'),
    otherOrigin: at('other.localhost'),
    at,
    raw,
    issuerAt: async (path: string, headers: Record<string, string>) => {
      const { body } = await raw(path, headers);
      return (JSON.parse(body) as { issuer?: string }).issuer;
    },
    discover,
    signIn,
    logoutTokens,
    async close() {
      await d.close();
      application.close();
      await comeBack();
    },
  };
}
