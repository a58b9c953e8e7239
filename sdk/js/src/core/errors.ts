/** The one error class of the SDK: a code to branch on, a message for the log, a hint that says what to do. */

/** What a hint says unless the place that throws knows better. */
const hints = {
  not_authenticated: 'Nobody is signed in here. Send the person to signIn().',
  session_expired: 'The provider ended this session. Send the person to signIn() again.',
  no_refresh_token:
    'Ask for offline access (offlineAccess, prompt "consent") so that tokens can be renewed, or sign in again.',
  sign_in_not_found:
    'This sign-in was not started here, took more than an hour, or was used already. Start again with signIn().',
  state_mismatch: 'The callback carries no usable state. Start again with signIn().',
  issuer_mismatch: 'The answer comes from another provider than the one asked (mix-up). Start again.',
  id_token_invalid: 'Do not sign this person in. details.check says which check failed.',
  provider_error: 'The provider refused. details.error and details.error_description say why.',
  access_denied: 'The person or the provider declined. Offer to try again.',
  provider_unreachable:
    'Try again later. In a browser, also look whether the provider allows this origin (CORS).',
  provider_response_invalid: 'The provider broke the protocol. Look at details and at the provider’s log.',
  discovery_invalid:
    'Check endpoint or issuer: {issuer}/.well-known/openid-configuration must be a valid document of that issuer.',
  invalid_config: 'Correct the configuration.',
  invalid_redirect_uri:
    'Give the absolute address that is registered with the provider: https, or http on loopback.',
  invalid_return_to: 'Give a path on this site, beginning with a single slash.',
  userinfo_subject_mismatch: 'The user info tells of somebody else. Do not use it.',
  opaque_token: 'This access token cannot be read. Ask for the token of an API resource.',
  storage_error: 'The session could not be read or written. Look at cause.',
  unsupported: 'The provider or this SDK does not offer that.',
  token_missing: 'Send an access token: Authorization: Bearer …',
  token_invalid: 'Send a valid access token of this API’s provider. details.check says which check failed.',
  token_expired: 'Get a new access token.',
  insufficient_scope: 'Ask for the missing scopes, or give the person the permission.',
  wrong_audience: 'Ask for an access token for this API (resource).',
  wrong_organization: 'Ask for an access token of this organization.',
  api_error: 'details.code and details.status say what the management API refused.',
  conflict: 'Somebody changed or took it meanwhile. Read it again, then retry.',
  not_found: 'Check the id.',
  rate_limited: 'Wait, then retry.',
  cookie_secret_invalid: 'Give a random secret of at least 32 characters.',
} as const;

/** Every code a {@link GatehouseError} can carry. The Python SDK uses the same. */
export type GatehouseErrorCode = keyof typeof hints;

/** What else a {@link GatehouseError} can say. */
export interface GatehouseErrorOptions {
  /** What to do; a general hint for the code when absent. */
  hint?: string;
  /** Facts for programs: `check`, `claim`, `error`, `error_description`, `status`… Never a token or a secret. */
  details?: Record<string, unknown>;
  /** The error beneath. */
  cause?: unknown;
}

/** Every failure of the SDK. `code` is stable, `message` is for the log, `hint` says what to do. */
export class GatehouseError extends Error {
  override readonly name = 'GatehouseError';
  /** Stable, the same in every SDK. */
  readonly code: GatehouseErrorCode;
  /** What the reader can do about it. */
  readonly hint: string;
  /** Facts for programs, such as `check`: which check an ID token failed. */
  readonly details?: Record<string, unknown>;

  /**
   * @param code stable code
   * @param message what happened, for the log
   * @param options hint, details and cause
   */
  constructor(code: GatehouseErrorCode, message: string, options: GatehouseErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? hints[code];
    this.details = options.details;
  }
}
