/** Why a sign-in fails when the code is redeemed and the tokens are read. */
import { type CauseFacts, cause } from './cause.ts';

export const tokenCauses = {
  // Redeeming the code.
  'client.secret_wrong': cause(
    'gatehouse-config',
    424,
    'The identity provider does not accept the client secret.',
    'Copy the secret’s value (in Entra ID not the secret’s id) into the connector.',
    'connection.clientSecret',
  ),
  'client.secret_expired': cause(
    'gatehouse-config',
    424,
    'The client secret has expired.',
    'Make a new secret at the identity provider and put it into the connector.',
    'connection.clientSecret',
  ),
  'client.unknown': cause(
    'gatehouse-config',
    424,
    'The identity provider does not know the client id.',
    'Copy the client id again and check that the application exists in this organization of the provider.',
    'connection.clientId',
  ),
  'client.not_multi_tenant': cause(
    'idp',
    424,
    'The application at the identity provider is for a single tenant.',
    'Use the issuer of that tenant, or make the application multi-tenant.',
    'connection.issuer',
  ),
  'client.redirect_uri': cause(
    'idp',
    424,
    'The redirect address is not registered at the identity provider.',
    'Register the connector’s redirect address there, letter by letter.',
    'connection.values',
  ),
  'token.code_rejected': cause(
    'user',
    400,
    'The identity provider no longer accepts its own code.',
    'Start again: codes are good once and for a few minutes.',
  ),
  'token.refused': cause(
    'idp',
    424,
    'The identity provider refused to hand out the tokens.',
    'The trace shows what it said.',
  ),

  // The ID token (OpenID Connect Core 1.0 section 3.1.3.7).
  'id_token.missing': cause(
    'idp',
    424,
    'The identity provider sent no ID token.',
    'Allow the scope openid for the application.',
  ),
  'id_token.malformed': cause(
    'idp',
    424,
    'The ID token cannot be read.',
    'Look at the provider: the token is no valid JWT.',
  ),
  'id_token.algorithm': cause(
    'idp',
    424,
    'The ID token is signed in a way that is not accepted.',
    'Let the provider sign with RS256 or ES256; unsigned tokens are never accepted.',
  ),
  'id_token.expired': cause(
    'idp',
    424,
    'The ID token is too old: expired, or issued long before this sign-in.',
    'Check the clocks of this server and of the provider.',
  ),
  'id_token.not_yet_valid': cause(
    'idp',
    424,
    'The ID token lies in the future.',
    'Check the clocks of this server and of the provider.',
  ),
  'id_token.claim_missing': cause(
    'idp',
    424,
    'The ID token lacks a claim that every ID token must have.',
    'The trace names the claim.',
  ),
  'id_token.wrong_issuer': cause(
    'idp',
    424,
    'The ID token comes from another issuer.',
    'Check the issuer of the connector.',
    'connection.issuer',
  ),
  'id_token.wrong_audience': cause(
    'idp',
    424,
    'The ID token is meant for another application.',
    'Check the client id of the connector.',
    'connection.clientId',
  ),
  'id_token.wrong_party': cause(
    'idp',
    424,
    'The ID token was issued to another application.',
    'Check the client id of the connector.',
    'connection.clientId',
  ),
  'id_token.wrong_nonce': cause(
    'idp',
    424,
    'The ID token belongs to another sign-in.',
    'Start again. If it stays, the provider does not return the nonce.',
  ),
  'id_token.wrong_access_token': cause(
    'idp',
    424,
    'The ID token and the access token do not belong together.',
    'Start again. If it stays, look at what sits between this server and the provider.',
  ),
  'id_token.stale_sign_in': cause(
    'user',
    403,
    'The application asks for a more recent sign-in than the identity provider offers.',
    'Sign out at the identity provider and start again.',
  ),
  'id_token.unknown_key': cause(
    'idp',
    424,
    'The ID token is signed with a key that the identity provider does not publish.',
    'Check the provider’s key set; Entra applications with a key of their own need it in the issuer’s configuration.',
  ),
  'id_token.bad_signature': cause(
    'idp',
    424,
    'The signature of the ID token is wrong.',
    'Nobody should be signed in by this token. Check what sits between this server and the provider.',
  ),

  // Userinfo.
  'userinfo.failed': cause(
    'idp',
    424,
    'The identity provider does not hand out the profile.',
    'Allow the scopes profile and email for the application.',
  ),
  'userinfo.wrong_subject': cause(
    'idp',
    424,
    'The profile belongs to another person than the ID token.',
    'Nobody should be signed in by this. Look at the provider’s userinfo endpoint (OpenID Connect Core section 5.3.2).',
  ),
} as const satisfies Record<string, CauseFacts>;
