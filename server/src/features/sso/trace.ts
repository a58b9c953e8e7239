/**
 * The flight recorder: what each rule of one SSO attempt said. A trace is plain data, so that an attempt can
 * carry it through several requests; it is written twice, when the attempt starts and when it ends.
 */

import { z } from 'zod';
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
});

export type TraceStep = z.infer<typeof traceStepSchema>;
export type SsoTrace = z.infer<typeof ssoTraceSchema>;

export function newTrace(facts: Omit<SsoTrace, 'reference' | 'steps'>): SsoTrace {
  return { reference: newReferenceCode(), steps: [], ...facts };
}

/** The attempt can be found by it, whatever becomes of it. */
export function noteAddress(trace: SsoTrace, address: string | undefined): void {
  if (address !== undefined && address.length <= 320) trace.address = address;
}

/** Long enough for a claim's value, too short for a token. */
const shown = (seen: string) => (seen.length > 160 ? `${seen.slice(0, 159)}…` : seen).replace(/\p{C}/gu, ' ');

export function pass(trace: SsoTrace, rule: string, seen?: string): void {
  trace.steps.push({ rule, verdict: 'pass', ...(seen !== undefined && { seen: shown(seen) }) });
}

export function skip(trace: SsoTrace, rule: string, explanation: string): void {
  trace.steps.push({ rule, verdict: 'skip', explanation });
}

export function fail(trace: SsoTrace, rule: string, failure: SsoFailure): void {
  const { side, title, fix, setting }: CauseFacts = causes[failure.causeCode];
  trace.steps.push({
    rule,
    verdict: 'fail',
    cause: failure.causeCode,
    explanation: title,
    side,
    fix,
    ...(setting && { setting }),
    ...(failure.seen !== undefined && { seen: shown(failure.seen) }),
  });
}

/** Runs one rule and records its verdict; `seen` says what a passed rule looked at. */
export async function rule<T>(
  trace: SsoTrace,
  name: string,
  check: () => T | Promise<T>,
  seen?: (value: T) => string | undefined,
): Promise<T> {
  try {
    const value = await check();
    pass(trace, name, seen?.(value));
    return value;
  } catch (error) {
    if (error instanceof SsoFailure) fail(trace, name, error);
    throw error;
  }
}
