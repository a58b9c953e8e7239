/** Sends codes in the person's language, and checks them. */

import type { T } from '../../kernel/i18n/index.ts';
import {
  alreadyRegisteredMail,
  type CodeMail,
  type MailText,
  registerCodeMail,
  resetPasswordCodeMail,
  signInCodeMail,
} from '../../kernel/i18n/mails.ts';
import { codeLifetimeSeconds } from '../credentials/index.ts';
import type { User } from '../users/index.ts';
import { identifierKey, identifierQuery } from './account-rules.ts';
import type { AttemptState } from './attempt.ts';
import { evenTime } from './even-time.ts';
import type { StepProblem } from './problems.ts';
import type { StepContext } from './step.ts';

type Purpose = NonNullable<AttemptState['code']>['purpose'];

const mails = {
  'sign-in': { kind: 'sign-in-code', compose: signInCodeMail },
  register: { kind: 'register-code', compose: registerCodeMail },
  'reset-password': { kind: 'reset-password-code', compose: resetPasswordCodeMail },
} satisfies Record<Purpose, { kind: string; compose: (t: T, mail: CodeMail) => MailText }>;

export const codeMinutes = codeLifetimeSeconds / 60;

function placeOf({ page, experience, tenant }: StepContext) {
  return {
    tenantName: experience.branding.displayName || tenant.name,
    applicationName: page.applicationName,
  };
}

/** Whom the code goes to: the account that the identifier names, or for a registration the address itself. */
function recipient(purpose: Purpose, identifier: string, user: User | undefined): string | undefined {
  if (purpose === 'register') return user ? undefined : identifier;
  return user && !user.suspendedAt ? (user.email ?? undefined) : undefined;
}

/** What goes out: a code, the news that there is an account, or nothing. */
function lettersTo(context: StepContext, purpose: Purpose, identifier: string, user: User | undefined) {
  const { t } = context.page;
  const place = placeOf(context);
  const { kind, compose } = mails[purpose];
  const to = recipient(purpose, identifier, user);
  const write = (code: string) => ({ kind, ...compose(t, { code, minutes: codeMinutes, ...place }) });
  const owner = purpose === 'register' ? user?.email : undefined;
  return {
    deliver: to === undefined ? undefined : { to, compose: write },
    instead: owner
      ? { to: owner, kind: 'already-registered', ...alreadyRegisteredMail(t, place) }
      : undefined,
  };
}

type Sent = { code: NonNullable<AttemptState['code']> } | { problem: StepProblem };

async function send(context: StepContext, purpose: Purpose, identifier: string): Promise<Sent> {
  const { deps, tenant, address, deviceToken: token } = context;
  const account = identifierKey(identifier);
  const user = await deps.users.findByIdentifier(tenant.db, identifierQuery(identifier));
  const device = user && token ? { userId: user.id, token } : undefined;
  const subject = { rule: 'issue-code', account, address, device } as const;
  const admission = await deps.credentials.limits.take(tenant, subject);
  if (!admission.admitted)
    return { problem: { code: 'code_too_soon', values: { seconds: admission.retryAfterSeconds } } };
  const letters = lettersTo(context, purpose, identifier, user);
  const id = await deps.credentials.codes.issue(tenant.db, { purpose, emailKey: account, ...letters });
  return { code: { id, purpose, identifier, nextInSeconds: admission.nextInSeconds } };
}

/**
 * Sends a code, or nothing, or "you already have an account": the browser can't tell which, nor by the time it
 * takes. Limited by the identifier, so that nobody can flood a mailbox.
 */
export const sendCode = (context: StepContext, purpose: Purpose, identifier: string): Promise<Sent> =>
  evenTime(() => send(context, purpose, identifier));

/** @returns what is wrong with the code, if anything */
export async function checkCode(
  { deps, tenant, state }: StepContext,
  typed: string,
): Promise<StepProblem | undefined> {
  const field = 'code';
  if (typed.trim() === '') return { field, code: 'code_required' };
  if (!state.code) return { field, code: 'code_expired' };
  const { id, purpose, identifier } = state.code;
  const result = await deps.credentials.codes.verify(tenant.db, {
    id,
    purpose,
    emailKey: identifierKey(identifier),
    code: typed,
  });
  if (result.outcome === 'verified') return undefined;
  return { field, code: result.outcome === 'wrong' ? 'code_wrong' : 'code_expired' };
}

/** Sends another code for the one that the attempt is waiting for. */
export async function resendCode(context: StepContext) {
  const { code } = context.state;
  if (!code) return { problem: { code: 'code_expired' as const } };
  const sent = await sendCode(context, code.purpose, code.identifier);
  if ('problem' in sent) return sent;
  return { state: { ...context.state, problem: undefined, code: { ...sent.code, sentAgain: true } } };
}
