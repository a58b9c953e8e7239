/** The management client: makes the methods that operations.ts describes. */

import { isSecure, parseUrl } from '../core/addresses.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { GatehouseError } from '../core/errors.ts';
import { type Context, iterate, type Operation, readCall, run } from './call.ts';
import type { Transport } from './exchange.ts';
import type { ManagementApi } from './operations.ts';
import { operations } from './table.ts';
import { type AccessTokenSource, type ClientCredentials, tokenByCredentials } from './token.ts';

/** What {@link createManagementClient} takes. */
export interface ManagementConfig {
  /** Gatehouse's address, for example `https://id.example.com`. */
  endpoint: string;
  /** The tenant to manage; `default` when absent. */
  tenant?: string;
  /** Client credentials on a server, a function that answers access tokens in a browser. */
  auth: ClientCredentials | AccessTokenSource;
  /** For tests and for runtimes with another HTTP client; the global one when absent. */
  fetch?: typeof fetch;
  /** For tests; the system's clock when absent. */
  clock?: Clock;
  /** How often a request is repeated at most when Gatehouse is busy (429, 503); 3 when absent. */
  retries?: number;
  /** Milliseconds that one exchange with the server may take; 30,000 when absent. */
  timeout?: number;
}

/** Methods named after what they manage: `management.users.list()`, `management.applications.secrets.create(id, …)`. */
export interface ManagementClient extends ManagementApi {
  /** Resource indicator of this management API (RFC 8707): what an access token for it has as `aud`. */
  readonly resource: string;
}

/**
 * A client of the management API: typed, with access tokens that look after themselves, retries while Gatehouse is
 * busy, and iterators over pages. One client serves a whole process; it holds no connection.
 *
 * Every method throws {@link GatehouseError}: `not_found`, `conflict` (409, or 412 after `ifMatch`), `rate_limited`,
 * `api_error` for any other refusal, with `details.code`, `status`, `data` and `requestId`; `provider_unreachable`;
 * `provider_error` when there is no access token to be had.
 * @throws {GatehouseError} invalid_config
 */
export function createManagementClient(config: ManagementConfig): ManagementClient {
  const base = baseUrl(config.endpoint, config.tenant);
  const transport: Transport = {
    fetch: config.fetch ?? ((input, init) => fetch(input, init)),
    now: () => (config.clock ?? systemClock).now(),
    retries: config.retries ?? 3,
    timeout: config.timeout ?? 30_000,
  };
  const resource = `${base}/api`;
  const context: Context = { base: resource, transport, token: tokenSource(config, resource, transport) };
  return { ...(methods(operations, context) as unknown as ManagementApi), resource };
}

function baseUrl(endpoint: string, tenant: string | undefined): string {
  const url = parseUrl(endpoint);
  if (!url || !isSecure(url)) {
    throw new GatehouseError('invalid_config', `${endpoint} is no address of a Gatehouse.`, {
      hint: 'endpoint is an absolute URL with https; http only on this machine.',
    });
  }
  const root = endpoint.replace(/\/+$/, '');
  return tenant === undefined || tenant === 'default' ? root : `${root}/t/${encodeURIComponent(tenant)}`;
}

function tokenSource({ auth, endpoint, tenant }: ManagementConfig, resource: string, transport: Transport) {
  if ('getAccessToken' in auth) return async (refused?: string) => auth.getAccessToken(refused);
  const issuer = `${baseUrl(endpoint, auth.tenant ?? tenant)}/oidc`;
  return tokenByCredentials({ credentials: auth, issuer, resource, transport });
}

type Table = { [name: string]: Table | Operation };
type Methods = { [name: string]: Methods | ((...parameters: never[]) => unknown) };
const isOperation = (node: Table | Operation): node is Operation => typeof node.path === 'string';

function methods(table: Table, context: Context): Methods {
  const made: Methods = {};
  for (const [name, node] of Object.entries(table)) {
    if (!isOperation(node)) {
      made[name] = methods(node, context);
      continue;
    }
    const read = (parameters: unknown[]) => readCall(node, parameters);
    made[name] = async (...parameters: unknown[]) => run(read(parameters), context);
    if (node.paged) made.iterate = (...parameters: unknown[]) => iterate(read(parameters), context);
  }
  return made;
}
