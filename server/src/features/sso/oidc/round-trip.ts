/** The request to the provider, as a sign-in and a test make it alike: its parameters, state, nonce and PKCE. */
import { calculatePKCECodeChallenge, randomPKCECodeVerifier, type ServerMetadata } from 'openid-client';
import { randomToken } from '../../../kernel/crypto/index.ts';
import { stepUpOf } from '../../../protocol/authentication-contexts.ts';
import { emailDomain } from '../../../protocol/identifiers.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Wishes } from '../protocol.ts';
import { redirectUriOf } from '../requests.ts';
import type { Party, Upstream, UpstreamClient } from './client.ts';
import { stepUpParameters } from './step-up.ts';

export interface RoundTripSecrets {
  nonce: string;
  verifier: string;
}

export const newRoundTrip = (): RoundTripSecrets => ({
  nonce: randomToken(),
  verifier: randomPKCECodeVerifier(),
});

export async function authorizationRequest(
  client: Pick<UpstreamClient, 'authorizationUrl'>,
  tenant: Tenant,
  input: Wishes,
  { party, upstream }: { party: Party; upstream: Upstream },
  { state, nonce, verifier }: RoundTripSecrets & { state: string },
): Promise<string> {
  const url = client.authorizationUrl(party, upstream, {
    ...parametersOf(input, party, upstream.metadata),
    redirect_uri: redirectUriOf(tenant, input.connectorId),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return url.href;
}

/** What the sign-in needs, and where tokens are kept what their applications need, refreshing included. */
export function scopesOf(
  { config, rules, storedScopes }: Party,
  { scopes_supported: known }: ServerMetadata,
) {
  const scopes = new Set(['openid', 'profile', 'email', ...config.extraScopes, ...(storedScopes ?? [])]);
  const offline =
    rules.offlineAccess === 'scope' ||
    (rules.offlineAccess === 'scope-where-known' && known?.includes('offline_access') === true);
  if (storedScopes && offline) scopes.add('offline_access');
  return [...scopes];
}

/** What is asked of the provider, in the words that it understands. */
function parametersOf(input: Wishes, party: Party, metadata: ServerMetadata) {
  const { config, rules } = party;
  const parameters: Record<string, string> = { scope: scopesOf(party, metadata).join(' ') };
  if (party.storedScopes && rules.offlineAccess === 'access_type') parameters.access_type = 'offline';
  const { prompt, maxAge } = input;
  if (prompt === 'login' || prompt === 'select_account') parameters.prompt = prompt;
  if (maxAge !== undefined && rules.reauthentication === 'max_age') parameters.max_age = String(maxAge);
  if (maxAge !== undefined && rules.reauthentication === 'prompt-login') parameters.prompt = 'login';
  const fresh = maxAge !== undefined || prompt === 'login';
  if (fresh && rules.reauthentication === 'select-account') parameters.prompt = 'select_account';
  addHints(parameters, input, rules);
  const stepUp = stepUpOf(config.authenticationContexts, input.acrValues);
  if (stepUp) Object.assign(parameters, stepUpParameters({ rules }, stepUp));
  else if (rules.forwards.includes('acr_values') && input.acrValues) parameters.acr_values = input.acrValues;
  if (rules.forwards.includes('ui_locales') && input.uiLocales) parameters.ui_locales = input.uiLocales;
  return parameters;
}

function addHints(parameters: Record<string, string>, { loginHint }: Wishes, rules: Party['rules']): void {
  if (!loginHint) return;
  const domain = emailDomain(loginHint);
  // Entra refuses the hint beside the account chooser.
  if (parameters.prompt !== 'select_account') parameters.login_hint = loginHint;
  if (rules.domainHint && domain) parameters[rules.domainHint] = domain;
}
