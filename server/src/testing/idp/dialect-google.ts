/** Google Workspace: `hd`, Boolean email_verified, RFC 9207 `iss`, no end_session_endpoint. */
import { atHash, type ClaimFacts, type Dialect, email, plainError, present, profile } from './dialect.ts';
import type { Directory } from './directory.ts';
import type { Json } from './switch.ts';

export const google: Dialect = {
  kind: 'google',
  label: 'Google Workspace',
  issuerPath: (id) => `/google/${id}`,
  paths: {
    discovery: '/google/{id}/.well-known/openid-configuration',
    jwks: '/google/{id}/oauth2/v3/certs',
    authorize: '/google/{id}/o/oauth2/v2/auth',
    login: '/google/{id}/signin',
    token: '/google/{id}/token',
    userinfo: '/google/{id}/v1/userinfo',
    revoke: '/google/{id}/revoke',
    'saml-metadata': '/google/{id}/o/saml2/metadata',
    'saml-sso': '/google/{id}/o/saml2/idp',
    'saml-login': '/google/{id}/o/saml2/login',
    'saml-apps': '/google/{id}/apps',
    'saml-start': '/google/{id}/o/saml2/initsso',
    'saml-sign-out': '/google/{id}/apps/sign-out',
  },
  responseModes: ['query', 'fragment', 'form_post'],
  codeChallengeMethods: ['S256', 'plain'],
  metadata,
  publicKey: ({ publicJwk }) => ({ ...publicJwk, alg: 'RS256' }),
  // Google knows no offline_access scope.
  wantsOffline: (parameters) => parameters.get('access_type') === 'offline',
  sendsIss: true,
  callbackExtras: (grant) => ({
    scope: grant.scope.join(' '),
    authuser: '0',
    ...(grant.directory.organization.domain ? { hd: grant.directory.organization.domain } : {}),
    prompt: 'none',
  }),
  idToken,
  userinfo: ({ person, grant, organization }) => ({
    sub: person.id,
    ...profile(person, grant.scope),
    ...email(person, grant.scope),
    ...present({ hd: person.hd ?? organization.domain }),
  }),
  unassignedGoesBack: false,
  errorPage: { status: 400, title: 'Access blocked: authorization error' },
  errorText: ({ facts }) => `Error ${facts.status}: ${facts.error}. ${facts.text}`,
  redirectError: plainError,
  tokenError: plainError,
};

function metadata(directory: Directory): Json {
  return {
    issuer: directory.issuer,
    authorization_endpoint: directory.endpoint('authorize'),
    token_endpoint: directory.endpoint('token'),
    userinfo_endpoint: directory.endpoint('userinfo'),
    revocation_endpoint: directory.endpoint('revoke'),
    jwks_uri: directory.endpoint('jwks'),
    authorization_response_iss_parameter_supported: true,
    response_types_supported: [
      'code',
      'token',
      'id_token',
      'code token',
      'code id_token',
      'token id_token',
      'none',
    ],
    response_modes_supported: google.responseModes,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'picture',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  };
}

function idToken({ grant, person, organization, issuer, now, accessToken }: ClaimFacts): Json {
  return present({
    iss: issuer,
    azp: grant.client.clientId,
    aud: grant.client.clientId,
    sub: person.id,
    hd: person.hd ?? organization.domain,
    ...email(person, grant.scope),
    at_hash: atHash(accessToken),
    nonce: grant.nonce,
    ...profile(person, grant.scope),
    iat: now,
    exp: now + 3600,
    ...person.extraClaims,
  });
}
