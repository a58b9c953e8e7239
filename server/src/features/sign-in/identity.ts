/** An external identity that was verified a moment ago, and who that is here. */
import { z } from 'zod';
import type { AttemptState } from './attempt.ts';
import { ssoEvidence } from './evidence.ts';
import type { StepContext } from './step.ts';

const jsonObject = z.record(z.string(), z.json());

/** As it travels between two requests. */
export const identified = z.object({ identity: jsonObject, trace: jsonObject });
export type Identified = z.infer<typeof identified>;

/** Who the identity is here, as the state of the attempt. */
export async function resolve(context: StepContext, { identity, trace }: Identified): Promise<AttemptState> {
  const { deps, tenant, state } = context;
  const resolution = await deps.sso.resolveUser(tenant.db, tenant, identity as never, trace as never);
  const { remember, switching, identifier } = state;
  const base: AttemptState = { road: 'sso', remember, switching, identifier };
  const connectorId = String(identity.connectorId);
  switch (resolution.outcome) {
    case 'signed-in':
      return { ...base, evidence: ssoEvidence(resolution.user.id, identity) };
    case 'prove-local-account':
      return { ...base, link: { userId: resolution.user.id, connectorId, identity, trace } };
    case 'refused':
      throw resolution.error;
  }
}
