/** A live look at a connector's provider before anybody signs in: what works, what is wrong, how to fix it. */
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { ConnectorCheck } from '../protocol.ts';
import { redirectUriOf } from '../requests.ts';
import type { SsoDeps } from '../service.ts';
import { newTrace, pass, rule, type SsoTrace, skip } from '../trace.ts';
import type { Party, Upstream, UpstreamClient } from './client.ts';
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
    return report(true, metadata.issuer);
  } catch (error) {
    if (error instanceof SsoFailure) return report(false, null);
    throw error;
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

/** Providers leave these out although they can do them (Entra its PKCE): worth telling, no reason to fail. */
function recordCapabilities(trace: SsoTrace, { config, rules }: Party, metadata: Upstream['metadata']): void {
  const tell = (name: string, supported: readonly string[] | undefined, wanted: string) => {
    if (supported?.includes(wanted)) pass(trace, name, wanted);
    else skip(trace, name, `The provider does not say that it knows ${wanted}.`);
  };
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  tell('discovery.client_authentication', methods, config.clientAuthentication ?? rules.clientAuthentication);
  tell('discovery.pkce', metadata.code_challenge_methods_supported, 'S256');
  for (const scope of ['openid', 'profile', 'email', ...config.extraScopes]) {
    tell('discovery.scope', metadata.scopes_supported, scope);
  }
}
