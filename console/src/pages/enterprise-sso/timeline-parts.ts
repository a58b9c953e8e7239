/** The steps of a timeline as they are shown: runs of passed ones folded up, and the time that the person was away. */
import type { SsoTraceStep } from '@gatehouse/sdk/management';

export type Part =
  | { kind: 'step'; key: string; step: SsoTraceStep }
  | { kind: 'passed'; key: string; steps: readonly SsoTraceStep[] }
  | { kind: 'away'; key: string; ms: number };

/** Shorter runs are no longer folded up than open. */
const fewest = 3;
/** What comes sooner came by itself. */
const shortestAwayMs = 200;

/** Between the redirect and the answer nothing is ours: the person signs in over there. */
function awayBefore(step: SsoTraceStep, before: SsoTraceStep | undefined): number {
  if (!before || step.rule !== 'callback.request') return 0;
  if (step.atMs === undefined || before.atMs === undefined) return 0;
  const gap = step.atMs - before.atMs - (before.durationMs ?? 0);
  return gap >= shortestAwayMs ? gap : 0;
}

const isQuiet = ({ verdict, explanation }: SsoTraceStep) => verdict === 'pass' && !explanation;

export function partsOf(steps: readonly SsoTraceStep[]): Part[] {
  const parts: Part[] = [];
  let run: SsoTraceStep[] = [];
  const close = () => {
    const key = `passed-${parts.length.toString()}`;
    if (run.length >= fewest) parts.push({ kind: 'passed', key, steps: run });
    else for (const step of run) parts.push({ kind: 'step', key: `step-${parts.length.toString()}`, step });
    run = [];
  };
  steps.forEach((step, place) => {
    const ms = awayBefore(step, steps[place - 1]);
    if (ms > 0) {
      close();
      parts.push({ kind: 'away', key: `away-${place.toString()}`, ms });
    }
    if (isQuiet(step)) run.push(step);
    else {
      close();
      parts.push({ kind: 'step', key: `step-${parts.length.toString()}`, step });
    }
  });
  close();
  return parts;
}
