/**
 * The flight recorder: what each rule of one SSO attempt said. A trace is plain data, so that an attempt can
 * carry it through several requests; it is written twice, when the attempt starts and when it ends.
 */
import type { Json } from '../../kernel/db/schema.ts';
import { newReferenceCode } from '../../kernel/ids/index.ts';
import { type CauseCode, causes, type Side } from './causes.ts';
import type { SsoFailure } from './errors.ts';

export type TraceVerdict = 'pass' | 'fail' | 'skip';

/** A type, not an interface, so that it is assignable to Json. */
export type TraceStep = {
  rule: string;
  verdict: TraceVerdict;
  /** Redacted: never a token, a code, a secret or a whole email address. */
  seen?: string;
  cause?: CauseCode;
  explanation?: string;
  side?: Side;
  fix?: string;
};

export type SsoTrace = {
  /** The code on the error page. */
  reference: string;
  connectorId: string;
  attemptId?: string;
  applicationId?: string;
  steps: TraceStep[];
};

export function newTrace(facts: Omit<SsoTrace, 'reference' | 'steps'>): SsoTrace {
  return { reference: newReferenceCode(), steps: [], ...facts };
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
  const { side, title, fix } = causes[failure.causeCode];
  trace.steps.push({
    rule,
    verdict: 'fail',
    cause: failure.causeCode,
    explanation: title,
    side,
    fix,
    ...(failure.seen !== undefined && { seen: shown(failure.seen) }),
  });
}

export const asJson = (trace: SsoTrace): Json => trace;
