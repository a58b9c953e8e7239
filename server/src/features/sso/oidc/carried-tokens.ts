/** The provider's tokens of a sign-in, sealed at once: an attempt may keep the identity until the person has proved more. */
import { type Clock, systemClock } from '../../../kernel/clock/index.ts';
import { type IdentityKey, identityId } from '../../users/index.ts';
import type { CarriedTokens } from '../tokens/schema.ts';
import type { TokenSealing } from '../tokens/sealing.ts';
import type { Party, Redeemed } from './client.ts';
import { scopesOf } from './round-trip.ts';

export function createCarrier({ sealing, clock = systemClock }: { sealing: TokenSealing; clock?: Clock }) {
  return (
    tenantId: string,
    party: Party,
    owner: IdentityKey,
    { tokens, metadata }: Redeemed,
  ): { tokens?: CarriedTokens } => {
    if (!party.storedScopes || !tokens) return {};
    const { scope, expiresIn } = tokens;
    const carried = {
      ...sealing.sealTokens(tenantId, identityId(owner), tokens),
      // RFC 6749 section 5.1: who says nothing has granted what was asked for.
      scope: scope || scopesOf(party, metadata).join(' '),
      ...(expiresIn !== undefined && { expiresAt: clock.now().getTime() + expiresIn * 1_000 }),
    };
    return { tokens: carried };
  };
}
