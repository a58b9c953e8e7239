/** A relying party for the simulator's own tests: the real openid-client, and raw requests for what it won't send. */
import * as client from 'openid-client';
import { type IdpReturn, type SignInAtIdpOptions, signInAtIdp } from './sign-in-at-idp.ts';

export const redirectUri = 'http://localhost:3001/callback/test';

export interface Party {
  url: string;
  issuer: string;
  clientId: string;
  clientSecret?: string;
  authentication?: client.ClientAuth;
}

export function discover({
  issuer,
  clientId,
  clientSecret,
  authentication,
}: Party): Promise<client.Configuration> {
  const how = authentication ?? client.ClientSecretPost(clientSecret);
  return client.discovery(new URL(issuer), clientId, clientSecret, how, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    timeout: 5,
  });
}

export interface Started {
  url: URL;
  verifier: string;
  nonce: string;
  state: string;
  checks: client.AuthorizationCodeGrantChecks;
}

export async function start(
  config: client.Configuration,
  more: Record<string, string> = {},
): Promise<Started> {
  const [verifier, nonce, state] = [
    client.randomPKCECodeVerifier(),
    client.randomNonce(),
    client.randomState(),
  ];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state };
  return { url, verifier, nonce, state, checks };
}

export interface SignedIn extends Started {
  config: client.Configuration;
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
  back: IdpReturn;
}

export async function signIn(
  party: Party,
  who: SignInAtIdpOptions,
  more: Record<string, string> = {},
): Promise<SignedIn> {
  const config = await discover(party);
  const started = await start(config, more);
  const back = await signInAtIdp(party, started.url, who);
  const tokens = await client.authorizationCodeGrant(config, back.callbackUrl, started.checks);
  return { ...started, config, tokens, back };
}

/** An authorization request made by hand, and the code it brings. */
export async function codeFor(party: Party, who: SignInAtIdpOptions, more: Record<string, string> = {}) {
  const config = await discover(party);
  const started = await start(config, more);
  const back = await signInAtIdp(party, started.url, who);
  const endpoint = config.serverMetadata().token_endpoint!;
  const code = back.parameters.get('code')!;
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: started.verifier,
    client_id: party.clientId,
    client_secret: party.clientSecret ?? '',
  };
  return { ...started, config, back, endpoint, form };
}

/** Posts exactly these fields; empty ones are left out. */
export async function post(
  endpoint: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== ''));
  const response = await fetch(endpoint, { method: 'POST', body, headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

export async function getJson<T = Record<string, string>>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
