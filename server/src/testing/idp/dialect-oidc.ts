/** A provider that follows every specification to the letter (OIDC Core, Discovery, RFC 9207, RFC 9700). */
import { atHash, type ClaimFacts, type Dialect, email, plainError, present, profile } from './dialect.ts';
import type { Directory } from './directory.ts';
import { stableGuid } from './organization.ts';
import type { Json } from './switch.ts';

export const oidc: Dialect = {
  kind: 'oidc',
  label: 'OpenID Provider',
  issuerPath: (id) => `/oidc/${id}`,
  paths: {
    discovery: '/oidc/{id}/.well-known/openid-configuration',
    jwks: '/oidc/{id}/jwks',
    authorize: '/oidc/{id}/authorize',
    login: '/oidc/{id}/login',
    token: '/oidc/{id}/token',
    userinfo: '/oidc/{id}/userinfo',
    logout: '/oidc/{id}/end-session',
    revoke: '/oidc/{id}/revoke',
  },
  responseModes: ['query', 'fragment', 'form_post'],
  codeChallengeMethods: ['S256'],
  metadata,
  publicKey: ({ publicJwk }) => ({ ...publicJwk, alg: 'RS256' }),
  wantsOffline: (parameters) => (parameters.get('scope') ?? '').split(' ').includes('offline_access'),
  sendsIss: true,
  callbackExtras: () => ({}),
  idToken,
  userinfo: ({ person, grant }) => ({ sub: person.id, ...details(person, grant.scope) }),
  unassignedGoesBack: true,
  errorPage: { status: 400, title: 'This request can’t be answered' },
  errorText: ({ facts }) => facts.text,
  redirectError: plainError,
  tokenError: plainError,
};

function metadata(directory: Directory): Json {
  return {
    issuer: directory.issuer,
    authorization_endpoint: directory.endpoint('authorize'),
    token_endpoint: directory.endpoint('token'),
    userinfo_endpoint: directory.endpoint('userinfo'),
    jwks_uri: directory.endpoint('jwks'),
    end_session_endpoint: directory.endpoint('logout'),
    revocation_endpoint: directory.endpoint('revoke'),
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ['code'],
    response_modes_supported: oidc.responseModes,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'groups', 'offline_access'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'none',
    ],
    claims_supported: [
      'sub',
      'name',
      'given_name',
      'family_name',
      'picture',
      'preferred_username',
      'email',
      'email_verified',
      'groups',
    ],
    code_challenge_methods_supported: ['S256'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  };
}

function details(person: ClaimFacts['person'], scope: string[]): Json {
  return present({
    ...profile(person, scope),
    preferred_username: scope.includes('profile') ? person.username : undefined,
    ...email(person, scope),
    groups: scope.includes('groups') ? person.groups : undefined,
  });
}

function idToken({ grant, person, issuer, now, accessToken }: ClaimFacts): Json {
  return present({
    iss: issuer,
    sub: person.id,
    aud: grant.client.clientId,
    exp: now + 3600,
    iat: now,
    auth_time: grant.authTime,
    nonce: grant.nonce,
    at_hash: atHash(accessToken),
    sid: stableGuid(grant.sessionId),
    acr: grant.acr,
    amr: grant.acr === undefined ? undefined : ['pwd', 'mfa'],
    ...details(person, grant.scope),
    ...person.extraClaims,
  });
}
