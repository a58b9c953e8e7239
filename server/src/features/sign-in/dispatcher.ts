/** Situation in, next step out. Pure: it reads no clock, no database and no request. */
import { type FlowStep, flow, type Situation, type Step } from './flow.ts';

export function nextStep(situation: Situation): FlowStep {
  // The last line always holds.
  return flow.find((line) => line.next(situation))?.step ?? 'identifier';
}

/** Whether the page of a step may be shown or submitted now: a consent prompt shows nothing else. */
export function mayOpen(step: string, situation: Situation): step is Step {
  if (situation.prompt === 'consent') return step === 'consent';
  return flow.some((line) => line.step === step && line.open(situation));
}
