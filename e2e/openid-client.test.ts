// Issue 2 section 6: `openid-client` 6 (OpenID Certified) as a stranger that knows nothing of Gatehouse but its issuer:
// OpenID Connect Core, RFC 6749, 7636, 7662, 7009, 8628, 8707, 9126, 9207, 9449.
import { createServer, type Server } from 'node:http';
import * as client from 'openid-client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { expectHeading, signInByPassword } from './person.ts';
import { openScene, password, type Scene, secretOf } from './scene.ts';

let scene: Scene;
let browser: Browser;
let redirectUri: string;
let home: Server;
const resource = 'https://api.bookstore.example';

beforeAll(async () => {
  scene = await openScene();
  redirectUri = `${scene.urls.stranger}/cb`;
  // Where browsers are sent back to; what they bring is read from the address.
  home = createServer((_, response) => response.end('back')).listen(
    Number(new URL(scene.urls.stranger).port),
  );
  if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  home?.close();
  await scene?.close();
});

function discover(id: string, authentication: client.ClientAuth): Promise<client.Configuration> {
  return client.discovery(new URL(`${scene.endpoint}/oidc`), id, undefined, authentication, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}
const stranger = () => discover('stranger', client.ClientSecretBasic(secretOf('stranger')));

interface Begun {
  url: URL;
  checks: client.AuthorizationCodeGrantChecks;
}

async function parameters(extra: Record<string, string> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const query = {
    redirect_uri: redirectUri,
    scope: 'openid offline_access profile email',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...extra,
  };
  return { query, checks };
}

/** Alice signs in; the address that the browser is sent to. */
async function walk(url: URL): Promise<URL> {
  const { context, page } = await newVisitor(browser);
  try {
    const arrived = new Promise<URL>((found) => {
      page.on('request', (request) => {
        if (request.url().startsWith(`${redirectUri}?`)) found(new URL(request.url()));
      });
    });
    await page.goto(url.href);
    await signInByPassword(page, 'alice', password);
    return await arrived;
  } finally {
    await context.close();
  }
}

async function begin(config: client.Configuration, extra: Record<string, string> = {}): Promise<Begun> {
  const { query, checks } = await parameters(extra);
  return { url: client.buildAuthorizationUrl(config, query), checks };
}

describe.skipIf(!hasBrowser)('the code flow', () => {
  it('signs in with PKCE, state, nonce and iss; refreshes, reads, introspects and revokes', async () => {
    const config = await stranger();
    const { url, checks } = await begin(config, { resource });
    const tokens = await client.authorizationCodeGrant(config, await walk(url), checks);
    const claims = tokens.claims()!;
    expect(claims).toMatchObject({ iss: `${scene.endpoint}/oidc`, aud: 'stranger', username: 'alice' });
    expect(await client.fetchUserInfo(config, tokens.access_token, claims.sub)).toMatchObject({
      email: 'alice@example.com',
    });

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!, { resource });
    expect(refreshed.access_token.split('.')).toHaveLength(3);
    const latest = refreshed.refresh_token ?? tokens.refresh_token!;
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      sub: claims.sub,
      client_id: 'stranger',
    });

    await client.tokenRevocation(config, latest);
    await expect(client.refreshTokenGrant(config, latest)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: false });
  });

  it('redeems a code once; the second time nobody gets anything and the first tokens end', async () => {
    const config = await stranger();
    const { url, checks } = await begin(config);
    const back = await walk(url);
    const tokens = await client.authorizationCodeGrant(config, back, checks);
    await expect(client.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: false });
  });

  it('of 20 exchanges of one code at once, one at most succeeds', async () => {
    const config = await stranger();
    const { url, checks } = await begin(config);
    const back = await walk(url);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => client.authorizationCodeGrant(config, back, checks)),
    );
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ error: 'invalid_grant' });
  });

  it('works with a pushed request', async () => {
    const config = await stranger();
    const { query, checks } = await parameters();
    const url = await client.buildAuthorizationUrlWithPAR(config, query);
    expect(url.searchParams.get('request_uri')).toMatch(/^urn:/);
    const tokens = await client.authorizationCodeGrant(config, await walk(url), checks);
    expect(tokens.claims()).toMatchObject({ username: 'alice' });
  });

  it('binds tokens to a key with DPoP', async () => {
    const config = await stranger();
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const { url, checks } = await begin(config);
    const tokens = await client.authorizationCodeGrant(config, await walk(url), checks, undefined, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    const { sub } = tokens.claims()!;
    expect(await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).toMatchObject({
      username: 'alice',
    });
    // A thief has the token, not the key.
    await expect(client.fetchUserInfo(config, tokens.access_token, sub)).rejects.toThrow();
  });

  it('signs out with an id_token_hint', async () => {
    const config = await stranger();
    const { context, page } = await newVisitor(browser);
    const { url, checks } = await begin(config);
    await page.goto(url.href);
    const arrived = page.waitForRequest((request) => request.url().startsWith(`${redirectUri}?`));
    await signInByPassword(page, 'alice', password);
    const tokens = await client.authorizationCodeGrant(config, new URL((await arrived).url()), checks);
    const leave = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: `${scene.urls.stranger}/`,
      state: 'farewell',
    });
    const left = page.waitForRequest((request) => request.url().startsWith(`${scene.urls.stranger}/?`));
    await page.goto(leave.href);
    expect((await left).url()).toContain('state=farewell');
    await page.goto((await begin(config)).url.href);
    await expectHeading(page, 'Sign in');
    await context.close();
  });
});

describe('without a person', () => {
  it('client credentials give a token for an API, with the permissions that the application has', async () => {
    const config = await discover('operator', client.ClientSecretPost(secretOf('operator')));
    const tokens = await client.clientCredentialsGrant(config, { resource, scope: 'books:read books:write' });
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'books:read' });
    expect(
      await client.tokenIntrospection(config, tokens.access_token).catch((error: Error) => error),
    ).toBeDefined();
  });

  it('a wrong secret is refused', async () => {
    const inBody = await discover('operator', client.ClientSecretPost('wrong-secret-0123456789'));
    await expect(client.clientCredentialsGrant(inBody, { resource })).rejects.toMatchObject({
      error: 'invalid_client',
      status: 401,
    });
    // RFC 6749 section 5.2: who came with Basic is challenged with it.
    const inHeader = await discover('operator', client.ClientSecretBasic('wrong-secret-0123456789'));
    await expect(client.clientCredentialsGrant(inHeader, { resource })).rejects.toMatchObject({
      status: 401,
      cause: [expect.objectContaining({ scheme: 'basic' })],
    });
  });
});

describe.skipIf(!hasBrowser)('a device without a browser', () => {
  it('gets its tokens once the person has typed its code elsewhere', async () => {
    const config = await discover('tv', client.None());
    const begun = await client.initiateDeviceAuthorization(config, {
      scope: 'openid profile offline_access',
    });
    const polling = client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 1 });
    const { context, page, complaints } = await newVisitor(browser);
    await page.goto(`${scene.endpoint}/device`);
    await expectHeading(page, 'Connect a device');
    await page.getByLabel('Code from your device').fill(begun.user_code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectHeading(page, 'Is this your device?');
    expect(await page.getByText(begun.user_code).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await signInByPassword(page, 'alice', password);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const tokens = await polling;
    expect(tokens.claims()).toMatchObject({ username: 'alice' });
    expect(tokens.refresh_token).toMatch(/./);
    await expectHeading(page, 'Your device is connected');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
