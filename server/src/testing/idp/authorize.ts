/** The authorization endpoint and the sign-in form behind it (OIDC Core 1.0 section 3.1.2). */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Exchange } from './exchange.ts';
import { type Account, codeLifetime, type Grant } from './grants.ts';
import type { Client, Person } from './organization.ts';
import { errorPage, formPostPage, page, signInPage } from './pages.tsx';
import { Refusal } from './problems.ts';
import { sessionCookie, sessionId, silentAccount } from './sessions.ts';

/** Where answers go. Until this is known and trusted, the browser stays at the IdP. */
interface ReturnAddress {
  client: Client;
  redirectUri: string;
  responseMode: string;
  state: string | null;
}

export async function authorize(x: Exchange): Promise<Response> {
  const address = returnAddress(x);
  for (const { run, scene } of x.hooks('refuse')) return sendBack(x, address, run(scene));
  return answer(x, address, () => {
    checkRequest(x, address.client);
    const account = silentAccount(x);
    if (account) return grantTo(x, address, account, sessionId(x)!);
    if (x.parameters.get('prompt') === 'none') throw new Refusal('no-session');
    return signInPage(x, address.client);
  });
}

/** The sign-in form's target: cancel, or who signs in and with which password. */
export async function login(form: Exchange): Promise<Response> {
  const x = form.with(new URLSearchParams(form.parameters.get('request') ?? ''));
  const address = returnAddress(x);
  return answer(x, address, () => {
    checkRequest(x, address.client);
    if (form.parameters.get('action') === 'cancel') throw new Refusal('declined');
    const account = authenticate(x, form.parameters);
    if (account instanceof Refusal) {
      return signInPage(x, address.client, {
        username: form.parameters.get('username') ?? '',
        problem: account,
      });
    }
    const id = x.world.grants.signIn(sessionId(x), account);
    const response = grantTo(x, address, account, id);
    response.headers.append('set-cookie', sessionCookie(x, id));
    return response;
  });
}

function returnAddress(x: Exchange): ReturnAddress {
  const { parameters, world, directory } = x;
  const repeated = x.repeated;
  if (repeated) throw new Refusal('malformed', `${repeated} is repeated`);
  const client = world.client(directory, required(x, 'client_id'));
  const redirectUri = parameters.get('redirect_uri');
  if (!redirectUri) throw new Refusal('redirect-uri-missing');
  if (!client.redirectUris.includes(redirectUri)) throw new Refusal('redirect-uri-mismatch', redirectUri);
  const asked = parameters.get('response_mode') ?? 'query';
  const responseMode = directory.dialect.responseModes.includes(asked) ? asked : 'query';
  return { client, redirectUri, responseMode, state: parameters.get('state') };
}

function checkRequest(x: Exchange, client: Client): void {
  const { parameters, directory } = x;
  const { dialect } = directory;
  if (required(x, 'response_type') !== 'code') throw new Refusal('unsupported-response-type');
  const mode = parameters.get('response_mode');
  if (mode !== null && !dialect.responseModes.includes(mode)) throw new Refusal('bad-response-mode', mode);
  if (!required(x, 'scope').split(' ').includes('openid')) throw new Refusal('bad-scope');
  if (parameters.has('request') || parameters.has('request_uri')) throw new Refusal('request-object');
  dialect.checkAuthorize?.(parameters);
  checkChallenge(parameters, dialect.codeChallengeMethods, client);
}

/** RFC 7636 sections 4.2 and 4.3; public clients can't do without (RFC 9700 section 2.1.1). */
function checkChallenge(parameters: URLSearchParams, methods: string[], client: Client): void {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === null) {
    if (method !== null) throw new Refusal('malformed', 'code_challenge_method without code_challenge');
    if (!client.clientSecret && !client.jwks) throw new Refusal('pkce-required');
    return;
  }
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(challenge)) throw new Refusal('malformed', 'code_challenge');
  if (!methods.includes(method ?? 'plain')) throw new Refusal('malformed', 'code_challenge_method');
}

function required(x: Exchange, name: string): string {
  const value = x.parameters.get(name);
  if (!value) throw new Refusal('missing-field', name);
  return value;
}

/** The account, or what the form must say; refusals that end the attempt are thrown. */
export function authenticate(x: Exchange, form: URLSearchParams): Account | Refusal {
  const username = form.get('username') ?? '';
  try {
    const { directory, person } = x.world.person(x.directory, username);
    if (person.disabled) throw new Refusal('user-disabled', username);
    if (!passwordMatches(person, form.get('password') ?? '')) return new Refusal('wrong-password');
    return { directory, person, authTime: x.world.now };
  } catch (error) {
    if (error instanceof Refusal && error.problem === 'user-unknown') return error;
    throw error;
  }
}

function passwordMatches({ password }: Person, given: string): boolean {
  if (password === undefined) return true;
  const [a, b] = [Buffer.from(password), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function grantTo(x: Exchange, address: ReturnAddress, account: Account, session: string): Response {
  const { directory, person } = account;
  const { client } = address;
  if (person.disabled) throw new Refusal('user-disabled', person.username);
  if (client.assignedUsers && !client.assignedUsers.includes(person.username)) {
    throw new Refusal('user-not-assigned', person.username);
  }
  const grant = grantFor(x, address, account, session);
  x.world.grants.join(grant);
  const issue = (g: Grant): string => x.world.grants.codes.issue(g, x.world.now + codeLifetime);
  const parameters = new URLSearchParams({ code: issue(grant), ...directory.dialect.callbackExtras(grant) });
  if (address.state !== null) parameters.set('state', address.state);
  if (directory.dialect.sendsIss) parameters.set('iss', directory.issuer);
  const foreignCode = () =>
    issue({ ...grant, nonce: random(), codeChallenge: random(), codeChallengeMethod: 'S256' });
  for (const { run, scene } of x.hooks('callback', { also: directory, client, foreignCode }))
    run(parameters, scene);
  return deliver(address, parameters);
}

const random = (): string => randomBytes(32).toString('base64url');

function grantFor(
  { parameters, directory: via }: Exchange,
  address: ReturnAddress,
  a: Account,
  session: string,
): Grant {
  return {
    directory: a.directory,
    via,
    client: address.client,
    personId: a.person.id,
    scope: (parameters.get('scope') ?? '').split(' '),
    offline: via.dialect.wantsOffline(parameters),
    nonce: parameters.get('nonce') ?? undefined,
    redirectUri: address.redirectUri,
    codeChallenge: parameters.get('code_challenge') ?? undefined,
    codeChallengeMethod: parameters.get('code_challenge_method') ?? undefined,
    authTime: a.authTime,
    sessionId: session,
    acr: acrWanted(parameters),
  };
}

function acrWanted(parameters: URLSearchParams): string | undefined {
  try {
    const claims = JSON.parse(parameters.get('claims') ?? 'null');
    return claims?.id_token?.acrs?.value ?? parameters.get('acr_values')?.split(' ')[0];
  } catch {
    throw new Refusal('malformed', 'claims');
  }
}

const staysAtIdp = new Set(['user-disabled', 'user-not-in-tenant', 'unknown-client']);

/** Runs the endpoint's body and turns refusals into the original's page or redirect. */
function answer(x: Exchange, address: ReturnAddress, body: () => Response): Response {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { dialect } = x.directory;
    const stays =
      error.problem === 'user-not-assigned' ? !dialect.unassignedGoesBack : staysAtIdp.has(error.problem);
    if (stays) return errorPage(x.directory, error);
    const subcode: Record<string, string> =
      error.problem === 'declined' && dialect.kind === 'entra' ? { error_subcode: 'cancel' } : {};
    return sendBack(x, address, {
      ...dialect.redirectError(error, x.world.now),
      ...subcode,
    });
  }
}

function sendBack(x: Exchange, address: ReturnAddress, facts: Record<string, string>): Response {
  const parameters = new URLSearchParams(facts);
  if (address.state !== null) parameters.set('state', address.state);
  if (x.directory.dialect.sendsIss) parameters.set('iss', x.directory.issuer);
  return deliver(address, parameters);
}

/** OAuth 2.0 Multiple Response Types section 2.1 and OAuth 2.0 Form Post Response Mode. */
function deliver({ redirectUri, responseMode }: ReturnAddress, parameters: URLSearchParams): Response {
  if (responseMode === 'form_post') return page(formPostPage(redirectUri, parameters));
  const target = new URL(redirectUri);
  if (responseMode === 'fragment') target.hash = parameters.toString();
  else for (const [name, value] of parameters) target.searchParams.append(name, value);
  return new Response(null, { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } });
}
