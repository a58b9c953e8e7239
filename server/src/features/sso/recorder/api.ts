/** Routes of the flight recorder: looking for attempts, and reading one. */
import { z } from 'zod';
import { text, timestamp, timestampInput } from '../../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../../kernel/http/index.ts';
import { parseGivenEmail } from '../../../protocol/identifiers.ts';
import type { Tenant } from '../../tenants/index.ts';
import { causeOut, causeToOut } from '../api-causes.ts';
import { sides } from '../cause.ts';
import { type CauseCode, causes } from '../causes.ts';
import { errors } from '../errors.ts';
import type { StoredTrace } from '../store-attempts.ts';
import { causeCodeSchema, stepOut } from '../trace.ts';
import { evidenceKinds } from './evidence.ts';
import type { RecorderFace } from './face.ts';
import { maxCounted } from './store-search.ts';

const tag = 'Enterprise SSO';
const permission = 'sso-connectors:read';

const outcome = z.enum(['started', 'succeeded', 'failed']);

const attemptOut = z
  .object({
    reference: z.string().describe('The code on the error page.'),
    connectorId: z.string(),
    applicationId: z.string().nullable(),
    userId: z.string().nullable(),
    email: z.string().nullable().describe('Shortened.'),
    outcome,
    cause: causeOut.nullable(),
    steps: z.array(stepOut),
    claims: z
      .unknown()
      .describe('The names of the claims that came, and the few values that settle a dispute.'),
    startedAt: timestamp,
    finishedAt: timestamp.nullable(),
    durationMs: z
      .int()
      .nullable()
      .describe(
        'From start to end, what the person took at the provider included; null while it is under way.',
      ),
  })
  .meta({ id: 'SsoAttempt' });

const attemptDetailOut = attemptOut
  .extend({
    replayable: z.boolean().describe('Whether it can be judged again by the present settings.'),
    replayUntil: timestamp.nullable().describe('When what was kept of it goes.'),
  })
  .meta({ id: 'SsoAttemptDetail' });

const replayOut = z
  .object({
    outcome: z.enum(['pass', 'fail']),
    cause: causeOut.nullable(),
    evidence: z
      .enum([...evidenceKinds, 'none'])
      .describe(
        'What was judged: verified claims, the answer as it came, or, of an attempt that never got an answer, nothing but the connection.',
      ),
    steps: z.array(stepOut),
    notRepeated: z
      .array(z.object({ rule: z.string(), why: z.string() }))
      .describe('What a replay can not do again, and why.'),
    connectionChangedSince: z.boolean(),
  })
  .meta({ id: 'SsoAttemptReplay' });

/** An attempt that failed as it began is written once, when it is over: then its steps know how long it took. */
function durationOf({ startedAt, finishedAt, steps }: StoredTrace): number | null {
  if (!finishedAt) return null;
  const ends = steps.map(({ atMs = 0, durationMs = 0 }) => atMs + durationMs);
  return Math.max(finishedAt.getTime() - startedAt.getTime(), ...ends);
}

const attemptToOut = (trace: StoredTrace): z.input<typeof attemptOut> => ({
  ...trace,
  cause: causeToOut(trace.cause),
  durationMs: durationOf(trace),
});

const id = text(64).optional();

const email = z
  .string()
  .max(320)
  .transform((given, context) => {
    const parsed = parseGivenEmail(given);
    if (!parsed) context.addIssue({ code: 'custom', message: 'must be an email address' });
    return parsed?.key ?? '';
  });

const filterSchema = z.strictObject({
  reference: text(40).optional().describe('The code on the error page.'),
  email: email
    .optional()
    .describe(
      'The whole address: what the person typed, or what the provider said. It is not stored itself.',
    ),
  connectorId: id,
  applicationId: id,
  userId: id,
  cause: causeCodeSchema.optional(),
  side: z.enum(sides).optional().describe('Who can put it right.'),
  outcome: outcome.optional(),
  since: timestampInput.optional().describe('Started at or after this time.'),
  until: timestampInput.optional().describe('Started before this time.'),
});

/** A side is its causes; beside a cause it must be that cause's. */
function causesOf({ cause, side }: z.output<typeof filterSchema>): CauseCode[] | undefined {
  if (cause === undefined && side === undefined) return undefined;
  const codes = cause === undefined ? (Object.keys(causes) as CauseCode[]) : [cause];
  return codes.filter((code) => side === undefined || causes[code].side === side);
}

const referenceOf = (given: string) => given.trim().toUpperCase();

export function attemptRoutes(recorder: RecorderFace): Route[] {
  return [
    defineListRoute({
      path: '/sso-attempts',
      tag,
      summary: 'List and search SSO attempts, newest first',
      description: `Total-Number counts no further than ${maxCounted}: narrow the time to see more.`,
      permission,
      query: filterSchema,
      item: attemptOut,
      errors: [],
      async handler({ db, query, page }) {
        const { reference, email: address, cause: _, side: __, ...rest } = query;
        const { traces, total } = await recorder.search(db, {
          ...rest,
          ...page,
          reference: reference && referenceOf(reference),
          address,
          causes: causesOf(query),
        });
        return { items: traces.map(attemptToOut), total };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sso-attempts/:reference',
      tag,
      summary: 'Get an SSO attempt by the reference on the error page',
      permission,
      response: attemptDetailOut,
      errors: ['sso.attempt_not_found'],
      async handler({ tenant, db, params }) {
        const reference = referenceOf(params.reference);
        const trace = await recorder.find(db, reference);
        if (!trace) throw errors['sso.attempt_not_found']({ reference });
        const replayUntil = (await recorder.replayableUntil(tenant as Tenant, trace)) ?? null;
        return { ...attemptToOut(trace), replayable: replayUntil !== null, replayUntil };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/sso-attempts/:reference/replay',
      tag,
      summary: 'Judge an SSO attempt again by the present settings: would it pass now?',
      description:
        'Nobody is signed in, nothing is used up or changed. What was kept of the attempt is judged with the clock of then; the provider is looked at as it is now.',
      permission: 'sso-connectors:write',
      response: replayOut,
      errors: [
        'sso.attempt_not_found',
        'sso.attempt_not_replayable',
        'sso.attempt_undecided',
        'sso.connector_not_found',
        'request.rate_limited',
      ],
      async handler({ tenant, params, actor, c }) {
        const caller = { account: `${actor.type} ${actor.id}`, address: c.get('address') };
        const { cause, ...replay } = await recorder.replay(
          tenant as Tenant,
          referenceOf(params.reference),
          caller,
        );
        return { ...replay, cause: causeToOut(cause) };
      },
    }),
  ];
}
