/** One request for an access token by client credentials, and what its failures mean here. */
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
import { permissions } from './table.ts';
import type { Grant } from './token.ts';

/** RFC 6749, section 4.4. @throws {GatehouseError} */
export async function requestToken({ credentials, issuer, resource, transport }: Grant) {
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
