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
  }),
]);

export type Evidence = z.infer<typeof evidenceSchema>;

/** Of an external identity as it was handed over. */
export const ssoEvidence = (userId: string, identity: Readonly<Record<string, unknown>>): Evidence => ({
  kind: 'sso',
  userId,
  connectorId: String(identity.connectorId),
  ...(typeof identity.upstreamSession === 'string' && { upstreamSession: identity.upstreamSession }),
});

/** Authentication Methods References (RFC 8176 section 2); what the IdP did is the IdP's to say. */
export const methods: Record<Evidence['kind'], string[]> = {
  password: ['pwd'],
  'email-code': ['otp'],
  sso: ['fed'],
};
