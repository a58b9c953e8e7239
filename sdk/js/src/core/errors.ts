/** The one error class of the SDK: a code to branch on, a message for the log, a hint that says what to do. */

/** What a hint says unless the place that throws knows better. */
const hints = {
  not_authenticated: 'Send the person to signIn().',
  session_expired: 'Send the person to signIn() again.',
  no_refresh_token: 'Ask for offline access (prompt must contain consent), or sign in again.',
  sign_in_not_found: 'This sign-in began elsewhere, more than an hour ago, or is used already: start again.',
  state_mismatch: 'Start again with signIn().',
  issuer_mismatch: 'Start again. If it stays: another provider answers than the one that was asked.',
  id_token_invalid: 'Do not sign this person in. details.check says what is wrong.',
  provider_error: 'details.error and error_description say why.',
  access_denied: 'Offer to try again.',
  provider_unreachable: 'Try again later. In a browser, check that the provider allows this origin (CORS).',
  provider_response_invalid: 'Look at the provider’s log.',
  discovery_invalid: 'Check endpoint or issuer: its /.well-known/openid-configuration must be its own.',
  invalid_config: 'Correct the configuration.',
  invalid_redirect_uri: 'Give the registered absolute address: https, or http on loopback.',
  invalid_return_to: 'Give a path on this site, beginning with a single slash.',
  userinfo_subject_mismatch: 'Do not use this user info.',
  opaque_token: 'Ask for the token of an API resource.',
  storage_error: 'Look at cause.',
  unsupported: 'Leave it out, or use another provider.',
  token_missing: 'Send an access token: Authorization: Bearer …',
  token_invalid: 'Send an access token of this API’s provider.',
  token_expired: 'Get a new access token.',
  insufficient_scope: 'Ask for the missing scopes, or give the person the permission.',
  wrong_audience: 'Ask for an access token for this API (resource).',
  wrong_organization: 'Ask for an access token of this organization.',
  api_error: 'details.code and details.status say what was refused.',
  conflict: 'Read it again, then retry.',
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
