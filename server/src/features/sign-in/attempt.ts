/**
 * The typed view of an attempt's state, which the protocol side keeps without looking into it. A state written
 * by another version that no longer fits reads as empty: the person starts over on the first page, no error.
 */
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';

/** Which way the person is going; a form that is submitted decides, a link that is followed doesn't. */
export const roads = ['sign-in', 'register', 'forgot-password', 'sso'] as const;
export type Road = (typeof roads)[number];

const problemSchema = z.object({
  /** The step whose page shows it. */
  step: z.string(),
  /** The field it belongs to; absent for the whole form. */
  field: z.string().optional(),
  /** A key of the language files below `problem.`. */
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const jsonObject = z.record(z.string(), z.json());

const stateSchema = z.object({
  road: z.enum(roads).optional(),
  /** What was typed into the first field, as typed. */
  identifier: z.string().optional(),
  remember: z.boolean().optional(),
  sso: z
    .object({
      email: z.string().optional(),
      connectorIds: z.array(z.string()),
      /** The one to go to now. */
      chosen: z.string().optional(),
      /** The person came by a way that the organization does not allow. */
      required: z.boolean().optional(),
      /** It is offered, not enforced: the person may choose another way. */
      optional: z.boolean().optional(),
    })
    .optional(),
  code: z
    .object({
      id: z.string(),
      purpose: z.enum(['sign-in', 'register', 'reset-password']),
      /** What was typed: the code is for whoever that is. */
      identifier: z.string(),
      sentAgain: z.boolean().optional(),
      /** How long until another may be sent, as of when this one was. */
      nextInSeconds: z.number().optional(),
      proved: z.boolean().optional(),
    })
    .optional(),
  registration: z.object({ email: z.string().optional(), username: z.string().optional() }).optional(),
  /** An SSO identity that waits for the proof of a local account. */
  link: z
    .object({ userId: z.string(), connectorId: z.string(), identity: jsonObject, trace: jsonObject })
    .optional(),
  evidence: evidenceSchema.optional(),
  /** How the provider is to be asked once more, and why. */
  stepUp: z
    .object({
      connectorId: z.string(),
      /** The person must sign in there now: they are about to set up a second factor here. */
      fresh: z.boolean().optional(),
      /** It can't do what the application asks, so it is no longer asked for it. */
      unasked: z.boolean().optional(),
    })
    .optional(),
  /** The second factor of Gatehouse's own, and how far the person of the evidence has come with it. */
  factor: z
    .object({
      userId: z.string(),
      at: z.enum(['code', 'enrol', 'codes', 'done']),
      /** The secret until it is confirmed, sealed. */
      pending: z.string().optional(),
      /** Recovery codes until they have been seen, sealed. */
      codes: z.string().optional(),
    })
    .optional(),
  /** The person said yes to taking over from the one who is signed in. */
  switching: z.boolean().optional(),
  problem: problemSchema.optional(),
});

export type AttemptState = z.infer<typeof stateSchema>;
export type Problem = z.infer<typeof problemSchema>;

export function readState(state: unknown): AttemptState {
  return stateSchema.safeParse(state).data ?? {};
}
