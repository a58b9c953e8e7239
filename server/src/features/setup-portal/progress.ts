/** How far a set-up is: which steps there are, which are done, and where it goes on. */
import type { Connector } from '../sso/index.ts';
import type { SetupLink } from './schema.ts';

export const steps = ['provider', 'instructions', 'connection', 'domain', 'test', 'finish'] as const;
export type Step = (typeof steps)[number];

export interface StepState {
  step: Step;
  done: boolean;
  /** Whether its page can be opened now. */
  reachable: boolean;
}

type Facts = {
  link: Pick<SetupLink, 'provider' | 'domains' | 'finishedAt'>;
  connector: Connector | undefined;
};

/** All that are expected, or at least one. */
export function domainsProved({ link, connector }: Facts): boolean {
  const proved = (connector?.domains ?? []).filter(({ provedAt }) => provedAt).map(({ name }) => name);
  return link.domains.length > 0 ? link.domains.every((name) => proved.includes(name)) : proved.length > 0;
}

export function stepStates(facts: Facts): StepState[] {
  const { link, connector } = facts;
  const chosen = link.provider !== null;
  const connected = connector !== undefined;
  const done: Record<Step, boolean> = {
    provider: chosen,
    instructions: connected,
    connection: connected,
    domain: domainsProved(facts),
    test: Boolean(connector?.testedAt),
    finish: link.finishedAt !== null,
  };
  const reachable: Record<Step, boolean> = {
    provider: true,
    instructions: chosen,
    connection: chosen,
    domain: connected,
    test: connected,
    finish: connected,
  };
  return steps.map((step) => ({ step, done: done[step], reachable: reachable[step] }));
}

/** The first step that is not done. */
export const nextStep = (facts: Facts): Step =>
  stepStates(facts).find(({ done, reachable }) => reachable && !done)?.step ?? 'finish';
