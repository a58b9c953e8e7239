/** Okta's org authorization server: state and nonce required, ID tokens that may be thin, groups by scope. */
import { randomUUID } from 'node:crypto';
import { atHash, type ClaimFacts, type Dialect, email, plainError, present, profile } from './dialect.ts';
import type { Directory } from './directory.ts';
import { Refusal } from './problems.ts';
import type { Json } from './switch.ts';

export const okta: Dialect = {
  kind: 'okta',
  label: 'Okta',
  issuerPath: (id) => `/okta/${id}`,
  paths: {
    discovery: '/okta/{id}/.well-known/openid-configuration',
    jwks: '/okta/{id}/oauth2/v1/keys',
    authorize: '/okta/{id}/oauth2/v1/authorize',
    login: '/okta/{id}/login',
    token: '/okta/{id}/oauth2/v1/token',
    userinfo: '/okta/{id}/oauth2/v1/userinfo',
    logout: '/okta/{id}/oauth2/v1/logout',
    revoke: '/okta/{id}/oauth2/v1/revoke',
    'saml-metadata': '/okta/{id}/app/sso/saml/metadata',
    'saml-sso': '/okta/{id}/app/simulated/sso/saml',
    'saml-login': '/okta/{id}/app/simulated/login',
    'saml-logout': '/okta/{id}/app/simulated/slo/saml',
    'saml-apps': '/okta/{id}/app/UserHome',
    'saml-start': '/okta/{id}/home/simulated',
    'saml-sign-out': '/okta/{id}/app/sign-out',
  },
  responseModes: ['query', 'fragment', 'form_post'],
  codeChallengeMethods: ['S256'],
  metadata,
  publicKey: ({ publicJwk }) => ({ ...publicJwk, alg: 'RS256' }),
  checkAuthorize(parameters) {
    for (const name of ['state', 'nonce']) {
      if (!parameters.get(name)) throw new Refusal('missing-field', name);
    }
  },
  wantsOffline: (parameters) => (parameters.get('scope') ?? '').split(' ').includes('offline_access'),
  sendsIss: false,
  callbackExtras: () => ({}),
  idToken,
  userinfo: ({ person, grant }) => ({ sub: person.id, ...details(person, grant.scope) }),
  unassignedGoesBack: true,
  errorPage: { status: 400, title: '400 Bad Request' },
  errorText: (refusal) => textOf(refusal),
  redirectError: errorOf,
  tokenError: errorOf,
};

function textOf({ problem, facts }: Refusal): string {
  return problem === 'user-not-assigned' ? 'User is not assigned to the client application.' : facts.text;
}

function errorOf(refusal: Refusal): Record<string, string> {
  return { ...plainError(refusal), error_description: textOf(refusal) };
}

function metadata(directory: Directory): Json {
  return {
    issuer: directory.issuer,
    authorization_endpoint: directory.endpoint('authorize'),
    token_endpoint: directory.endpoint('token'),
    userinfo_endpoint: directory.endpoint('userinfo'),
    jwks_uri: directory.endpoint('jwks'),
    end_session_endpoint: directory.endpoint('logout'),
    revocation_endpoint: directory.endpoint('revoke'),
    response_types_supported: [
      'code',
      'id_token',
      'code id_token',
      'code token',
      'id_token token',
      'code id_token token',
    ],
    response_modes_supported: okta.responseModes,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile', 'address', 'phone', 'offline_access', 'groups'],
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'none',
    ],
    claims_supported: [
      'iss',
      'ver',
      'sub',
      'aud',
      'iat',
      'exp',
      'jti',
      'auth_time',
      'amr',
      'idp',
      'nonce',
      'name',
      'email',
      'email_verified',
      'preferred_username',
      'at_hash',
    ],
    code_challenge_methods_supported: ['S256'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  };
}

function details(person: ClaimFacts['person'], scope: string[]): Json {
  const withProfile = scope.includes('profile');
  return present({
    ...profile(person, scope),
    ...email(person, scope),
    preferred_username: withProfile ? person.username : undefined,
    locale: withProfile ? 'en_US' : undefined,
    zoneinfo: withProfile ? 'America/Los_Angeles' : undefined,
    groups: scope.includes('groups') ? person.groups : undefined,
  });
}

function idToken({ grant, person, organization, issuer, now, accessToken }: ClaimFacts): Json {
  return present({
    sub: person.id,
    ...(organization.thinIdTokens ? {} : details(person, grant.scope)),
    ver: 1,
    iss: issuer,
    aud: grant.client.clientId,
    iat: now,
    exp: now + 3600,
    jti: `ID.${randomUUID()}`,
    acr: grant.acr,
    amr: grant.acr === undefined ? ['pwd'] : ['pwd', 'mfa'],
    idp: `00o${organization.id}`,
    nonce: grant.nonce,
    auth_time: grant.authTime,
    at_hash: atHash(accessToken),
    ...person.extraClaims,
  });
}
