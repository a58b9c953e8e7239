/**
 * What a provider said in an attempt, kept sealed for a few days so that it can be judged again by the settings of
 * then (docs/decisions/flight-recorder.md). No interface gives it out; a code, an access token, a refresh token or a
 * secret never gets in.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type Sealer, sealContext } from '../../../kernel/crypto/index.ts';

/** Claims that were verified, or the answer itself. */
export const evidenceKinds = ['claims', 'response'] as const;

const evidenceSchema = z.object({
  kind: z.enum(evidenceKinds),
  /** The protocol's own: JSON. */
  said: z.unknown(),
  /** When it came, and when it was asked for, in milliseconds. */
  at: z.number(),
  startedAt: z.number(),
  maxAge: z.number().optional(),
});

export type Evidence = z.infer<typeof evidenceSchema>;

export interface Said extends Pick<Evidence, 'kind' | 'said'> {
  /** Whether it was proved to be the provider's. */
  verified: boolean;
}

/** As text in the database. Few have more than a few thousand bytes; strangers get less of our space. */
const mostCharacters = { verified: 512 * 1_024, unverified: 128 * 1_024 };
/** What we sealed ourselves; a bound all the same. */
const mostOpened = 4 * 1_024 * 1_024;

const context = (tenantId: string, reference: string) => sealContext(tenantId, 'sso_evidence', reference);

/** undefined: it is too large to be kept. */
export function sealEvidence(
  sealer: Sealer,
  { tenantId, reference }: { tenantId: string; reference: string },
  evidence: Evidence,
  verified: boolean,
): string | undefined {
  const text = deflateRawSync(JSON.stringify(evidence)).toString('base64');
  const sealed = sealer.seal(text, context(tenantId, reference));
  return sealed.length <= mostCharacters[verified ? 'verified' : 'unverified'] ? sealed : undefined;
}

/**
 * undefined when there is nothing to be read: the key that it was sealed with is gone, which a rotation does early, or
 * somebody has been at the row. Nobody is helped by an error.
 */
export function openEvidence(
  sealer: Sealer,
  { tenantId, reference }: { tenantId: string; reference: string },
  sealed: string,
): Evidence | undefined {
  try {
    const packed = Buffer.from(sealer.open(sealed, context(tenantId, reference)), 'base64');
    const text = inflateRawSync(packed, { maxOutputLength: mostOpened }).toString('utf8');
    return evidenceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
