/** Microsoft Entra ID, v2.0 endpoints: its metadata, its id token and its AADSTS errors. */
import { createHash, randomUUID } from 'node:crypto';
import { type ClaimFacts, type Dialect, present } from './dialect.ts';
import type { Directory } from './directory.ts';
import { type Person, stableGuid } from './organization.ts';
import type { Refusal } from './problems.ts';
import type { Json } from './switch.ts';

/** Path segments that stand for any tenant. */
export const sharedSegments = ['common', 'organizations'];
const groupLimit = 200;

export const entra: Dialect = {
  kind: 'entra',
  label: 'Microsoft Entra ID',
  issuerPath: (id) => `/${sharedSegments.includes(id) ? '{tenantid}' : id}/v2.0`,
  paths: {
    discovery: '/{id}/v2.0/.well-known/openid-configuration',
    jwks: '/{id}/discovery/v2.0/keys',
    authorize: '/{id}/oauth2/v2.0/authorize',
    login: '/{id}/login',
    token: '/{id}/oauth2/v2.0/token',
    logout: '/{id}/oauth2/v2.0/logout',
    // Microsoft Graph's, the same for every tenant.
    userinfo: '/oidc/userinfo',
    graph: '/v1.0/me/transitiveMemberOf',
    'saml-metadata': '/{id}/FederationMetadata/2007-06/FederationMetadata.xml',
    'saml-sso': '/{id}/saml2',
    'saml-login': '/{id}/saml2/login',
    'saml-apps': '/{id}/myapps',
    'saml-start': '/{id}/myapps/start',
    'saml-sign-out': '/{id}/myapps/sign-out',
  },
  responseModes: ['query', 'fragment', 'form_post'],
  codeChallengeMethods: ['S256', 'plain'],
  metadata,
  publicKey: ({ publicJwk, kid }, directory) => ({
    ...publicJwk,
    x5t: kid,
    issuer: `${directory.url}/{tenantid}/v2.0`,
  }),
  wantsOffline: (parameters) => (parameters.get('scope') ?? '').split(' ').includes('offline_access'),
  sendsIss: false,
  callbackExtras: ({ sessionId }) => ({ session_state: stableGuid(sessionId) }),
  idToken,
  userinfo: ({ grant, person, organization }) =>
    present({
      sub: pairwise(organization.id, person, grant.client.clientId),
      name: person.name,
      family_name: person.familyName,
      given_name: person.givenName,
      picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
      email: grant.scope.includes('email') ? person.email : undefined,
    }),
  unassignedGoesBack: false,
  errorPage: { status: 200, title: 'Sorry, but we’re having trouble signing you in.' },
  errorText: (refusal) => `AADSTS${refusal.facts.aadsts}: ${refusal.facts.aadstsText}`,
  redirectError(refusal, now) {
    const { error, error_description } = tokenError(refusal, now);
    return { error, error_description };
  },
  tokenError,
};

function metadata(directory: Directory, segment: string): Json {
  const at = (name: Parameters<Directory['endpoint']>[0]) => directory.endpoint(name, segment);
  // No code_challenge_methods_supported and no grant_types_supported: Entra does PKCE without saying so.
  return {
    token_endpoint: at('token'),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: at('jwks'),
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: directory.issuer,
    request_uri_parameter_supported: false,
    userinfo_endpoint: at('userinfo'),
    authorization_endpoint: at('authorize'),
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: at('logout'),
    claims_supported:
      'sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr nonce preferred_username name tid ver at_hash c_hash email'.split(
        ' ',
      ),
    tenant_region_scope: sharedSegments.includes(segment) ? null : 'WW',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  };
}

function idToken(facts: ClaimFacts): Json {
  const { grant, person, organization, issuer, now } = facts;
  const issued = now - 300;
  return present({
    aud: grant.client.clientId,
    iss: issuer,
    iat: issued,
    nbf: issued,
    exp: issued + 3900,
    aio: opaque('aio', grant.sessionId),
    ...named(person, grant.scope),
    nonce: grant.nonce,
    rh: opaque('rh', grant.client.clientId),
    sub: pairwise(organization.id, person, grant.client.clientId),
    tid: organization.id,
    uti: opaque('uti', randomUUID()).slice(0, 22),
    ver: '2.0',
    sid: stableGuid(grant.sessionId),
    acrs: grant.acr === undefined ? undefined : [grant.acr],
    ...addressed(facts),
    ...grouped(facts),
    idp: person.guest ? (person.homeIdp ?? 'live.com') : undefined,
    ...person.extraClaims,
  });
}

/** name, oid and preferred_username come with `profile`. */
function named(person: Person, scope: string[]): Json {
  if (!scope.includes('profile')) return {};
  return {
    name: person.name ?? person.username,
    oid: objectId(person),
    preferred_username: person.username,
    given_name: person.givenName,
    family_name: person.familyName,
  };
}

/** Never email_verified; xms_edov where the directory has it. Guests show their email without being asked. */
function addressed({ grant: { client, scope }, person, organization }: ClaimFacts): Json {
  const asked = scope.includes('email') || person.guest;
  if (!asked || person.email === undefined) return {};
  const edov = person.xmsEdov;
  const verified = person.email.endsWith(`@${organization.domain}`) || (edov !== undefined && edov !== false);
  const removed = client.multiTenant && (client.removeUnverifiedEmail ?? true) && !verified;
  return removed ? {} : { email: person.email, xms_edov: edov };
}

/** Over the limit the groups are replaced by the address to ask (group overage). */
function grouped({ person, url }: ClaimFacts): Json {
  const groups = person.groups ?? [];
  if (groups.length <= groupLimit) return { groups: groups.length > 0 ? groups : undefined };
  const endpoint = `${url}/v1.0/users/${objectId(person)}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same for every client of the tenant. */
function objectId(person: Person): string {
  return person.oid ?? (guid.test(person.id) ? person.id : stableGuid(person.id));
}

/** Another one for every client. */
function pairwise(tenant: string, person: Person, clientId: string): string {
  return opaque(tenant, objectId(person), clientId);
}

const opaque = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('base64url');

function tokenError(refusal: Refusal, now: number) {
  const timestamp = `${new Date(now * 1000).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const trace = { trace_id: randomUUID(), correlation_id: randomUUID() };
  const { error, aadsts } = refusal.facts;
  return {
    error,
    error_description: `${entra.errorText(refusal)} Trace ID: ${trace.trace_id} Correlation ID: ${trace.correlation_id} Timestamp: ${timestamp}`,
    error_codes: [aadsts],
    timestamp,
    ...trace,
    error_uri: `https://login.microsoftonline.com/error?code=${aadsts}`,
  };
}
