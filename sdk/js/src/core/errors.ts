/** The one error class of the SDK: a code to branch on, a message for the log, a hint that says what to do. */

/** What a hint says unless the place that throws knows better. Short: they are in every browser's bundle. */
const hints = {
  not_authenticated: 'Send the person to signIn().',
  session_expired: 'Send the person to signIn() again.',
  no_refresh_token: 'Ask for offline access with consent, or sign in again.',
  sign_in_not_found: 'Start again: it began elsewhere, took over an hour, or is used already.',
  state_mismatch: 'Start again.',
  issuer_mismatch: 'Start again. Another provider answered.',
  id_token_invalid: 'Do not sign this person in. See details.check.',
  provider_error: 'See details.',
  access_denied: 'Offer to try again.',
  provider_unreachable: 'Try again later. In a browser, check CORS at the provider.',
  provider_response_invalid: 'See details.',
  discovery_invalid: 'Check endpoint or issuer.',
  invalid_config: 'Correct the configuration.',
  invalid_redirect_uri: 'Give a registered address, https or on loopback.',
  invalid_return_to: 'Give a path that begins with a single slash.',
  userinfo_subject_mismatch: 'Do not use this user info.',
  opaque_token: 'Ask for a token of an API.',
  storage_error: 'See cause.',
  unsupported: 'Leave it out, or use another provider.',
  token_missing: 'Send an access token.',
  token_invalid: 'Send a valid access token.',
  token_expired: 'Get a new access token.',
  insufficient_scope: 'Ask for the missing scopes.',
  wrong_audience: 'Ask for a token of this API.',
  wrong_organization: 'Ask for a token of this organization.',
  cookie_secret_invalid: 'Give a random secret of at least 32 characters.',
};

/** What the management API answers; its part of the SDK gives the hints. */
type ManagementErrorCode = 'api_error' | 'conflict' | 'not_found' | 'rate_limited';

/** Every code a {@link GatehouseError} can carry. The Python SDK uses the same. */
export type GatehouseErrorCode = keyof typeof hints | ManagementErrorCode;

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
    this.hint = options.hint ?? (hints as Record<string, string>)[code] ?? 'See details.';
    this.details = options.details;
  }
}
