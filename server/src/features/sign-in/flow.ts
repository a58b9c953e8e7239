/**
 * The sign-in flow on one screen. Each line: a step, when it comes next (the first line that holds wins), and when
 * its page may be opened by a link or the back button. What a step does is in `steps/`; none of them knows another.
 */
import type { SignInExperience } from '../experience/index.ts';
import type { AttemptState, Road } from './attempt.ts';

export interface Policy {
  password: boolean;
  emailCode: boolean;
  registration: boolean;
  verifyEmail: boolean;
  singleSignOn: boolean;
}

export const policyOf = ({ signIn, signUp, singleSignOnEnabled }: SignInExperience): Policy => ({
  password: signIn.password,
  emailCode: signIn.emailCode,
  registration: signUp.enabled,
  verifyEmail: signUp.verifyEmail,
  singleSignOn: singleSignOnEnabled,
});

/** Everything that the next step depends on. */
export interface Situation {
  prompt: 'login' | 'consent';
  /** Where the application asked to begin. */
  firstScreen: Road;
  /** `direct_sign_in=sso:{id}`, when that connector can be used. */
  directConnectorId: string | undefined;
  /** Of the organization that `organization_id` names: those that can be used. */
  organizationConnectorIds: readonly string[];
  /** The application asks for what a second factor of our own is worth. */
  asksForFactor: boolean;
  /** Who is signed in at this browser. */
  sessionUserId: string | undefined;
  /** All that stands in the way of going on as who is signed in is that person's word. */
  confirms: boolean;
  state: AttemptState;
  policy: Policy;
}

interface Line {
  step: string;
  next(s: Situation): boolean;
  open(s: Situation): boolean;
}

const road = (s: Situation) => s.state.road ?? s.firstScreen;
const registering = (s: Situation) => s.policy.registration && road(s) === 'register';
const identified = (s: Situation) => s.state.identifier !== undefined;
const linking = (s: Situation) => s.state.link !== undefined;
const pendingCode = ({ state: { code } }: Situation, purpose: string) =>
  code?.purpose === purpose && !code.proved;
const provedCode = ({ state: { code } }: Situation, purpose: string) =>
  code?.purpose === purpose && !!code.proved;
/** The registration has what comes before the password. */
const readyForPassword = (s: Situation) => {
  const { registration } = s.state;
  const needsProof = s.policy.verifyEmail && registration?.email !== undefined;
  return registration !== undefined && (!needsProof || provedCode(s, 'register'));
};
/** A callback never swaps accounts silently, and a wish for another account is a question (engine notes 11). */
const asksWho = ({ state, sessionUserId, confirms }: Situation) =>
  sessionUserId !== undefined &&
  !state.switching &&
  (state.evidence ? state.evidence.kind === 'sso' && state.evidence.userId !== sessionUserId : confirms);
const beginning = ({ state }: Situation) => !state.road && !state.evidence && !state.link;
const never = () => false;
/** Proved so far is one factor; a provider that confirmed more, or whose word alone counts, needs no other. */
const needsFactor = ({ asksForFactor, state: { evidence } }: Situation) =>
  asksForFactor &&
  evidence !== undefined &&
  (evidence.kind !== 'sso' || (evidence.acr === undefined && evidence.orLocal === true));
/** Of the person in the evidence, and nobody else's. */
const factorOf = ({ state: { factor, evidence } }: Situation) =>
  factor !== undefined && factor.userId === evidence?.userId ? factor : undefined;
const factorAt = (s: Situation, at: string) => needsFactor(s) && factorOf(s)?.at === at;
/** The application said which organization's people are to sign in, and nobody has chosen another way yet. */
const ofOrganization = (s: Situation) => (beginning(s) ? s.organizationConnectorIds.length : 0);

// biome-ignore format: one line per step
export const flow = [
  { step: 'consent',             next: (s) => s.prompt === 'consent',                   open: (s) => s.prompt === 'consent' },
  { step: 'continue-as',         next: asksWho,                                         open: asksWho },
  { step: 'start-second-factor', next: (s) => needsFactor(s) && !factorOf(s),           open: never },
  { step: 'second-factor',       next: (s) => factorAt(s, 'code'),                      open: (s) => factorAt(s, 'code') },
  { step: 'recovery-code',       next: never,                                           open: (s) => factorAt(s, 'code') },
  { step: 'enrol-second-factor', next: (s) => factorAt(s, 'enrol'),                     open: (s) => factorAt(s, 'enrol') },
  { step: 'recovery-codes',      next: (s) => factorAt(s, 'codes'),                     open: (s) => factorAt(s, 'codes') },
  { step: 'finish',              next: (s) => s.state.evidence !== undefined,           open: never },
  { step: 'prove-local-account', next: (s) => linking(s) && road(s) !== 'forgot-password', open: linking },
  { step: 'start-sso',           next: (s) => s.state.sso?.chosen !== undefined,        open: never },
  { step: 'start-sso',           next: (s) => beginning(s) && !!s.directConnectorId,    open: never },
  { step: 'start-sso',           next: (s) => ofOrganization(s) === 1,                  open: never },
  { step: 'sso',                 next: (s) => ofOrganization(s) > 1,                    open: never },
  { step: 'sso-required',        next: (s) => s.state.sso?.required === true,           open: (s) => s.state.sso?.required === true },
  { step: 'sso',                 next: (s) => !!s.state.sso || (s.policy.singleSignOn && road(s) === 'sso'), open: (s) => s.policy.singleSignOn },
  { step: 'reset-code',          next: (s) => pendingCode(s, 'reset-password'),         open: (s) => pendingCode(s, 'reset-password') },
  { step: 'reset-password',      next: (s) => provedCode(s, 'reset-password'),          open: (s) => provedCode(s, 'reset-password') },
  { step: 'forgot-password',     next: (s) => s.policy.password && road(s) === 'forgot-password', open: (s) => s.policy.password },
  { step: 'verify-email',        next: (s) => registering(s) && pendingCode(s, 'register'), open: (s) => registering(s) && pendingCode(s, 'register') },
  { step: 'register-password',   next: (s) => registering(s) && readyForPassword(s),    open: (s) => registering(s) && readyForPassword(s) },
  { step: 'register',            next: registering,                                     open: (s) => s.policy.registration },
  { step: 'email-code',          next: (s) => pendingCode(s, 'sign-in'),                open: (s) => s.policy.emailCode && identified(s) },
  { step: 'password',            next: (s) => s.policy.password && identified(s),       open: (s) => s.policy.password && identified(s) },
  { step: 'identifier',          next: () => true,                                      open: () => true },
] as const satisfies readonly Line[];

export type FlowStep = (typeof flow)[number]['step'];
/** What has a page. */
export type Step = Exclude<FlowStep, 'finish' | 'start-sso' | 'start-second-factor'>;
