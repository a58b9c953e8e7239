/**
 * Brokered step-up: an application asks for a class of authentication (`acr_values`), the connector says what that is
 * called at its provider, the provider is asked for it, and its token has to say that it was reached. Words that the
 * connector doesn't know are only wishes, as OpenID Connect Core 1.0 section 3.1.2.1 has them.
 */
import { type StepUp, stepUpOf } from '../../../protocol/authentication-contexts.ts';
import type { Claims } from '../../../protocol/oidc-claims.ts';
import { SsoFailure } from '../errors.ts';
import type { Wishes } from '../protocol.ts';
import { isFresh, mayMeetLocally } from '../step-up.ts';
import type { Party } from './client.ts';

const isEntra = ({ rules }: Pick<Party, 'rules'>) => rules.identityKey === 'tid-oid';

/** What the provider is asked, and whether a second factor of our own may stand in. */
export function askedStepUp({ config }: Pick<Party, 'config'>, wishes: Pick<Wishes, 'acrValues'>) {
  const stepUp = stepUpOf(config.authenticationContexts, wishes.acrValues);
  return stepUp && { ...stepUp, orLocal: mayMeetLocally(config, wishes) };
}

/** Entra asks by a claim (Conditional Access authentication context), the others by the standard parameter. */
export function stepUpParameters(party: Pick<Party, 'rules'>, { upstream }: StepUp): Record<string, string> {
  if (!isEntra(party)) return { acr_values: upstream };
  return { claims: JSON.stringify({ id_token: { acrs: { essential: true, value: upstream } } }) };
}

/** A provider may ignore what it was asked: only what its token says counts. */
export function checkStepUp(party: Pick<Party, 'rules'>, claims: Claims, { upstream }: StepUp): void {
  const { acr, acrs } = claims;
  const reached = isEntra(party) ? Array.isArray(acrs) && acrs.includes(upstream) : acr === upstream;
  if (reached) return;
  const seen = isEntra(party) ? `acrs: ${Array.isArray(acrs) ? acrs.slice(0, 10).join(', ') : 'absent'}` : '';
  throw new SsoFailure('step_up.not_reached', seen || `acr: ${typeof acr === 'string' ? acr : 'absent'}`);
}

/** How the person proved who they are at the provider (RFC 8176), as far as it is said in plain words. */
const methodsOf = ({ amr }: Claims): string[] =>
  Array.isArray(amr)
    ? amr.filter((one): one is string => typeof one === 'string' && /^[\w.:-]{1,40}$/.test(one)).slice(0, 10)
    : [];

/** OpenID Connect Core 1.0 section 2: `auth_time`, where the provider gives it. */
const signedInAt = ({ auth_time: seconds }: Claims): Date | undefined =>
  typeof seconds === 'number' ? new Date(seconds * 1_000) : undefined;

/** How and how recently the person signed in there. */
export const howSignedIn = (claims: Claims, request: Parameters<typeof isFresh>[1]) => ({
  amr: methodsOf(claims),
  fresh: isFresh(signedInAt(claims), request),
});
