/**
 * How Gatehouse proves to a token endpoint that it is the client: by a secret, or by an assertion that it signs
 * (RFC 7523 section 2.2, docs/decisions/sso-oidc-client-keys.md).
 */
import type { webcrypto } from 'node:crypto';
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  modifyAssertion,
  PrivateKeyJwt,
  type ServerMetadata,
} from 'openid-client';
import { exchangeAudienceOf } from '../../../protocol/entra-clouds.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { ClientAuthentication, ConnectorConfig, ProviderRules } from '../presets/preset.ts';
import type { ClientKey, ClientKeys, KeyOwner } from './client-keys.ts';

/** What an assertion is made of, beside the client id. */
export interface AssertionSource {
  key(): Promise<ClientKey>;
  /** Entra's federated credential: who we are there, in the words that its administrator entered. */
  federation: Federation;
}

export interface Federation {
  issuer: string;
  subject: string;
  audience: string;
}

interface Client {
  config: ConnectorConfig;
  rules: ProviderRules;
  assertion?: AssertionSource;
}

/** Providers' clocks are off by minutes, and Entra wants five to ten. */
const assertionSeconds = 300;

export const methodOf = ({ config, rules }: Pick<Client, 'config' | 'rules'>): ClientAuthentication =>
  config.clientAuthentication ?? rules.clientAuthentication;

const secretMethods: readonly string[] = ['client_secret_basic', 'client_secret_post'];

export const usesSecret = (method: ClientAuthentication): boolean => secretMethods.includes(method);

/** Whose keys sign: the tenant's where the provider trusts our issuer, else the connector's own. */
export const keyOwnerOf = (method: ClientAuthentication, connectorId: string): KeyOwner =>
  method === 'federated_credential' ? null : connectorId;

/**
 * The issuer is the one at the configured endpoint whatever address the person came by: it is entered at Entra once.
 * No application and no user can have the subject: their ids hold no colon.
 */
export const federationOf = (
  tenant: Pick<Tenant, 'issuers'>,
  connectorId: string,
  entraIssuer: string,
): Federation => ({
  issuer: tenant.issuers[0]!,
  subject: `sso-connector:${connectorId}`,
  audience: exchangeAudienceOf(entraIssuer),
});

export function assertionSource(
  keys: ClientKeys,
  tenant: Pick<Tenant, 'id' | 'db' | 'issuers'>,
  connectorId: string,
  client: Client,
): AssertionSource | undefined {
  const method = methodOf(client);
  if (usesSecret(method)) return undefined;
  return {
    key: () => keys.current(tenant, keyOwnerOf(method, connectorId)),
    federation: federationOf(tenant, connectorId, client.config.issuer),
  };
}

export function clientAuth(client: Client): ClientAuth {
  const method = methodOf(client);
  const { clientSecret } = client.config;
  const { assertion } = client;
  if (!usesSecret(method) && assertion) return signed(client, method, assertion);
  if (!clientSecret) throw new SsoFailure('client.secret_wrong', 'no secret is kept');
  return method === 'client_secret_post' ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
}

function signed(client: Client, method: ClientAuthentication, source: AssertionSource): ClientAuth {
  // The library awaits what an authentication does, though its type does not say so.
  return async (metadata, registered, body, headers) => {
    const alg = algorithmOf(method, metadata);
    const key = await source.key();
    const privateKey = await crypto.subtle.importKey(
      'jwk',
      key.privateJwk as webcrypto.JsonWebKey,
      { name: alg === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const authenticate = PrivateKeyJwt(
      { key: privateKey, kid: key.id },
      {
        [modifyAssertion]: (header, payload) => {
          payload.exp = Number(payload.iat) + assertionSeconds;
          payload.aud = audienceOf(client, metadata);
          shape(method, source, key, header, payload);
        },
      },
    );
    await authenticate(metadata, registered, body, headers);
  };
}

function audienceOf({ config, rules }: Client, metadata: ServerMetadata): string {
  const wanted = config.assertionAudience ?? rules.assertionAudience;
  return wanted === 'token_endpoint' ? metadata.token_endpoint! : metadata.issuer;
}

type Words = Record<string, unknown>;

/** What Entra wants to be different. */
function shape(
  method: ClientAuthentication,
  { federation }: AssertionSource,
  key: ClientKey,
  header: Words,
  payload: Words,
): void {
  if (method === 'certificate') {
    delete header.kid;
    Object.assign(header, { typ: 'JWT', 'x5t#S256': key.thumbprint });
  }
  if (method === 'federated_credential') {
    header.typ = 'JWT';
    Object.assign(payload, { iss: federation.issuer, sub: federation.subject, aud: federation.audience });
  }
}

/** Entra takes PS256 with a certificate and only RS256 from an issuer; others say what they take. */
function algorithmOf(method: ClientAuthentication, metadata: ServerMetadata): 'RS256' | 'PS256' {
  if (method === 'certificate') return 'PS256';
  if (method === 'federated_credential') return 'RS256';
  const supported = metadata.token_endpoint_auth_signing_alg_values_supported;
  if (!Array.isArray(supported) || supported.includes('RS256')) return 'RS256';
  if (supported.includes('PS256')) return 'PS256';
  throw new SsoFailure('client.assertion_algorithm', supported.slice(0, 8).join(', '));
}
