/** A live look at a connector's provider before anybody signs in: what works, what is wrong, how to fix it. */
import { entraCloudOf, graphOrigin } from '../../../protocol/entra-clouds.ts';
import { isMultiTenantIssuer } from '../../../protocol/oidc-issuer.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { ClientAuthentication } from '../presets/preset.ts';
import type { ConnectorCheck } from '../protocol.ts';
import { redirectUriOf } from '../requests.ts';
import type { SsoDeps } from '../service.ts';
import { fail, newTrace, pass, rule, type SsoTrace, skip } from '../trace.ts';
import type { Party, TokenRequest, Upstream, UpstreamClient } from './client.ts';
import { methodOf } from './client-authentication.ts';
import { upstreamFailure } from './upstream-errors.ts';

export async function checkConnector(
  tenant: Pick<Tenant, 'baseUrl'>,
  connectorId: string,
  party: Party,
  client: UpstreamClient,
  outbound: SsoDeps['outbound'],
): Promise<ConnectorCheck> {
  const trace = newTrace({ connectorId });
  const report = (ok: boolean, issuer: string | null): ConnectorCheck => ({
    ok,
    redirectUri: redirectUriOf(tenant, connectorId),
    issuer,
    steps: trace.steps,
  });
  try {
    const { metadata } = await rule(trace, 'discovery', () => client.discover(party, { fresh: true }));
    await rule(
      trace,
      'discovery.keys',
      () => keysOf(outbound, metadata.jwks_uri!),
      (count) => `${count} keys`,
    );
    recordCapabilities(trace, party, metadata);
    if (methodOf(party) === 'federated_credential') await checkOwnIssuer(trace, party);
    await checkClient(trace, party, client, redirectUriOf(tenant, connectorId));
    return report(true, metadata.issuer);
  } catch (error) {
    if (error instanceof SsoFailure) return report(false, null);
    throw error;
  }
}

/** Entra reads our issuer over the internet, and only by https. */
async function checkOwnIssuer(trace: SsoTrace, { assertion, config }: Party): Promise<void> {
  const issuer = assertion?.federation.issuer ?? '';
  const simulated = entraCloudOf(config.issuer) === undefined;
  await rule(
    trace,
    'client.issuer',
    () => {
      if (!simulated && !issuer.startsWith('https:'))
        throw new SsoFailure('client.federation_unreachable', issuer);
    },
    () => issuer,
  );
}

/** What a provider answers to a client that it has recognised, and that asks for nothing it can have. */
const recognised: readonly string[] = ['token.code_rejected', 'token.refused', 'client.redirect_uri'];

/**
 * Tries the client authentication without a person: Entra looks at a code before it looks at the client, so there a
 * token for the application itself is asked for, and thrown away; elsewhere a code that nobody issued.
 */
async function checkClient(
  trace: SsoTrace,
  party: Party,
  client: UpstreamClient,
  redirectUri: string,
): Promise<void> {
  const name = 'client.authentication';
  if (party.rules.multiTenant && isMultiTenantIssuer(party.config.issuer)) {
    skip(trace, name, 'It can only be tried with the issuer of a single tenant.');
    return;
  }
  const { metadata } = await client.discover(party);
  const grant: TokenRequest = party.rules.multiTenant
    ? {
        type: 'client_credentials',
        parameters: { scope: `${graphOrigin(party.config.issuer, metadata.msgraph_host)}/.default` },
      }
    : {
        type: 'authorization_code',
        parameters: { code: 'gatehouse-check', redirect_uri: redirectUri, code_verifier: 'c'.repeat(43) },
      };
  try {
    await client.probe(party, grant);
    pass(trace, name, methodOf(party));
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    if (error.causeCode.startsWith('client.') && !recognised.includes(error.causeCode)) {
      fail(trace, name, error);
      throw error;
    }
    if (recognised.includes(error.causeCode)) pass(trace, name, methodOf(party));
    else skip(trace, name, 'The provider gave no answer that settles it.');
  }
}

async function keysOf(outbound: SsoDeps['outbound'], address: string): Promise<number> {
  const response = await outbound.fetch(address).catch((error: unknown) => {
    throw upstreamFailure('discovery', error);
  });
  const body = response.ok ? ((await response.json().catch(() => null)) as { keys?: unknown } | null) : null;
  const keys = Array.isArray(body?.keys) ? body.keys.length : 0;
  if (keys === 0) throw new SsoFailure('discovery.invalid', `no keys at jwks_uri (HTTP ${response.status})`);
  return keys;
}

/** A certificate and a federated credential are private_key_jwt to the provider. */
const wireName = (method: ClientAuthentication) =>
  method.startsWith('client_secret') ? method : 'private_key_jwt';

/** Providers leave these out although they can do them (Entra its PKCE): worth telling, no reason to fail. */
function recordCapabilities(trace: SsoTrace, { config, rules }: Party, metadata: Upstream['metadata']): void {
  const tell = (name: string, supported: readonly string[] | undefined, wanted: string) => {
    if (supported?.includes(wanted)) pass(trace, name, wanted);
    else skip(trace, name, `The provider does not say that it knows ${wanted}.`);
  };
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  tell('discovery.client_authentication', methods, wireName(methodOf({ config, rules })));
  tell('discovery.pkce', metadata.code_challenge_methods_supported, 'S256');
  for (const scope of ['openid', 'profile', 'email', ...config.extraScopes]) {
    tell('discovery.scope', metadata.scopes_supported, scope);
  }
}
