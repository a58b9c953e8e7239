/** What happens when a provider refuses an assertion that stands for the client. */
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import type { Party } from './client.ts';

/**
 * A secret that is kept beside an assertion stands in when the provider refuses that one: a key set takes up to half
 * an hour to get around at Entra. A code is not spent by a client that could not prove itself (RFC 6749 section 5.2).
 */
export async function withFallBack<T extends object>(
  party: Party,
  redeem: (as: Party) => Promise<T>,
): Promise<T & { assertionRefused?: CauseCode }> {
  if (!party.assertion) return redeem(party);
  try {
    return await redeem(party);
  } catch (error) {
    const refused = refusedAssertion(error);
    if (!refused) throw error;
    if (!party.config.clientSecret) throw refused;
    const { assertion: _, ...others } = party;
    const config = { ...party.config, clientAuthentication: 'client_secret_post' as const };
    const redeemed = await redeem({ ...others, config });
    return { ...redeemed, assertionRefused: refused.causeCode };
  }
}

/** The same answer that means a wrong secret means a wrong assertion here. */
export function refusedAssertion(error: unknown): SsoFailure | undefined {
  if (!(error instanceof SsoFailure)) return undefined;
  if (error.causeCode === 'client.secret_wrong') {
    const refused = new SsoFailure('client.assertion_rejected', error.seen, { cause: error });
    refused.heard = error.heard;
    return refused;
  }
  return /^client\.(assertion|federation)_/.test(error.causeCode) ? error : undefined;
}
