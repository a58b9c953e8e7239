/** A second factor as the management API tells it: never its secret. */
import { z } from 'zod';

export const secondFactorSchema = z
  .object({
    enrolled: z.boolean(),
    kind: z.enum(['totp']).nullable().describe('`totp`: codes of an authenticator app (RFC 6238).'),
    enrolledAt: z.date().nullable(),
    lastUsedAt: z.date().nullable(),
    recoveryCodesLeft: z.number().int().describe('Of ten, each good once.'),
  })
  .meta({ id: 'SecondFactor' });

export type SecondFactor = z.infer<typeof secondFactorSchema>;
