/** Causes of OpenID Connect beyond the sign-in itself: client assertions, federated credentials. */
import type { CauseFacts } from './cause.ts';

export const oidcCauses = {
  'client.assertion_rejected': {
    side: 'gatehouse-config',
    status: 424,
    title: 'The identity provider does not accept the assertion that Gatehouse signed.',
    fix: 'Register the present key or certificate there, as the connection page shows it; after a rotation the next one.',
    setting: 'connection.credentials',
  },
  'client.assertion_time': {
    side: 'network',
    status: 424,
    title: 'The identity provider finds the signed assertion too old or not valid yet.',
    fix: 'Set this server’s clock; it differs from the provider’s by minutes.',
  },
  'client.assertion_algorithm': {
    side: 'idp',
    status: 424,
    title: 'The identity provider takes none of the algorithms that Gatehouse signs with.',
    fix: 'Allow RS256 or PS256 for client assertions there, or use a client secret.',
    setting: 'connection.clientAuthentication',
  },
  'client.federation_mismatch': {
    side: 'idp',
    status: 424,
    title: 'No federated credential at Entra ID fits this connector.',
    fix: 'Under Certificates & secrets, Federated credentials, enter issuer, subject and audience letter by letter as the connection page shows them. A new one takes some minutes to work.',
    setting: 'connection.credentials',
  },
  'client.federation_key': {
    side: 'network',
    status: 424,
    title: 'Entra ID does not find the key of the assertion in this issuer’s key set.',
    fix: 'Check that the issuer’s /.well-known/openid-configuration and its key set can be read from the internet. After the first set-up or a rotation, wait half an hour.',
    setting: 'connection.credentials',
  },
  'client.federation_unreachable': {
    side: 'gatehouse-config',
    status: 424,
    title: 'Entra ID can’t read this installation’s issuer.',
    fix: 'A federated credential needs an https address that the internet reaches. Use a certificate or a secret until there is one.',
    setting: 'connection.clientAuthentication',
  },

  'step_up.not_reached': {
    side: 'idp',
    status: 403,
    title: 'The application needs a stronger sign-in than the identity provider confirmed.',
    fix: 'Let the provider demand it: at Entra ID a Conditional Access policy for the authentication context, elsewhere a rule for the acr value. The connector’s authentication contexts name it.',
    setting: 'connection.authenticationContexts',
  },

  // Group overage: told in the trace; a sign-in fails by it only when roles depend on the groups.
  'groups.not_permitted': {
    side: 'idp',
    status: 424,
    title: 'Microsoft Graph does not let Gatehouse read the person’s groups, which the token left out.',
    fix: 'At App registrations, API permissions, add the delegated permission User.Read of Microsoft Graph and grant admin consent; then add User.Read to the connector’s extra scopes. Or let Entra put only the groups assigned to the application into the token.',
    setting: 'connection.extraScopes',
  },
  'groups.throttled': {
    side: 'idp',
    status: 424,
    title: 'Microsoft Graph is asked too often just now.',
    fix: 'Sign in again in a minute. To need Graph no more, let Entra put only the groups assigned to the application into the token.',
  },
  'groups.unreachable': {
    side: 'network',
    status: 424,
    title: 'Microsoft Graph does not answer.',
    fix: 'Try again in a moment. If it stays, check that this server may reach Microsoft Graph.',
  },
  'groups.bad_answer': {
    side: 'idp',
    status: 424,
    title: 'Microsoft Graph gave an answer about groups that cannot be used.',
    fix: 'Try again; the trace says what was seen.',
  },
  'groups.too_many': {
    side: 'idp',
    status: 424,
    title: 'The person is in more than 10,000 groups.',
    fix: 'Let Entra put only the groups assigned to the application into the token.',
  },
} as const satisfies Record<string, CauseFacts>;
