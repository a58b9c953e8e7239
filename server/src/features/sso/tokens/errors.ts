/** What can go wrong between an application and the provider's tokens of its people. */
import { defineErrors } from '../../../kernel/errors/index.ts';

export const errors = defineErrors({
  'sso.token_storage_unsupported': {
    status: 400,
    message: 'The protocol of the SSO connector {id} knows no tokens that could be kept.',
    fix: 'Only OpenID Connect connectors have token storage.',
  },
  'sso.token_application_unfit': {
    status: 400,
    message: 'The application {applicationId} can not be given tokens of a provider.',
    fix: 'It has to exist, be your own (not third-party), and prove itself by a secret or a key.',
  },
  'sso.token_scope_missing': {
    status: 403,
    message: 'The access token lacks the scope {scope}.',
    fix: 'The application asks for it when it signs people in.',
  },
  'sso.token_not_permitted': {
    status: 403,
    message: 'This application may not have tokens of the SSO connector {id}.',
    fix: 'An administrator allows it at the connector: "Provider’s tokens" in the console, or tokenStorage.applications.',
  },
  'sso.token_unavailable': {
    status: 404,
    message: 'There is no token of the provider for this person ({reason}).',
    fix: 'Send the person through a sign-in by this connector again.',
  },
  'sso.token_provider_failed': {
    status: 503,
    message: 'The provider gave no new token: {title}',
    fix: 'Try again in a moment. The stored token stays.',
  },
  'sso.token_not_found': { status: 404, message: 'No token of a provider is stored under {id}.' },
});
