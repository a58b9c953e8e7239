/**
 * Why an enterprise sign-in fails: each cause in plain words, whose side it is on and how to fix it. The
 * error page, the trace, the management API and the tests all read this one list.
 */

import { type CauseFacts, cause } from './cause.ts';
import { mappingCauses } from './causes-mapping.ts';
import { oidcCauses } from './causes-oidc.ts';
import { samlCauses } from './causes-saml.ts';
import { tokenCauses } from './causes-token.ts';

export { type CauseFacts, type Setting, type Side, settings, sides } from './cause.ts';

export const causes = {
  ...oidcCauses,
  // The connector itself.
  'connector.unknown': cause(
    'user',
    404,
    'There is no such SSO connector.',
    'Start again at the application.',
  ),
  'connector.disabled': cause(
    'gatehouse-config',
    403,
    'This SSO connector is switched off.',
    'An administrator can enable it again.',
    'life',
  ),
  'connector.switched_off': cause(
    'gatehouse-config',
    403,
    'Single sign-on is switched off here.',
    'An administrator can switch it on in the sign-in experience.',
    'sign-in-experience',
  ),

  // Reaching the identity provider.
  'idp.unreachable': cause(
    'network',
    424,
    'The identity provider does not answer.',
    'Try again in a moment. If it stays, check that the provider is up and that this server may reach it.',
    'connection.issuer',
  ),
  'idp.address_refused': cause(
    'gatehouse-config',
    424,
    'The address of the identity provider is in a network that this server does not call.',
    'Correct the issuer, or let the operator allow the address for outbound calls.',
    'connection.issuer',
  ),
  'idp.bad_answer': cause(
    'idp',
    424,
    'The identity provider gave an answer that cannot be used.',
    'Look at the provider: its answer was no valid OpenID Connect answer.',
  ),
  'discovery.not_found': cause(
    'gatehouse-config',
    424,
    'There is no OpenID configuration at the issuer.',
    'Check the issuer. For Entra ID it ends in /v2.0, for Okta it is the whole address of the authorization server.',
    'connection.issuer',
  ),
  'discovery.invalid': cause(
    'idp',
    424,
    'The OpenID configuration of the identity provider is not valid.',
    'Open the issuer with /.well-known/openid-configuration behind it and compare it with the provider’s documentation.',
    'connection.issuer',
  ),
  'discovery.issuer_mismatch': cause(
    'gatehouse-config',
    424,
    'The identity provider calls itself by another issuer than the one configured.',
    'Put the issuer that its OpenID configuration names into the connector.',
    'connection.issuer',
  ),
  'discovery.insecure': cause(
    'gatehouse-config',
    424,
    'The issuer is an http address.',
    'Use the https address of the identity provider.',
    'connection.issuer',
  ),

  // Coming back.
  'callback.malformed': cause(
    'user',
    400,
    'The identity provider’s answer is incomplete.',
    'Start again at the application. A tile in the provider’s portal does not work yet: start at the application.',
  ),
  'callback.unknown': cause(
    'user',
    400,
    'This sign-in is not known here.',
    'Start again at the application.',
  ),
  'callback.expired': cause(
    'user',
    400,
    'This sign-in took longer than ten minutes.',
    'Start again at the application.',
  ),
  'callback.replayed': cause(
    'user',
    400,
    'This sign-in was finished before.',
    'Go back to the application; if you are not signed in, start again there.',
  ),
  'callback.other_browser': cause(
    'user',
    400,
    'This sign-in was started in another browser, or the browser keeps no cookies.',
    'Start again in this browser and allow cookies for this site.',
  ),
  'callback.wrong_connector': cause(
    'idp',
    400,
    'The answer came back to the address of another connector.',
    'Register the redirect address of this connector at the identity provider, not that of another.',
    'connection.values',
  ),
  'callback.wrong_issuer': cause(
    'idp',
    400,
    'The answer names another identity provider than the one that was asked.',
    'Start again. If it stays, check the issuer of the connector (RFC 9207).',
    'connection.issuer',
  ),

  // What the identity provider says instead of a code.
  'idp.access_denied': cause(
    'user',
    403,
    'The sign-in was cancelled or declined at the identity provider.',
    'Start again and accept at the identity provider.',
  ),
  'idp.user_not_assigned': cause(
    'idp',
    403,
    'The account is not assigned to this application at the identity provider.',
    'The provider’s administrator can assign the person, or a group of theirs, to the application.',
  ),
  'idp.interaction_required': cause(
    'user',
    403,
    'The identity provider needs the person to sign in there first.',
    'Start again without a silent sign-in.',
  ),
  'idp.consent_required': cause(
    'idp',
    403,
    'The application has not been consented to at the identity provider.',
    'The provider’s administrator can grant consent for the whole organization.',
  ),
  'idp.policy': cause(
    'idp',
    403,
    'A policy of the identity provider blocks this sign-in.',
    'The provider’s administrator finds the reason in its sign-in log (Conditional Access in Entra ID).',
  ),
  'idp.refused': cause(
    'idp',
    424,
    'The identity provider answered with an error.',
    'The trace shows what it said; its administrator finds more in its own log.',
  ),

  ...tokenCauses,

  // Who it is.
  'identity.incomplete': cause(
    'idp',
    424,
    'The identity provider does not say who the person is.',
    'Allow the scope profile; Entra ID must send the claims tid and oid.',
  ),
  'entra.tenant_not_allowed': cause(
    'gatehouse-config',
    403,
    'The account belongs to an Entra tenant that this connector does not accept.',
    'Sign in with an account of the right organization, or add its tenant id to the connector.',
    'connection.allowedTenants',
  ),
  'google.hosted_domain': cause(
    'user',
    403,
    'The Google account does not belong to a Workspace of this connector.',
    'Choose the account of your organization, or add the Workspace’s primary domain to the connector.',
    'connection.hostedDomains',
  ),
  'email.missing': cause(
    'idp',
    403,
    'The identity provider sent no email address.',
    'Fill in the person’s mail address there and allow the scope email; in Entra ID add the optional claim email.',
    'mapping',
  ),
  'email.unverified': cause(
    'gatehouse-config',
    403,
    'Nothing shows that the email address belongs to the person.',
    'Prove the domain for this connector, or let the provider send email_verified (in Entra ID the optional claim xms_edov).',
    'domains',
  ),
  'email.outside_domains': cause(
    'gatehouse-config',
    403,
    'The email address is in a domain that this connector does not speak for.',
    'Sign in with an address of the organization, or add the domain to the connector.',
    'domains',
  ),
  'identity.other_person': cause(
    'gatehouse-config',
    403,
    'The account with this email address belongs to another person at the identity provider.',
    'If it is the same person with a new account there, an administrator can remove the old external identity from the user.',
    'user',
  ),

  // Tests of a connector.
  'test.unknown': cause(
    'user',
    404,
    'This test link is not known here, was used before, or is older than ten minutes.',
    'Start a new test.',
  ),
  'test.unopened': cause(
    'user',
    400,
    'The test link was not opened within ten minutes.',
    'Start a new test.',
  ),
  'test.no_return': cause(
    'idp',
    424,
    'The identity provider did not send the browser back within ten minutes.',
    'If it showed an error of its own, the client id or the redirect address is likely not registered there: compare both letter by letter.',
    'connection.values',
  ),
  'test.connector_changed': cause(
    'gatehouse-config',
    400,
    'The connector was changed while the test was under way.',
    'Start a new test.',
  ),

  ...mappingCauses,

  // Our side of the account.
  'user.suspended': cause(
    'user',
    403,
    'The account is suspended.',
    'An administrator can resume it.',
    'user',
  ),
  'user.proof_needed': cause(
    'user',
    403,
    'An account with this email address exists already.',
    'Sign in to it in the usual way once to connect the two.',
    'user',
  ),
  'user.conflict': cause('user', 400, 'The account changed while the sign-in was under way.', 'Start again.'),

  ...samlCauses,
} as const satisfies Record<string, CauseFacts>;

export type CauseCode = keyof typeof causes;
