/**
 * What both protocols share of brokered step-up: whether a second factor of our own may stand in for the provider's,
 * and how fresh the person's sign-in there is.
 */
import { asksForLocal } from '../../protocol/authentication-contexts.ts';
import { SsoFailure } from './errors.ts';
import { pass, rule, type SsoTrace, skip } from './trace.ts';

/** Only the provider's word counts, or a second factor of Gatehouse's own where the provider gives none. */
export const stepUpPolicies = ['provider', 'provider-or-local'] as const;
export type StepUpPolicy = (typeof stepUpPolicies)[number];

/** Never for a word that means more than "several factors". */
export const mayMeetLocally = (
  { stepUp }: { stepUp?: StepUpPolicy },
  { acrValues }: { acrValues?: string },
): boolean => stepUp === 'provider-or-local' && asksForLocal((acrValues ?? '').split(' '));

async function confirmed(trace: SsoTrace, orLocal: boolean, check: () => void): Promise<boolean> {
  if (!orLocal) {
    await rule(trace, 'step_up', check);
    return true;
  }
  try {
    check();
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    skip(
      trace,
      'step_up',
      `${error.seen}: the provider did not confirm it. Gatehouse asks for its own factor.`,
    );
    return false;
  }
  pass(trace, 'step_up');
  return true;
}

/** The application's word, if the provider confirmed it. Throws where nothing else may stand in. */
export async function reachedAcr<Asked extends { wanted: string; orLocal: boolean }>(
  trace: SsoTrace,
  { config }: { config: { stepUp?: StepUpPolicy } },
  asked: Asked | undefined,
  check: (asked: Asked) => void,
): Promise<{ acr?: string }> {
  // As it was when it was asked, and still is.
  const orLocal = asked?.orLocal === true && config.stepUp === 'provider-or-local';
  const reached = asked && (await confirmed(trace, orLocal, () => check(asked)));
  return reached ? { acr: asked.wanted } : {};
}

/** The provider can't sign the person in as asked, and need not: it may be asked again for less. */
export class LeftToLocalFactor extends SsoFailure {
  constructor({ causeCode, seen }: SsoFailure) {
    super(causeCode, seen);
  }
}

/** The provider's own word for it, by either protocol. */
const unable: readonly string[] = ['saml.authn_context', 'step_up.not_reached'];

/** Such a provider may be asked for less, where a second factor of our own may stand in. */
export const leftToLocal =
  (orLocal = false) =>
  (error: unknown): never => {
    const left = orLocal && error instanceof SsoFailure && unable.includes(error.causeCode);
    throw left ? new LeftToLocalFactor(error) : error;
  };

const freshMs = 5 * 60_000;
const skewMs = 60_000;

/**
 * Whether the person signed in at the provider for this round trip, or just before it. What the provider says of the
 * time counts; one that says nothing must have been asked for a fresh sign-in.
 */
export function isFresh(
  signedInAt: Date | undefined,
  { startedAt, maxAge }: { startedAt: Date; maxAge?: number | undefined },
): boolean {
  if (!signedInAt) return maxAge === 0;
  return signedInAt.getTime() >= startedAt.getTime() - freshMs - skewMs;
}
