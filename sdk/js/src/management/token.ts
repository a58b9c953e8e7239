/** Where the access token of the management client comes from: client credentials, or the caller. */
import {
  allowInsecureRequests,
  ClientSecretBasic,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import { GatehouseError } from '../core/errors.ts';
import { explain } from '../core/provider-errors.ts';
import { exchange, type Transport } from './exchange.ts';
import { type ManagementPermission, permissions } from './table.ts';

/** The credentials of a machine-to-machine application. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  /**
   * The tenant that the application lives in; the one that is managed when absent. Applications of the tenant
   * `admin`, which `gatehouse bootstrap` makes, may manage every tenant.
   */
  tenant?: string;
  /** What to ask for; everything that the application may do when absent. */
  scopes?: ManagementPermission[];
}

/** An access token from elsewhere: what a browser app uses, on behalf of the administrator who is signed in. */
export interface AccessTokenSource {
  /**
   * Called for each request; keep the token until it expires (`GatehouseClient.getAccessToken` does).
   * @param refused a token that the server has just refused: answer another one, or the request fails with 401
   */
  getAccessToken(refused?: string): string | Promise<string>;
}

/** @param refused a token that didn't work, which is forgotten */
export type TokenSource = (refused?: string) => Promise<string>;

interface Grant {
  credentials: ClientCredentials;
  issuer: string;
  /** Indicator of the management API (RFC 8707). */
  resource: string;
  transport: Transport;
}

/** Tokens are dropped this early, so that none expires on its way. */
const margin = 60_000;

/**
 * Gets access tokens by client credentials (RFC 6749, section 4.4) and keeps each until shortly before it expires.
 * Requests at the same time share one.
 */
export function tokenByCredentials(grant: Grant): TokenSource {
  const { now } = grant.transport;
  let current: { token: string; until: number } | undefined;
  let coming: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const { access_token, expires_in = 0 } = await requestToken(grant);
    current = { token: access_token, until: now() + expires_in * 1000 - margin };
    return access_token;
  }

  return async (refused) => {
    if (current && current.token !== refused && now() < current.until) return current.token;
    coming ??= fetchToken().finally(() => {
      coming = undefined;
    });
    return coming;
  };
}

async function requestToken({ credentials, issuer, resource, transport }: Grant) {
  // The addresses are part of Gatehouse's contract, so discovery would be a request for nothing.
  const server = { issuer, token_endpoint: `${issuer}/token` };
  const client = { client_id: credentials.clientId };
  const scope = (credentials.scopes ?? permissions).join(' ');
  try {
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      ClientSecretBasic(credentials.clientSecret),
      { resource, scope },
      { [customFetch]: patientFetch(transport), [allowInsecureRequests]: issuer.startsWith('http:') },
    );
    return await processClientCredentialsResponse(server, client, response);
  } catch (error) {
    throw await explained(error);
  }
}

/** Asking for a token twice does no harm, so the token endpoint is tried again as the API is. */
function patientFetch(transport: Transport) {
  return async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) => {
    const { method, headers, body } = init;
    const received = await exchange(
      transport,
      url,
      { method, headers, body: String(body) },
      { repeatable: true },
    );
    return new Response(received.text, { status: received.status, headers: received.headers });
  };
}

/** Adds what is likely to be the cause when this application asks for this token. */
async function explained(thrown: unknown): Promise<GatehouseError> {
  const error = await explain(thrown);
  const hint = hints[error.code === 'provider_error' ? String(error.details?.error) : error.code];
  if (!hint) return error;
  return new GatehouseError(error.code, error.message, { hint, details: error.details, cause: error.cause });
}

const hints: Record<string, string> = {
  invalid_client:
    'Check clientId and clientSecret. An application that `gatehouse bootstrap` made lives in the tenant admin: set auth.tenant.',
  unauthorized_client: 'The application has to be of the type machine-to-machine.',
  invalid_target:
    'Applications manage their own tenant; those of the tenant admin, every tenant. Check tenant.',
  provider_response_invalid: 'Check that endpoint is the address of a Gatehouse, and the tenant.',
};
