/**
 * The flight recorder: what each rule of one SSO attempt said. A trace is plain data, so that an attempt can
 * carry it through several requests; it is written twice, when the attempt starts and when it ends.
 */

import { z } from 'zod';
import { type Clock, systemClock } from '../../kernel/clock/index.ts';
import { newReferenceCode } from '../../kernel/ids/index.ts';
import { type CauseCode, type CauseFacts, causes, settings, sides } from './causes.ts';
import { SsoFailure } from './errors.ts';

export const causeCodeSchema = z.enum(Object.keys(causes) as [CauseCode, ...CauseCode[]]);

export const traceStepSchema = z.object({
  rule: z.string(),
  verdict: z.enum(['pass', 'fail', 'skip']),
  seen: z.string().optional().describe('Redacted: never a token, a code, a secret or a whole email address.'),
  cause: causeCodeSchema.optional(),
  explanation: z.string().optional(),
  side: z.enum(sides).optional(),
  fix: z.string().optional(),
  setting: z.enum(settings).optional().describe('Where to look first to set it right.'),
  atMs: z.int().optional().describe('When it began, counted from the start of the attempt.'),
  durationMs: z.int().optional().describe('What it took itself, calls to the provider included.'),
});

/** As the management API tells it. */
export const stepOut = traceStepSchema.meta({ id: 'SsoTraceStep' });

export const ssoTraceSchema = z.object({
  reference: z.string().describe('The code on the error page.'),
  connectorId: z.string(),
  attemptId: z.string().optional(),
  applicationId: z.string().optional(),
  address: z.string().optional().describe('What the provider said; written as a keyed hash only.'),
  steps: z.array(traceStepSchema).describe('Those not written yet.'),
  evidence: z
    .object({ sealed: z.string(), verified: z.boolean(), days: z.number() })
    .optional()
    .describe('What the provider said, sealed; written with the trace.'),
  startedAt: z.number().optional().describe('Milliseconds: what the times of the steps are counted from.'),
});

export type TraceStep = z.infer<typeof traceStepSchema>;
export type SsoTrace = z.infer<typeof ssoTraceSchema>;

/** Beside the traces, which travel between requests as plain data. */
const clocks = new WeakMap<SsoTrace, Clock>();

export function newTrace(
  facts: Pick<SsoTrace, 'connectorId' | 'attemptId' | 'applicationId'>,
  clock: Clock = systemClock,
): SsoTrace {
  const startedAt = clock.now().getTime();
  return withClock({ reference: newReferenceCode(), steps: [], startedAt, ...facts }, clock);
}

/** A trace that comes from another request goes on by this clock. */
export function withClock(trace: SsoTrace, clock: Clock): SsoTrace {
  clocks.set(trace, clock);
  return trace;
}

/** Milliseconds since the attempt began, whichever request it is in. The clocks of two nodes may differ a little. */
export function since(trace: SsoTrace): number {
  const now = (clocks.get(trace) ?? systemClock).now().getTime();
  return Math.max(0, now - (trace.startedAt ?? now));
}

const timed = (trace: SsoTrace, began: number) => ({
  atMs: began,
  durationMs: Math.max(0, since(trace) - began),
});

/** The attempt can be found by it, whatever becomes of it. */
export function noteAddress(trace: SsoTrace, address: string | undefined): void {
  if (address !== undefined && address.length <= 320) trace.address = address;
}

/** Long enough for a claim's value, too short for a token. */
const shown = (seen: string) => (seen.length > 160 ? `${seen.slice(0, 159)}…` : seen).replace(/\p{C}/gu, ' ');

/** `began`: when the rule was begun, by `since`; it took no time when that is left out. */
export function pass(trace: SsoTrace, rule: string, seen?: string, began = since(trace)): void {
  const times = timed(trace, began);
  trace.steps.push({ rule, verdict: 'pass', ...(seen !== undefined && { seen: shown(seen) }), ...times });
}

export function skip(trace: SsoTrace, rule: string, explanation: string, began = since(trace)): void {
  trace.steps.push({ rule, verdict: 'skip', explanation, ...timed(trace, began) });
}

export function fail(trace: SsoTrace, rule: string, failure: SsoFailure, began = since(trace)): void {
  explain(trace, rule, 'fail', failure, began);
}

/** A rule that says no without ending the attempt. */
export function forgive(trace: SsoTrace, rule: string, failure: SsoFailure, began = since(trace)): void {
  explain(trace, rule, 'skip', failure, began);
}

function explain(
  trace: SsoTrace,
  rule: string,
  verdict: 'fail' | 'skip',
  failure: SsoFailure,
  began: number,
): void {
  const { side, title, fix, setting }: CauseFacts = causes[failure.causeCode];
  trace.steps.push({
    rule,
    verdict,
    cause: failure.causeCode,
    explanation: title,
    side,
    fix,
    ...(setting && { setting }),
    ...(failure.seen !== undefined && { seen: shown(failure.seen) }),
    ...timed(trace, began),
  });
}

/** Runs one rule and records its verdict and how long it took; `seen` says what a passed rule looked at. */
export async function rule<T>(
  trace: SsoTrace,
  name: string,
  check: () => T | Promise<T>,
  seen?: (value: T) => string | undefined,
): Promise<T> {
  const began = since(trace);
  try {
    const value = await check();
    pass(trace, name, seen?.(value), began);
    return value;
  } catch (error) {
    if (error instanceof SsoFailure) fail(trace, name, error, began);
    throw error;
  }
}
