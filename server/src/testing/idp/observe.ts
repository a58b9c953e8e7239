/** Looks at everything a provider says during one sign-in without judging it, for the tests of the misbehaviours. */
import { createHash, randomUUID } from 'node:crypto';
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';
import { type Party, redirectUri } from './relying-party.ts';
import { signInAtIdp } from './sign-in-at-idp.ts';

type Json = Record<string, unknown>;

export interface Answer {
  failed: boolean;
  status?: number;
  type?: string;
  /** As far as they were read: reading stops after 2 MB. */
  bytes: number;
  json?: Json | null;
}

export interface Observed {
  nonce: string;
  state: string;
  discovery: Answer;
  jwks: Answer;
  /** The kids of the published keys. */
  published?: string[];
  callback?: URLSearchParams;
  token: Answer;
  claims?: JWTPayload & Json;
  header?: ProtectedHeaderParameters & { jwk?: unknown; jku?: unknown; crit?: unknown };
  /** Whether a published key verifies the ID token. */
  signed: boolean;
  userinfo: Answer;
}

const limit = 2_000_000;

/** The addresses, known without asking: discovery may be what misbehaves. */
function addresses({ url, issuer }: Party) {
  if (issuer.includes('/google/')) {
    return {
      authorize: `${issuer}/o/oauth2/v2/auth`,
      token: `${issuer}/token`,
      jwks: `${issuer}/oauth2/v3/certs`,
      userinfo: `${issuer}/v1/userinfo`,
    };
  }
  if (issuer.includes('/oidc/')) {
    return {
      authorize: `${issuer}/authorize`,
      token: `${issuer}/token`,
      jwks: `${issuer}/jwks`,
      userinfo: `${issuer}/userinfo`,
    };
  }
  const base = issuer.replace('/v2.0', '');
  return {
    authorize: `${base}/oauth2/v2.0/authorize`,
    token: `${base}/oauth2/v2.0/token`,
    jwks: `${base}/discovery/v2.0/keys`,
    userinfo: `${url}/oidc/userinfo`,
  };
}

export async function observe(party: Party & { username: string }): Promise<Observed> {
  const at = addresses(party);
  const [nonce, state, verifier] = [randomUUID(), randomUUID(), randomUUID() + randomUUID()];
  const discovery = await ask(`${party.issuer}/.well-known/openid-configuration`);
  const jwks = await ask(at.jwks);
  const callback = await authorize(at.authorize, party, { nonce, state, verifier });
  const token = await ask(at.token, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback?.get('code') ?? 'none',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: party.clientId,
      client_secret: party.clientSecret ?? '',
    }),
  });
  const userinfo = await ask(at.userinfo, {
    headers: { authorization: `Bearer ${token.json?.access_token}` },
  });
  return {
    nonce,
    state,
    discovery,
    jwks,
    callback,
    token,
    userinfo,
    published: kids(jwks),
    ...(await read(token, jwks)),
  };
}

async function authorize(
  endpoint: string,
  { url, clientId, username }: Party & { username: string },
  { nonce, state, verifier }: { nonce: string; state: string; verifier: string },
): Promise<URLSearchParams | undefined> {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    nonce,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await signInAtIdp({ url }, `${endpoint}?${query}`, { username }).catch(() => undefined);
  return back?.parameters;
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const { text, bytes } = await readSome(response);
    return {
      failed: false,
      status: response.status,
      type: response.headers.get('content-type') ?? undefined,
      bytes,
      json: parse(text),
    };
  } catch {
    return { failed: true, bytes: 0 };
  }
}

async function readSome(response: Response): Promise<{ text: string; bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limit) break;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}

function parse(text: string): Json | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kids({ json }: Answer): string[] | undefined {
  return (json?.keys as { kid: string }[] | undefined)?.map(({ kid }) => kid);
}

async function read(token: Answer, jwks: Answer): Promise<Pick<Observed, 'claims' | 'header' | 'signed'>> {
  const jwt = token.json?.id_token;
  if (typeof jwt !== 'string') return { signed: false };
  const signed = await verifies(jwt, jwks);
  try {
    return { claims: decodeJwt(jwt), header: decodeProtectedHeader(jwt), signed };
  } catch {
    return { signed };
  }
}

/** The signature alone: a token whose claims are refused was signed well. */
async function verifies(jwt: string, { json }: Answer): Promise<boolean> {
  try {
    await jwtVerify(jwt, createLocalJWKSet(json as unknown as JSONWebKeySet), { algorithms: ['RS256'] });
    return true;
  } catch (error) {
    return error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
  }
}
