/** Says in the SDK's codes what oauth4webapi found wrong with a token answer. The core itself does without it. */
import { ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { GatehouseError } from './errors.ts';
import { broken, type Json, refusal } from './http.ts';

/**
 * The typed error for whatever a request to the token endpoint ended in.
 * @param error what was thrown
 */
export async function explain(error: unknown): Promise<GatehouseError> {
  if (error instanceof GatehouseError) return error;
  if (error instanceof ResponseBodyError) return answered(error.status, error.error, error.error_description);
  if (error instanceof WWWAuthenticateChallengeError) {
    const body = (await error.response.json().catch(() => ({}))) as Json;
    const said = error.cause[0]?.parameters.error ?? body.error;
    return answered(error.status, `${said ?? 'unauthorized'}`, body.error_description);
  }
  const { cause, code, message } = error as Error & { code?: string };
  if (!(cause instanceof Response)) return broken(message, { reason: code });
  const { status } = cause;
  return status === 429 || status >= 500 ? unavailable(status) : broken(message, { status });
}

function answered(status: number, error: string, description?: unknown): GatehouseError {
  return status === 429 ? unavailable(status) : refusal(error, description, status);
}

function unavailable(status: number): GatehouseError {
  return new GatehouseError('provider_unreachable', `the provider answers ${status}`, {
    details: { status },
  });
}
