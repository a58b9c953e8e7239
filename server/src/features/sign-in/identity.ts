/** An external identity that was verified a moment ago, and who that is here. */
import { z } from 'zod';
import type { AttemptState } from './attempt.ts';
import { type Evidence, ssoEvidence } from './evidence.ts';
import type { StepContext } from './step.ts';

const jsonObject = z.record(z.string(), z.json());

/** As it travels between two requests. */
export const identified = z.object({ identity: jsonObject, trace: jsonObject });
export type Identified = z.infer<typeof identified>;

/** What has been proved by coming back from a provider. */
export async function evidenceOf(
  { deps, tenant }: Pick<StepContext, 'deps' | 'tenant'>,
  userId: string,
  identity: Identified['identity'],
): Promise<Evidence> {
  const orLocal = await deps.sso.localStepUp(tenant, String(identity.connectorId));
  return ssoEvidence(userId, identity, orLocal);
}

/** Who the identity is here, as the state of the attempt. */
export async function resolve(context: StepContext, { identity, trace }: Identified): Promise<AttemptState> {
  const { deps, tenant, state } = context;
  const resolution = await deps.sso.resolveUser(tenant.db, tenant, identity as never, trace as never);
  const { remember, switching, identifier } = state;
  const connectorId = String(identity.connectorId);
  const stepUp = state.stepUp?.connectorId === connectorId ? state.stepUp : undefined;
  const base: AttemptState = { road: 'sso', remember, switching, identifier, ...(stepUp && { stepUp }) };
  switch (resolution.outcome) {
    case 'signed-in':
      return { ...base, evidence: await evidenceOf(context, resolution.user.id, identity) };
    case 'prove-local-account':
      return { ...base, link: { userId: resolution.user.id, connectorId, identity, trace } };
    case 'refused':
      throw resolution.error;
  }
}
