/** What a step is: a form, the page around it, and what a submitted form proves. */
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { SignInExperience } from '../experience/index.ts';
import type { Attempt } from '../oidc/index.ts';
import type { ConnectorSummary } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { AttemptState } from './attempt.ts';
import type { SignInDeps } from './deps.ts';
import type { Situation } from './flow.ts';
import { pageProblem, type StepProblem } from './problems.ts';

export interface StepContext {
  deps: SignInDeps;
  tenant: Tenant;
  attempt: Attempt;
  state: AttemptState;
  situation: Situation;
  experience: SignInExperience;
  page: PageContext;
  address: string | undefined;
  deviceToken: string | undefined;
  /** The connector that this browser came through last, if it can be used now. */
  lastUsed: ConnectorSummary | undefined;
  /** Of the door that an owner opened in this browser. */
  breakGlassToken: string | undefined;
}

/** Fields of a form; what is missing reads as empty. */
export interface Fields {
  get(name: string): string;
}

export type StepResult =
  /** The attempt goes on from this state. */
  | { state: AttemptState; deviceToken?: string; forgetHomeRealm?: boolean }
  /** The same page again, with what has to be put right. */
  | { problem: StepProblem; state?: AttemptState }
  /** The attempt is over: the browser goes back to the provider. */
  | { leave: string };

export interface View {
  /** For people who bring their own pages. */
  model: object;
  render(page: PageContext): string;
}

export interface Step {
  submit(context: StepContext, fields: Fields): Promise<StepResult>;
  view(context: StepContext): View | Promise<View>;
  /** A new code, where there are codes. */
  resend?(context: StepContext): Promise<StepResult>;
}

/** Address of a page in this attempt. */
export const urlOf = ({ tenant, attempt }: Pick<StepContext, 'tenant' | 'attempt'>, step: string) =>
  `${tenant.basePath}/sign-in/${attempt.id}/${step}`;

/** The form's address and what the last try got wrong. */
export function formOf(context: StepContext, step: string) {
  const { problem } = context.state;
  return {
    action: urlOf(context, step),
    problems: problem?.step === step ? [pageProblem(context.page.t, problem)] : undefined,
  };
}

export function viewOf<M extends object>(page: (context: PageContext, model: M) => string, model: M): View {
  return { model, render: (context) => page(context, model) };
}
