/** What an attempt has proved about the person, and what that is called in a token. */
import { z } from 'zod';

export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), userId: z.string() }),
  z.object({ kind: z.literal('email-code'), userId: z.string() }),
  z.object({
    kind: z.literal('sso'),
    userId: z.string(),
    connectorId: z.string(),
    upstreamSession: z.string().optional(),
    acr: z.string().optional(),
    amr: z.array(z.string()).optional(),
  }),
]);

export type Evidence = z.infer<typeof evidenceSchema>;

/** RFC 8176: how the person came in here, and what the provider says it did. */
export const methodsOf = (evidence: Evidence): string[] => [
  ...new Set([...methods[evidence.kind], ...(evidence.kind === 'sso' ? (evidence.amr ?? []) : [])]),
];

/** Of an external identity as it was handed over. */
export const ssoEvidence = (userId: string, identity: Readonly<Record<string, unknown>>): Evidence => ({
  kind: 'sso',
  userId,
  connectorId: String(identity.connectorId),
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
