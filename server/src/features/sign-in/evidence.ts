/** What an attempt has proved about the person, and what that is called in a token. */
import { z } from 'zod';
import { localContext } from '../../protocol/authentication-contexts.ts';

export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), userId: z.string() }),
  z.object({ kind: z.literal('email-code'), userId: z.string() }),
  z.object({
    kind: z.literal('sso'),
    userId: z.string(),
    connectorId: z.string(),
    upstreamSession: z.string().optional(),
    acr: z.string().optional(),
    /** What the provider did not confirm, a second factor of our own may. */
    orLocal: z.boolean().optional(),
    /** Signed in at the provider just now, as far as it says. */
    fresh: z.boolean().optional(),
    amr: z.array(z.string()).optional(),
  }),
]);

export type Evidence = z.infer<typeof evidenceSchema>;

/** RFC 8176: how the person came in here, and what the provider says it did. */
const methodsOf = (evidence: Evidence): string[] => [
  ...methods[evidence.kind],
  ...(evidence.kind === 'sso' ? (evidence.amr ?? []) : []),
];

/** What tokens say of the sign-in: the class that was reached, by the provider or by our own factor, and how. */
export function reachedBy(
  { factor }: { factor?: { userId: string; at: string } },
  evidence: Evidence,
): { methods: string[]; acr?: string } {
  const proved = factor?.userId === evidence.userId && factor.at === 'done';
  const methods = [...methodsOf(evidence), ...(proved ? ['otp', 'mfa'] : [])];
  const acr = evidence.kind === 'sso' && evidence.acr !== undefined ? evidence.acr : undefined;
  const reached = acr ?? (proved ? localContext : undefined);
  return { methods: [...new Set(methods)], ...(reached !== undefined && { acr: reached }) };
}

/** Of an external identity as it was handed over. */
export const ssoEvidence = (
  userId: string,
  identity: Readonly<Record<string, unknown>>,
  orLocal: boolean,
): Evidence => ({
  kind: 'sso',
  userId,
  connectorId: String(identity.connectorId),
  orLocal,
  fresh: identity.fresh === true,
  ...(typeof identity.upstreamSession === 'string' && { upstreamSession: identity.upstreamSession }),
  ...(typeof identity.acr === 'string' && { acr: identity.acr }),
  ...(Array.isArray(identity.amr) && { amr: identity.amr.map(String) }),
});

/** Authentication Methods References (RFC 8176 section 2); what the IdP did is the IdP's to say. */
export const methods: Record<Evidence['kind'], string[]> = {
  password: ['pwd'],
  'email-code': ['otp'],
  sso: ['fed'],
};
