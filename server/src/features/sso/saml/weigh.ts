/**
 * What a response says about a person, rule by rule, as far as nothing is spent by it: a sign-in, a test and a look back
 * at an attempt judge alike.
 */
import { z } from 'zod';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { Judging } from '../protocol.ts';
import { receivedAttributes } from '../received-claims.ts';
import type { ExternalIdentity } from '../schema.ts';
import { isFresh, leftToLocal, reachedAcr } from '../step-up.ts';
import type { StoredConnector } from '../store.ts';
import { rule } from '../trace.ts';
import { claimsOf, identify } from './identity.ts';
import type { createJudge, Judged } from './judge.ts';
import { checkSamlStepUp, samlMethodsOf } from './step-up.ts';
import { type Attributes, attributesOf, nameIdOf } from './subject.ts';
import { clockSkewMs } from './verify.ts';

/** What a request keeps until its answer. */
export const secretsSchema = z.object({
  requestId: z.string(),
  stepUp: z
    .object({ wanted: z.string(), classes: z.array(z.string()), orLocal: z.boolean().default(false) })
    .optional(),
});

/** Nothing of it when the provider began. */
export interface Asked {
  requestId?: string | undefined;
  stepUp?: z.infer<typeof secretsSchema>['stepUp'];
  startedAt?: Date;
  maxAge?: number | undefined;
}

export interface Weighed extends Judged {
  identity: ExternalIdentity;
}

export async function weigh(
  judge: ReturnType<typeof createJudge>,
  { tenant, connector }: { tenant: Tenant; connector: StoredConnector },
  response: string,
  { requestId, stepUp, startedAt, maxAge }: Asked,
  judging: Judging,
): Promise<Weighed> {
  const { trace, watch } = judging;
  const answer = judge(tenant, connector, response, requestId, judging);
  const found = await answer.catch(leftToLocal(stepUp?.orLocal));
  const { party, metadata, judged } = found;
  if (startedAt && maxAge !== undefined) {
    const oldest = startedAt.getTime() - maxAge * 1_000 - clockSkewMs;
    await rule(trace, 'saml.freshness', () => {
      if (judged.authnInstant.getTime() < oldest)
        throw new SsoFailure('saml.stale_sign_in', `AuthnInstant: ${judged.authnInstant.toISOString()}`);
    });
  }
  const facts = { connector, ...party, issuer: metadata.entityId, judged, trace };
  const attributes = attributesOf(judged.assertion);
  watch?.(receivedAttributes(told(facts) ?? attributes));
  const acr = await reachedAcr(trace, party, stepUp, (one) => checkSamlStepUp(judged, attributes, one));
  const identity = await identify(facts);
  const amr = samlMethodsOf(judged, attributes);
  const fresh = startedAt !== undefined && isFresh(judged.authnInstant, { startedAt, maxAge });
  return { ...found, identity: { ...identity, amr, fresh, ...acr } };
}

/** Undefined without a NameID that can be used: the rule that looks at it says so, and not who watches. */
function told(facts: Parameters<typeof claimsOf>[0]): Attributes | undefined {
  try {
    return claimsOf(facts, nameIdOf(facts.judged.assertion)).claims;
  } catch (error) {
    if (error instanceof SsoFailure) return undefined;
    throw error;
  }
}
