/** What the pages show of the connector that this browser came through last, and how it is forgotten. */
import type { ConnectorSummary } from '../sso/index.ts';
import type { LastUsedModel } from './pages/last-used.tsx';
import type { StepContext, StepResult } from './step.ts';

export const choiceOf = ({ id, displayName, logoUrl }: ConnectorSummary) => ({
  id,
  name: displayName,
  ...(logoUrl !== undefined && { logoUrl }),
});

export function lastUsedOf({ lastUsed }: StepContext): LastUsedModel | undefined {
  return lastUsed && choiceOf(lastUsed);
}

/** "Use another way": the same page again, without it. */
export const forgetting = ({ state }: StepContext): StepResult => ({ state, forgetHomeRealm: true });
