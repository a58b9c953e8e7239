/** Says in the SDK's codes what oauth4webapi found wrong. */
import * as oauth from 'oauth4webapi';
import { GatehouseError, type GatehouseErrorCode } from './errors.ts';

/** Which check an ID token failed; `details.check` of `id_token_invalid`. */
export type IdTokenCheck =
  | 'signature'
  | 'algorithm'
  | 'issuer'
  | 'audience'
  | 'authorized_party'
  | 'expired'
  | 'issued_at'
  | 'nonce'
  | 'at_hash'
  | 'auth_time'
  | 'subject'
  | 'missing'
  | 'malformed';

type Cause = Record<string, unknown>;

const checkOfClaim: Record<string, IdTokenCheck> = {
  iss: 'issuer',
  aud: 'audience',
  azp: 'authorized_party',
  nonce: 'nonce',
  exp: 'expired',
  nbf: 'issued_at',
  auth_time: 'auth_time',
};

/** An ID token that is not to be trusted. */
export function idTokenInvalid(check: IdTokenCheck, claim?: string, cause?: unknown): GatehouseError {
  return new GatehouseError('id_token_invalid', `the ID token fails the check: ${check}`, {
    details: claim === undefined ? { check } : { check, claim },
    cause,
  });
}

/** An OAuth error answer (RFC 6749 sections 4.1.2.1 and 5.2). The texts come from outside: show them as text only. */
export function refusal(error: string, description?: unknown, status?: number): GatehouseError {
  const code: GatehouseErrorCode = error === 'access_denied' ? 'access_denied' : 'provider_error';
  const details: Cause = { error: printable(error, 100) };
  if (typeof description === 'string') details.error_description = printable(description, 500);
  if (status !== undefined) details.status = status;
  return new GatehouseError(code, `the provider answers ${details.error}`, { details });
}

/**
 * The typed error for whatever a request to the provider ended in.
 * @param error what was thrown
 * @param broken the code for answers that break the protocol
 */
export async function explain(
  error: unknown,
  broken: 'provider_response_invalid' | 'discovery_invalid' = 'provider_response_invalid',
): Promise<GatehouseError> {
  if (error instanceof GatehouseError) {
    if (error.code !== 'provider_response_invalid') return error;
    return new GatehouseError(broken, error.message, { details: error.details, cause: error.cause });
  }
  if (error instanceof oauth.ResponseBodyError) {
    return answered(error.status, error.error, error.error_description);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const body = (await error.response.json().catch(() => ({}))) as Cause;
    const said = error.cause[0]?.parameters.error ?? body.error;
    return answered(error.status, `${said ?? 'unauthorized'}`, body.error_description);
  }
  const { code, cause, message } = error as Error & { code?: string; cause?: unknown };
  if (cause instanceof Response) return unexpectedStatus(cause, broken, message);
  const check = failedCheck(code, message, (cause ?? {}) as Cause);
  if (check) return idTokenInvalid(check, (cause as Cause | undefined)?.claim as string | undefined);
  return new GatehouseError(broken, message, { details: { reason: code } });
}

function answered(status: number, error: string, description?: unknown): GatehouseError {
  return status === 429 ? unavailable(status) : refusal(error, description, status);
}

function unexpectedStatus(response: Response, broken: GatehouseErrorCode, message: string): GatehouseError {
  const { status } = response;
  if (status === 429 || status >= 500) return unavailable(status);
  return new GatehouseError(broken, message, { details: { status } });
}

function unavailable(status: number): GatehouseError {
  return new GatehouseError('provider_unreachable', `the provider answers ${status}`, {
    details: { status },
  });
}

/** Which check of the ID token oauth4webapi means, if any (OIDC Core section 3.1.3.7, RFC 7515 section 5.2). */
function failedCheck(code: string | undefined, message: string, cause: Cause): IdTokenCheck | undefined {
  if (code === oauth.JWT_CLAIM_COMPARISON || code === oauth.JWT_TIMESTAMP_CHECK) {
    // Several audiences and nobody said to be the authorized party: the claim is named aud, nothing is expected.
    if (cause.claim === 'aud' && !('expected' in cause)) return 'authorized_party';
    return checkOfClaim[cause.claim as string];
  }
  if (code === oauth.KEY_SELECTION || 'signature' in cause) return 'signature';
  if ('header' in cause) return 'reason' in cause ? 'algorithm' : 'signature';
  if ('alg' in cause) return 'algorithm';
  if (message.includes('"id_token"')) {
    return (cause.body as Cause | undefined)?.id_token === undefined ? 'missing' : 'malformed';
  }
  if (!/JWT|JWE|ID Token/.test(message)) return undefined;
  if (/claim missing/.test(message)) return message.includes('"nonce"') ? 'nonce' : 'missing';
  return 'malformed';
}

/** Text from outside, shortened, without what could disturb a log or a page. */
function printable(text: string, length: number): string {
  return text.replace(/[^\x20-\x7e\u00a0-\ud7ff]/g, '').slice(0, length);
}
