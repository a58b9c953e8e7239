/** Microsoft Entra ID as clients meet it: discovery quirks, claims, AADSTS errors, multi-tenant applications. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acmeTenantId,
  defaultSimulatorOrganizations,
  type IdpSimulator,
  signInAtIdp,
  StayedAtIdp,
  startIdpSimulator,
} from './index.ts';

const redirectUri = 'http://localhost:3001/callback/acme';
const acme = defaultSimulatorOrganizations[0]!;
const { clientId, clientSecret } = acme.clients![0]!;
const otherTenantId = '11111111-2222-4333-8444-555555555555';
let idp: IdpSimulator;

beforeAll(async () => {
  idp = await startIdpSimulator({
    organizations: [
      acme,
      {
        kind: 'entra',
        id: otherTenantId,
        domain: 'wayne.example',
        users: [
          { username: 'bruce@wayne.example', email: 'bruce@wayne.example', name: 'Bruce' },
          { username: 'joker@wayne.example', email: 'ceo@acme.example', name: 'Joker' },
        ],
        clients: [
          { clientId: 'multi', clientSecret: 's', redirectUris: [redirectUri], multiTenant: true },
          { clientId: 'picky', clientSecret: 's', redirectUris: [redirectUri], assignedUsers: [] },
        ],
      },
    ],
  });
});
afterAll(() => idp.close());
beforeEach(() => idp.clearRequests());

const discover = (segment = acmeTenantId, id = clientId, secret = clientSecret!) =>
  client.discovery(new URL(`${idp.url}/${segment}/v2.0`), id, secret, client.ClientSecretPost(secret), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });

async function start(config: client.Configuration, more: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const nonce = client.randomNonce();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { url, checks: { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state } };
}

async function signIn(config: client.Configuration, username: string, password?: string) {
  const { url, checks } = await start(config);
  const { callbackUrl } = await signInAtIdp(idp, url, { username, password });
  return client.authorizationCodeGrant(config, callbackUrl, checks);
}

describe('Entra: signing in', () => {
  it('a real client signs Anna in: tid, oid, pairwise sub, no email_verified', async () => {
    const config = await discover();
    const tokens = await signIn(config, 'anna@acme.example');
    const claims = decodeJwt(tokens.id_token!);
    expect(claims).toMatchObject({
      iss: `${idp.url}/${acmeTenantId}/v2.0`,
      aud: clientId,
      tid: acmeTenantId,
      oid: acme.users![0]!.id,
      preferred_username: 'anna@acme.example',
      email: 'anna@acme.example',
      name: 'Anna Berg',
      ver: '2.0',
    });
    expect(claims).not.toHaveProperty('email_verified');
    expect(claims.sub).not.toBe(claims.oid);
    expect(claims.exp! - claims.iat!).toBe(3900);
    expect(decodeProtectedHeader(tokens.id_token!)).toMatchObject({ typ: 'JWT', alg: 'RS256' });
    expect(tokens.refresh_token).toBeUndefined();
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub!);
    expect(info).toMatchObject({ sub: claims.sub, name: 'Anna Berg', email: 'anna@acme.example' });
    expect(info).not.toHaveProperty('oid');
  });

  it('asks for the password of people who have one', async () => {
    const config = await discover();
    await expect(signIn(config, 'ben@acme.example', 'wrong')).rejects.toThrow('AADSTS50126');
    const tokens = await signIn(config, 'ben@acme.example', 'ben-password');
    expect(decodeJwt(tokens.id_token!).xms_edov).toBe(true);
  });
});
