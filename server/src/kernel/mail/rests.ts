/**
 * A tenant's mail server that does not answer is left alone for a while: each mail that waits for it holds a place
 * that other tenants' mail needs. Known to this process only; other nodes find out for themselves.
 */
import type { Clock } from '../clock/index.ts';
import type { SendOutcome } from './smtp.ts';

const restMs = 60_000;
const silent = /^(ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|outbound\.timeout)/;

const resting: SendOutcome = { permanent: false, reason: 'resting', failure: {} };

export type Rests = ReturnType<typeof createRests>;

export function createRests() {
  const until = new Map<string, number>();
  return {
    /** @param key undefined: never left alone */
    async guard(
      key: string | undefined,
      clock: Clock,
      send: () => Promise<SendOutcome>,
    ): Promise<SendOutcome> {
      if (key === undefined) return send();
      if ((until.get(key) ?? 0) > clock.now().getTime()) return resting;
      const outcome = await send();
      if (outcome !== 'sent' && silent.test(outcome.reason)) until.set(key, clock.now().getTime() + restMs);
      else until.delete(key);
      return outcome;
    },
  };
}
