/**
 * The second factor of Gatehouse's own in a sign-in: whether the person has one, and what must come before they may set
 * one up. Whoever holds somebody's session at their provider must not be able to add a factor of their own: a new one
 * needs a sign-in there that happened just now (docs/decisions/second-factor.md).
 */
import type { AttemptState } from './attempt.ts';
import type { StepContext } from './step.ts';

/** To the same provider once more. */
function again(
  state: AttemptState,
  connectorId: string,
  stepUp: Partial<AttemptState['stepUp']>,
): AttemptState {
  const { remember, switching, identifier, sso } = state;
  const known = state.stepUp?.connectorId === connectorId ? state.stepUp : {};
  return {
    road: 'sso',
    remember,
    switching,
    identifier,
    sso: {
      ...(sso?.email !== undefined && { email: sso.email }),
      connectorIds: [connectorId],
      chosen: connectorId,
    },
    stepUp: { ...known, ...stepUp, connectorId },
  };
}

/** The provider said that it can't sign the person in as strongly as it was asked. */
export const askedForLess = (state: AttemptState, connectorId: string): AttemptState =>
  again(state, connectorId, { unasked: true });

export async function beginFactor({ deps, tenant, state }: StepContext): Promise<AttemptState> {
  const { factor: _another, ...rest } = state;
  const evidence = state.evidence!;
  const { userId } = evidence;
  const { enrolled } = await deps.secondFactors.find(tenant.db, userId);
  if (enrolled) return { ...rest, factor: { userId, at: 'code' } };
  if (evidence.kind === 'sso' && !evidence.fresh) return again(state, evidence.connectorId, { fresh: true });
  return { ...rest, factor: { userId, at: 'enrol', pending: deps.secondFactors.begin(tenant, userId) } };
}
