/** An application as client metadata of the protocol library. */
import type { Application } from '../applications/index.ts';
import { adminTenantId } from '../management/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Payload } from './request-scope.ts';

/** Any secret that is presented is compared with the application's hashes; the library only wants a value here. */
const secretPlaceholder = 'hashed';

/** Our own client properties, kept under one name of the metadata. */
export interface GatehouseClient {
  pkce: 'required' | 'optional';
  thirdParty: boolean;
  origins: string[];
  /** Seconds; null: as the tenant says. */
  refreshTokenTtl: number | null;
  type: Application['type'] | 'built-in';
}

export const clientExtension = 'gatehouse';
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** The hosted account pages sign people in through this built-in application; it never redeems its code. */
export const accountApplicationId = 'account';

/** The console signs administrators in through this built-in application of the tenant `admin`. */
export const consoleApplicationId = 'console';

function authenticationMethod(application: Application): string {
  if (application.authentication === 'none') return 'none';
  return application.authentication === 'key' ? 'private_key_jwt' : 'client_secret_basic';
}

/** The library takes a client for invalid that has this flow but no address yet; a device never has one. */
const hasCodeFlow = (application: Application) => application.redirectUris.length > 0;

function grantTypes(application: Application): string[] {
  if (application.type === 'machine-to-machine') return ['client_credentials'];
  const code = hasCodeFlow(application) ? ['authorization_code'] : [];
  const device = application.type === 'native' ? [deviceGrant] : [];
  return [...code, 'refresh_token', ...device];
}

export function clientMetadata(
  application: Application,
  origins: string[],
  signingAlgorithm: string,
): Payload {
  const interactive = application.type !== 'machine-to-machine';
  const extension: GatehouseClient = {
    pkce: application.pkce,
    thirdParty: application.thirdParty,
    origins,
    refreshTokenTtl: application.refreshTokenTtl,
    type: application.type,
  };
  return {
    client_id: application.id,
    client_name: application.name,
    application_type: application.type === 'native' ? 'native' : 'web',
    redirect_uris: interactive ? application.redirectUris : [],
    post_logout_redirect_uris: interactive ? application.postLogoutRedirectUris : [],
    response_types: interactive && hasCodeFlow(application) ? ['code'] : [],
    grant_types: grantTypes(application),
    token_endpoint_auth_method: authenticationMethod(application),
    ...(application.authentication === 'secret' && { client_secret: secretPlaceholder }),
    ...(application.authentication === 'key' && application.jwksUri && { jwks_uri: application.jwksUri }),
    ...(application.authentication === 'key' &&
      !application.jwksUri && { jwks: application.jwks ?? { keys: [] } }),
    id_token_signed_response_alg: signingAlgorithm,
    ...(application.backchannelLogoutUri && {
      backchannel_logout_uri: application.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    require_pushed_authorization_requests: application.requirePushedRequests,
    dpop_bound_access_tokens: application.requireDpop,
    [clientExtension]: extension,
  };
}

/** A client of our own: public, first-party, at addresses of this server alone, and in no table. */
function builtInClient(signingAlgorithm: string, metadata: Payload, origins: string[] = []): Payload {
  const extension: GatehouseClient = {
    pkce: 'required',
    thirdParty: false,
    origins,
    refreshTokenTtl: null,
    type: 'built-in',
  };
  return {
    application_type: 'web',
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: signingAlgorithm,
    [clientExtension]: extension,
    ...metadata,
  };
}

/** The hosted account pages' own client: only to start a sign-in that leads back to /account, or to an invitation. */
function accountClient(tenant: Tenant, signingAlgorithm: string): Payload {
  const invitation = tenant.id === adminTenantId ? [`${tenant.baseUrl}/invitation/signed-in`] : [];
  return builtInClient(signingAlgorithm, {
    client_id: accountApplicationId,
    client_name: tenant.name,
    redirect_uris: [`${tenant.baseUrl}/account/signed-in`, ...invitation],
    post_logout_redirect_uris: [`${tenant.baseUrl}/account`],
    grant_types: ['authorization_code'],
  });
}

/** The console stands at the endpoint itself. Browsers name that origin with every POST, also to itself. */
function consoleClient(tenant: Tenant, signingAlgorithm: string): Payload {
  const endpoint = tenant.baseUrl.slice(0, -tenant.basePath.length);
  const metadata = {
    client_id: consoleApplicationId,
    client_name: 'Gatehouse console',
    redirect_uris: [`${endpoint}/console/callback`],
    post_logout_redirect_uris: [`${endpoint}/console/`],
    grant_types: ['authorization_code', 'refresh_token'],
  };
  return builtInClient(signingAlgorithm, metadata, [endpoint]);
}

/** The built-in clients of a tenant, by id. */
export function builtInClients(tenant: Tenant, signingAlgorithm: string): Map<string, Payload> {
  const clients = new Map([[accountApplicationId, asOneClient(accountClient(tenant, signingAlgorithm))]]);
  if (tenant.id === adminTenantId)
    clients.set(consoleApplicationId, asOneClient(consoleClient(tenant, signingAlgorithm)));
  return clients;
}

let clientsMade = 0;

/**
 * The library builds a client anew whenever the JSON of its metadata is another one, and writes that JSON for
 * every request. A number says the same: these metadata are this very object, and never change.
 */
export function asOneClient(metadata: Payload): Payload {
  clientsMade += 1;
  const json = clientsMade;
  return Object.freeze(Object.defineProperty(metadata, 'toJSON', { value: () => json }));
}
